import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface Results {
  violations: { id: string; nodes: { html: string }[] }[];
}

declare global {
  interface Window {
    /** Put in the page by AxeBuilder. */
    axe: { run(asked: typeof options): Promise<Results> };
  }
}

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations' as const],
  // No rule of these needs the stylesheets fetched again, and there are no frames.
  preload: false,
  iframes: false,
};

/** What axe finds wrong with the page as it is, one line per rule. */
export async function axeFindings(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  // Bringing axe into the page costs more than running it: once is enough.
  const { violations }: Results = isThere
    ? await page.evaluate((asked) => window.axe.run(asked), options)
    : await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
