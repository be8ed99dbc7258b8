import type { Page } from '@playwright/test';

/** How somebody reads who enlarges: WCAG 1.4.4 (text), 1.4.10 (zoom), 1.4.12 (space). */
export interface Reading {
  /** The size of text that the reader chose, in percent. */
  text?: number;
  /** Lines, letters and words apart as WCAG 1.4.12 has it. */
  spaced?: boolean;
}

/** What keeps the page as it stands on its screen from being read like this, in words. Leaves it as it was. */
export async function findingsEnlarged(
  page: Page,
  { text = 100, spaced = false }: Reading,
): Promise<string[]> {
  const name = spaced ? 'text with space' : `text of ${text} %`;
  const faults = await page.evaluate(findFaults, { text, spaced });
  return faults.map((fault) => `${name}: ${fault}`);
}

/** Runs in the page. Enlarges it, answers what is wrong then, in words, and takes that back. */
function findFaults({ text, spaced }: { text: number; spaced: boolean }): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  root.style.fontSize = `${text}%`;
  const space = new CSSStyleSheet();
  space.replaceSync(`
    * { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = spaced ? [space] : [];
  scrollTo(0, 0);

  if (root.scrollWidth > innerWidth) faults.push(`it scrolls sideways: ${root.scrollWidth} px`);
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element: Element) => element.outerHTML.slice(0, 80);
  const parts = [...document.querySelectorAll('header :is(a, summary, button)')].filter(
    (part) => isShown(part) && !part.closest('ul') && part.getBoundingClientRect().width > 1,
  );
  for (const [index, one] of parts.entries()) {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    if (right > innerWidth + 1 || left < -1) faults.push(`it runs out of the screen: ${name(one)}`);
    for (const other of parts.slice(index + 1)) {
      const rect = other.getBoundingClientRect();
      const overlaps =
        rect.left < right - 1 && rect.right > left + 1 && rect.top < bottom - 1 && rect.bottom > top + 1;
      if (overlaps) faults.push(`one lies over the other: ${name(one)} and ${name(other)}`);
    }
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const holder = node.parentElement;
    if (!(node instanceof Text) || !holder || !isShown(holder)) continue;
    if (holder.closest('script, svg, .visually-hidden') || /@|https?:|www\./.test(node.data)) continue;
    // What has figures in it is a code, or a name made by a test, and no word.
    for (const { 0: word, index } of node.data.matchAll(
      /(?<![\p{L}\p{N}\xad])\p{L}{2,8}(?![\p{L}\p{N}\xad])/gu,
    )) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) faults.push(`"${word}" breaks in the middle: ${name(holder)}`);
    }
  }

  scrollTo(0, root.scrollHeight / 2);
  const bars = [...document.querySelectorAll('body *')].filter((element) => {
    const { position } = getComputedStyle(element);
    return (
      (position === 'sticky' || position === 'fixed') &&
      isShown(element) &&
      !element.closest('dialog, [role=dialog], [data-panel]')
    );
  });
  const covered = bars.reduce((sum, bar) => {
    const { top, bottom } = bar.getBoundingClientRect();
    return sum + Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  }, 0);
  const share = Math.round((100 * covered) / innerHeight);
  if (share > 30) faults.push(`bars cover ${share} % of the screen`);
  scrollTo(0, 0);
  root.style.removeProperty('font-size');
  document.adoptedStyleSheets = [];
  return faults;
}
