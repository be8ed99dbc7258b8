import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** Weighs the pages that are opened from now on; call what it returns to hear the bytes of the heaviest after gzip. */
export function weighHtml(page: Page): () => Promise<number> {
  const weights: Promise<number>[] = [];
  page.on('response', (response) => {
    const isRedirect = response.status() >= 300 && response.status() < 400;
    if (response.request().resourceType() !== 'document' || isRedirect) return;
    // A page that is left early has no body any more.
    weights.push(
      response.body().then(
        (body) => gzipSync(body).length,
        () => 0,
      ),
    );
  });
  return async () => Math.max(0, ...(await Promise.all(weights)));
}
