import type { BrowserContext } from '@playwright/test';
import type { Watch } from './watch.ts';

/** So much of a page tells which one it is. */
const mostLetters = 1500;

/** Prints where the pages of a browser stood when a test failed, and what they waited for: a log keeps no pictures. */
export async function sayWhere(context: BrowserContext, { waiting }: Watch): Promise<void> {
  for (const page of context.pages()) {
    const main = page.locator('main').first();
    const text = await main.ariaSnapshot({ timeout: 1000 }).catch((error: Error) => error.message);
    console.log(`A browser stood at ${page.url()}:\n${text.slice(0, mostLetters)}`);
  }
  if (waiting.size > 0)
    console.log(`It waited for:\n${[...waiting].map((one) => `${one.method()} ${one.url()}`).join('\n')}`);
}
