import type { Page } from 'playwright';

export const screens = {
  '1280×800': { width: 1280, height: 800 },
  '1440×900': { width: 1440, height: 900 },
  '390×844': { width: 390, height: 844 },
} as const;
export type Screen = keyof typeof screens;

/** What one would like to see much of at once. */
interface Sight {
  name: string;
  path: string;
  /** Each of them. */
  items: string;
}

export const sights: readonly Sight[] = [
  { name: 'hours of the week', path: '/medewerker/week', items: '.calendar__scale > span' },
  { name: 'rows of the list', path: '/medewerker/lijst', items: 'tbody tr[data-item]' },
  { name: 'items of Vandaag', path: '/medewerker', items: '[data-item], .to-do' },
  { name: 'rows of the queue', path: '/medewerker/chat', items: '.inbox-row' },
];

/** How many of the items are wholly in sight where the page begins, nothing scrolled. */
export async function countInSight(page: Page, items: string): Promise<number> {
  return page.evaluate((selector) => {
    const clippedBy = (element: Element) => {
      const clip = { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        if (parent === document.body || getComputedStyle(parent).overflowY === 'visible') continue;
        const pane = parent.getBoundingClientRect();
        clip.top = Math.max(clip.top, pane.top);
        clip.bottom = Math.min(clip.bottom, pane.bottom);
        clip.left = Math.max(clip.left, pane.left);
        clip.right = Math.min(clip.right, pane.right);
      }
      return clip;
    };
    return [...document.querySelectorAll(selector)].filter((element) => {
      const box = element.getBoundingClientRect();
      const clip = clippedBy(element);
      const inside = box.top >= clip.top - 1 && box.bottom <= clip.bottom + 1;
      return box.height > 0 && inside && box.left >= clip.left - 1 && box.right <= clip.right + 1;
    }).length;
  }, items);
}
