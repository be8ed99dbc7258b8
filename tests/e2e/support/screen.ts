import type { Page } from '@playwright/test';

/** Its size, in pixels of CSS. */
export interface Screen {
  width: number;
  height: number;
}

/** Gives the page a screen of this size. A page is laid out and drawn anew for it, so not when it has that already. */
export async function showOn(page: Page, { width, height }: Screen): Promise<void> {
  const now = page.viewportSize();
  if (now?.width !== width || now.height !== height) await page.setViewportSize({ width, height });
}
