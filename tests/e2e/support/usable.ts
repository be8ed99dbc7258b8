import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { findingsBeyondAxe } from './beyondAxe.ts';
import { expectReadableEnlarged } from './enlarged.ts';
import { expect } from './fixtures.ts';
import { expectFocusSeen } from './focusSeen.ts';
import { showOn } from './screen.ts';

/** The screen that most visitors have. */
export const phone = { width: 360, height: 740 };
const computer = { width: 1280, height: 800 };
const smallest = { width: 320, height: 640 };

/**
 * Whether everybody can use the page as it stands: axe on a phone in the light and on a computer in the dark, no
 * sideways scrolling on the smallest screen, readable enlarged, the focus always in sight, and what axe does not look
 * for. With `thumbs`, nothing to press is too small for one.
 */
export async function expectUsable(page: Page, { thumbs }: { thumbs: boolean }): Promise<void> {
  // A page of the workplace that takes the place of another is there in two steps.
  await expect(page.locator('html[data-loading]')).toHaveCount(0);
  await showOn(page, phone);
  await scrollClearOfBars(page);
  expect(await axeFindings(page), `axe at ${phone.width} px`).toEqual([]);
  expect(await findingsBeyondAxe(page), 'what axe does not look for').toEqual([]);
  if (thumbs) expect(await smallTargets(page), 'what is too small for a thumb').toEqual([]);
  await showOn(page, smallest);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page on a screen of 320 px').toBeLessThanOrEqual(smallest.width);
  await stickBars(page);
  await expectReadableEnlarged(page);
  await expectFocusSeen(page);
  await showOn(page, computer);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await scrollClearOfBars(page);
  expect(await axeFindings(page, 'look'), `axe at ${computer.width} px, in the dark`).toEqual([]);
  await stickBars(page);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/**
 * A bar covers half of a button behind it or not, as the page happens to be scrolled. At the end one at the bottom covers
 * nothing; the one at the top is taken along with the page.
 */
function scrollClearOfBars(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelector<HTMLElement>('.header__bar')?.style.setProperty('position', 'relative');
    // What is laid out only when it comes near has no place yet.
    const style = new CSSStyleSheet();
    style.replaceSync('.slots__day { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [style];
    scrollTo(0, document.documentElement.scrollHeight);
  });
}

function stickBars(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.querySelector<HTMLElement>('.header__bar')?.style.removeProperty('position');
  });
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
