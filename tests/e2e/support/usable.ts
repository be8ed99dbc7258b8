import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect } from './fixtures.ts';

/** The screen that most visitors have. */
export const phone = { width: 360, height: 740 };
const computer = { width: 1280, height: 800 };
const smallest = { width: 320, height: 640 };

/**
 * Whether everybody can use the page as it stands: axe on a phone in the light and on a computer in the dark, and no
 * sideways scrolling on the smallest screen. With `thumbs`, nothing to press is too small for one.
 */
export async function expectUsable(page: Page, { thumbs }: { thumbs: boolean }): Promise<void> {
  await page.setViewportSize(phone);
  await scrollToEnd(page);
  expect(await axeFindings(page), `axe at ${phone.width} px`).toEqual([]);
  if (thumbs) expect(await smallTargets(page), 'what is too small for a thumb').toEqual([]);
  await page.setViewportSize(smallest);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page on a screen of 320 px').toBeLessThanOrEqual(smallest.width);
  await page.setViewportSize(computer);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await scrollToEnd(page);
  expect(await axeFindings(page, 'look'), `axe at ${computer.width} px, in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** A bar that sticks to the bottom covers half of a button behind it or not, as the page happens to be scrolled. */
function scrollToEnd(page: Page): Promise<void> {
  return page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
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
