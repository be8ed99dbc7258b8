import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { findingsBeyondAxe } from './beyondAxe.ts';
import { findingsEnlarged, type Reading } from './enlarged.ts';
import { expect } from './fixtures.ts';
import { findingsOfFocus } from './focusSeen.ts';
import { type Screen, showOn } from './screen.ts';

/** The screen that most visitors have. */
export const phone = { width: 360, height: 740 };
const computer = { width: 1280, height: 800 };
const smallest = { width: 320, height: 640 };
const side = { width: 740, height: 360 };
/** A computer at a zoom of 400 %. */
const zoomed = { width: 320, height: 256 };

/**
 * Whether everybody can use the page as it stands: axe on a phone in the light and on a computer in the dark, no
 * sideways scrolling on the smallest screen, readable enlarged, the focus always in sight, and what axe does not look
 * for. With `thumbs`, nothing to press is too small for one, and a phone may lie on its side (WCAG 1.3.4); the screen of
 * a computer that is enlarged is as low as that. Each screen comes up once, for a page is laid out and drawn anew for it.
 */
export async function expectUsable(page: Page, { thumbs }: { thumbs: boolean }): Promise<void> {
  // A page of the workplace that takes the place of another is there in two steps.
  await expect(page.locator('html[data-loading]')).toHaveCount(0);
  await showOn(page, phone);
  await scrollClearOfBars(page);
  expect(await axeFindings(page), `axe at ${phone.width} px`).toEqual([]);
  expect(await findingsBeyondAxe(page), 'what axe does not look for').toEqual([]);
  if (thumbs) expect(await smallTargets(page), 'what is too small for a thumb').toEqual([]);
  await stickBars(page);
  await expectFocusSeen(page, phone);
  if (thumbs) {
    await expectFocusSeen(page, side);
    await expectReadable(page, side, { text: 200 });
  }
  await expectRoomForWords(page);
  await expectReadable(page, zoomed, {});
  await expectFocusSeen(page, zoomed);
  await showOn(page, computer);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await scrollClearOfBars(page);
  expect(await axeFindings(page, 'look'), `axe at ${computer.width} px, in the dark`).toEqual([]);
  await stickBars(page);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** Whether the words of a page have room on the smallest screen, also with space between them and twice as large. */
async function expectRoomForWords(page: Page): Promise<void> {
  await showOn(page, smallest);
  expect(await widthOf(page), 'width of the page on a screen of 320 px').toBeLessThanOrEqual(smallest.width);
  await expectReadable(page, smallest, { spaced: true });
  await expectReadable(page, smallest, { text: 200 });
}

/** Whether everybody can use a page that differs from one that was looked at in its words alone. */
export async function expectUsableInOtherWords(page: Page): Promise<void> {
  await showOn(page, phone);
  expect(await axeFindings(page), `axe at ${phone.width} px`).toEqual([]);
  expect(await smallTargets(page), 'what is too small for a thumb').toEqual([]);
  await expectRoomForWords(page);
}

async function expectReadable(page: Page, screen: Screen, reading: Reading): Promise<void> {
  await showOn(page, screen);
  const faults = await findingsEnlarged(page, reading);
  expect(faults, `what goes wrong when it is read enlarged at ${nameOf(screen)}`).toEqual([]);
}

async function expectFocusSeen(page: Page, screen: Screen): Promise<void> {
  await showOn(page, screen);
  expect(await findingsOfFocus(page), `what is hidden at ${nameOf(screen)}`).toEqual([]);
}

const nameOf = ({ width, height }: Screen) => `${width} by ${height}`;

/**
 * A bar covers half of a button behind it or not, as the page happens to be scrolled. At the end one at the bottom covers
 * nothing; the one at the top is taken along with the page.
 */
async function scrollClearOfBars(page: Page): Promise<void> {
  await layOutAll(page);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('.header__bar')?.style.setProperty('position', 'relative');
    scrollTo(0, document.documentElement.scrollHeight);
  });
}

/** Until `stickBars`: what is laid out only when it comes near has no place yet. */
function layOutAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    const style = new CSSStyleSheet();
    style.replaceSync('.slots__day { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [style];
  });
}

function stickBars(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelector<HTMLElement>('.header__bar')?.style.removeProperty('position');
    document.adoptedStyleSheets = [];
  });
}

/** How wide the page is, with all of it laid out. */
async function widthOf(page: Page): Promise<number> {
  await layOutAll(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await stickBars(page);
  return width;
}

/** What can be pressed but is under 44 px high or wide; links in running text may be (WCAG 2.5.5). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (element: Element) =>
      element.matches('p a, li a') &&
      element.parentElement?.textContent?.trim() !== element.textContent?.trim();
    const pressed = (element: Element) =>
      element.matches('input[type=radio], input[type=checkbox]')
        ? (element.closest('label') ?? element)
        : element;
    const targets = document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), textarea, select, summary',
    );
    return [...targets].flatMap((element) => {
      if (!element.checkVisibility() || element.matches('.visually-hidden, .nl-skip-link') || inText(element))
        return [];
      const { width, height } = pressed(element).getBoundingClientRect();
      if (width >= 43.5 && height >= 43.5) return [];
      return [`${element.outerHTML.slice(0, 120)} is ${Math.round(width)} by ${Math.round(height)} px`];
    });
  });
}
