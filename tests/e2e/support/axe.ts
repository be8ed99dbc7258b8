import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface AxeOptions {
  runOnly: string[];
  resultTypes: 'violations'[];
}

interface Results {
  violations: { id: string; nodes: { html: string }[] }[];
}

declare global {
  interface Window {
    /** Put in the page by AxeBuilder. */
    axe: { run(asked: AxeOptions): Promise<Results> };
  }
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it is, one line per rule; `rules` names the only ones to look at. */
export async function axeFindings(page: Page, rules = everything): Promise<string[]> {
  const options: AxeOptions = { runOnly: rules, resultTypes: ['violations'] };
  const isThere = await page.evaluate(() => 'axe' in window);
  // Bringing axe into the page costs more than running it: once is enough.
  const { violations }: Results = isThere
    ? await page.evaluate((asked) => window.axe.run(asked), options)
    : await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
