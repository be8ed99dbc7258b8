import type { Page } from '@playwright/test';

/** What has the focus on this screen and is not seen: no bar may lie over it (WCAG 2.4.11 and 2.4.12). */
export async function findingsOfFocus(page: Page): Promise<string[]> {
  // The chat fills the screen by a script, after the browser tells it how large that is.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  return page.evaluate(findHidden);
}

/** Runs in the page. Gives the focus to all that takes it, one after the other as Tab does, then back up. */
function findHidden(): string[] {
  const before = document.activeElement;
  const faults = new Set<string>();
  const stops = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex="0"]',
    ),
  ].filter(
    (stop) =>
      stop.checkVisibility() && stop.tabIndex >= 0 && !stop.matches(':disabled') && !stop.closest('[inert]'),
  );
  scrollTo(0, 0);
  // What has the focus already is not brought in sight by getting it again.
  if (before instanceof HTMLElement) before.blur();
  for (const stop of [...stops, ...stops.toReversed()]) {
    stop.focus();
    if (document.activeElement !== stop) continue;
    const shown = stop.getBoundingClientRect().width > 1 ? stop : (stop.closest('label') ?? stop);
    const rect = [...shown.getClientRects()].sort((one, other) => other.width - one.width)[0];
    if (!rect || rect.width <= 1) continue;
    // Of a text one sees the line one writes in, and of what is higher than half of the screen a part.
    const isLarge = stop.matches('textarea') || rect.height > innerHeight / 2;
    const top = isLarge ? Math.max(rect.top, 0) : rect.top;
    const bottom = isLarge ? Math.min(rect.bottom, innerHeight) : rect.bottom;
    const seen = [
      [0.5, 0.5],
      [0.2, 0.2],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.8, 0.8],
    ].map(([x = 0, y = 0]) => {
      const hit = document.elementFromPoint(rect.left + rect.width * x, top + (bottom - top) * y);
      if (hit === null) return false;
      // Up to what holds both: is what was hit in a bar, or anything else that stays while the page moves?
      let over: Element | null = hit;
      while (over && !over.contains(shown)) {
        if (!shown.contains(over) && /sticky|fixed/.test(getComputedStyle(over).position)) return false;
        over = over.parentElement;
      }
      return true;
    });
    const enough = isLarge ? seen.some(Boolean) : seen.every(Boolean);
    if (!enough)
      faults.add(
        `${stop.outerHTML.slice(0, 120)} at ${Math.round(rect.left)}, ${Math.round(rect.top)} px, ${Math.round(rect.width)} by ${Math.round(rect.height)}`,
      );
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  scrollTo(0, 0);
  return [...faults];
}
