import type { Page, Response } from '@playwright/test';

/** The page that a form leads to, past the address that it may be sent on to. Ask before sending it. */
export function answered(page: Page): Promise<Response> {
  return page.waitForResponse(
    (response) => response.request().isNavigationRequest() && response.status() !== 303,
  );
}
