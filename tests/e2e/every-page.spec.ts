import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { bookingStates, privateStates, type State, staffStates } from './support/states.ts';
import { weigh } from './support/weigh.ts';

// Without moving parts: a colour that is on its way is nobody's fault.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const mostHtml = 14_000;
const phone = { width: 360, height: 740 };
const computer = { width: 1280, height: 800 };
const smallest = { width: 320, height: 640 };

for (const [name, state] of entries(bookingStates, privateStates)) {
  test(`everybody can use the page: ${name}`, async ({ page, site, own }) => {
    const weights = weigh(page);
    await state.open({ page, site, own });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(state.heading);
    const { html } = await weights();
    expect(html, 'bytes of HTML after gzip').toBeLessThanOrEqual(mostHtml);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(phone);
    expect(await smallTargets(page), 'what is too small for a thumb').toEqual([]);
  });
}

for (const [name, state] of entries(staffStates)) {
  test(`every casemanager can use the page: ${name}`, async ({ page, site, own }) => {
    const weights = weigh(page);
    await state.open({ page, site, own });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(state.heading);
    const { html } = await weights();
    expect(html, 'bytes of HTML after gzip').toBeLessThanOrEqual(mostHtml);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

function entries(...groups: Record<string, State>[]): [string, State][] {
  return groups.flatMap((group) => Object.entries(group));
}

/** axe on a phone and on a computer, in the light and in the dark. */
async function expectAccessible(page: Page): Promise<void> {
  for (const size of [phone, computer]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(page), `axe at ${size.width} px, ${colorScheme}`).toEqual([]);
    }
  }
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await page.setViewportSize(smallest);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'width of the page on a screen of 320 px').toBeLessThanOrEqual(smallest.width);
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
