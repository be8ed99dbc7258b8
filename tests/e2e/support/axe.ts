import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

interface Results {
  violations: { id: string; nodes: { html: string }[] }[];
}

declare global {
  interface Window {
    /** Put in the page by `axeFindings`. */
    axe: { run(asked: typeof all): Promise<Results> };
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const all = {
  runOnly: {
    type: 'tag' as 'tag' | 'rule',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations' as const],
  // No rule of these needs the stylesheets fetched again, and there are no frames.
  preload: false,
  iframes: false,
};

/** The rules whose answer depends on colours and sizes: another window or the dark can change no other. */
const look: typeof all = {
  ...all,
  runOnly: {
    type: 'rule',
    values: ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'],
  },
};

/** What axe finds wrong with the page as it is, one line per rule; of all rules, or only of how it looks. */
export async function axeFindings(page: Page, rules: 'all' | 'look' = 'all'): Promise<string[]> {
  const options = { all, look }[rules];
  // Bringing axe into the page costs as much as running it: once is enough, and the short text of it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const { violations } = await page.evaluate((asked) => window.axe.run(asked), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
