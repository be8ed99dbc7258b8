import type { Locator, Page } from 'playwright';

/** Something on a page, found when it is needed. */
export type Target = (page: Page) => Locator;

/** What a person does, one act at a time. `see` is what tells them that they can go on, and costs nothing. */
export type Act =
  | { click: Target }
  | { press: string }
  | { type: string }
  /** Its lower edge is dragged by so many pixels. */
  | { edge: Target; by: number }
  | { see: Target }
  /** So many tabs of the browser are there then. */
  | { opens: number };

/** What a task cost. */
export interface Cost {
  clicks: number;
  /** Keys that went down: each letter, and each key of a chord. */
  keys: number;
  /** Turns of the wheel, each of most of a screen. */
  scrolls: number;
  /** Pages that were loaded anew. */
  loads: number;
}

/** Which part of a screen one turn of the wheel moves. */
const turn = 0.8;
const mostTurns = 40;

/** Carries acts out as a person would, who scrolls to what is not in sight, and counts them. */
export async function perform(page: Page, acts: readonly Act[]): Promise<Cost> {
  const cost: Cost = { clicks: 0, keys: 0, scrolls: 0, loads: 0 };
  const count = (request: {
    isNavigationRequest(): boolean;
    redirectedFrom(): unknown;
    frame(): unknown;
  }) => {
    const loads = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (loads && request.redirectedFrom() === null) cost.loads += 1;
  };
  page.on('request', count);
  for (const act of acts) {
    if ('see' in act) {
      await act.see(page).first().waitFor();
    } else if ('edge' in act) {
      const box = await act.edge(page).boundingBox();
      if (!box) throw new Error('expected an edge to drag');
      const from = { x: box.x + box.width / 2, y: box.y + box.height - 3 };
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x, from.y + act.by, { steps: 4 });
      await page.mouse.up();
      cost.clicks += 1;
    } else if ('opens' in act) {
      const tabs = () => page.context().pages().length;
      for (let tries = 0; tries < 50 && tabs() < act.opens; tries++) await page.waitForTimeout(100);
      if (tabs() < act.opens) throw new Error(`expected ${act.opens} tabs`);
    } else if ('press' in act) {
      await page.keyboard.press(act.press);
      cost.keys += act.press.split('+').length;
    } else if ('type' in act) {
      // Nobody types before there is a cursor.
      await page.waitForFunction(() => document.activeElement?.matches('input, textarea, [contenteditable]'));
      await page.keyboard.type(act.type);
      cost.keys += [...act.type].length;
    } else {
      const target = act.click(page).first();
      await target.waitFor();
      cost.scrolls += await bringIntoSight(page, target);
      await target.click();
      cost.clicks += 1;
    }
  }
  page.off('request', count);
  return cost;
}

/** Turns the wheel over what scrolls until all of the target is in sight. Gives how often that was. */
async function bringIntoSight(page: Page, target: Locator): Promise<number> {
  for (let turns = 0; turns < mostTurns; turns++) {
    const found = await target.evaluate(whereIs);
    if (found.hidden === 0) return turns;
    await page.mouse.move(found.x, found.y);
    await page.mouse.wheel(0, Math.sign(found.hidden) * turn * found.height);
    await page.waitForTimeout(150);
  }
  throw new Error(`expected ${target} to come into sight`);
}

/** Runs in the page: how many pixels of it lie below (or above, negative) what is in sight, and where to turn the wheel. */
function whereIs(element: Element): { hidden: number; x: number; y: number; height: number } {
  const box = element.getBoundingClientRect();
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent);
    if (!/auto|scroll/.test(overflowY) || parent.scrollHeight <= parent.clientHeight + 1) continue;
    if (parent === document.body || parent === document.documentElement) continue;
    const pane = parent.getBoundingClientRect();
    const where = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2, height: pane.height };
    if (box.bottom > pane.bottom + 1 && box.top > pane.top + 1)
      return { hidden: box.bottom - pane.bottom, ...where };
    if (box.top < pane.top - 1) return { hidden: box.top - pane.top, ...where };
  }
  const screen = { x: innerWidth / 2, y: innerHeight / 2, height: innerHeight };
  if (box.bottom > innerHeight + 1 && box.top > 1) return { hidden: box.bottom - innerHeight, ...screen };
  return { hidden: Math.min(0, Math.round(box.top)), ...screen };
}

export const button =
  (name: string | RegExp): Target =>
  (page) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
export const link =
  (name: string | RegExp): Target =>
  (page) =>
    page.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name });
export const field =
  (label: string | RegExp): Target =>
  (page) =>
    page.getByLabel(label);
export const heading =
  (name: string | RegExp): Target =>
  (page) =>
    page.getByRole('heading', { name });
export const text =
  (words: string | RegExp): Target =>
  (page) =>
    page.getByText(words);
