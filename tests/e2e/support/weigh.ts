import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

/** Bytes after gzip: what a phone has to fetch. */
export interface Weights {
  /** The heaviest page. */
  html: number;
  /** All scripts together, those inside the pages among them; each counts once. */
  script: number;
  style: number;
}

const gzipped = (bytes: Buffer | string) => gzipSync(bytes).length;

/** Weighs everything that the page loads from now on; call what it returns to hear how much. */
export function weigh(page: Page): () => Promise<Weights> {
  const seen = new Map<string, { kind: string; body: Promise<Buffer> }>();
  page.on('response', (response: Response) => {
    const kind = response.request().resourceType();
    const status = response.status();
    if (!['document', 'script', 'stylesheet'].includes(kind) || (status >= 300 && status < 400)) return;
    const bytes = response.body();
    // Whoever asks later hears of it; a page that is left early has no body any more.
    bytes.catch(() => {});
    seen.set(`${status} ${response.url()}`, { kind, body: bytes });
  });
  return async () => {
    const weights = { html: 0, script: 0, style: 0 };
    const inline = new Set<string>();
    for (const { kind, body } of seen.values()) {
      const bytes = await body.catch(() => Buffer.alloc(0));
      const weight = gzipped(bytes);
      if (kind === 'script') weights.script += weight;
      else if (kind === 'stylesheet') weights.style += weight;
      else {
        weights.html = Math.max(weights.html, weight);
        for (const [, text = ''] of bytes.toString().matchAll(/<script[^>]*>([^<]+)<\/script>/g))
          inline.add(text);
      }
    }
    weights.script += gzipped([...inline].join('\n'));
    return weights;
  };
}
