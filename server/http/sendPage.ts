import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX as compressible } from 'hono/utils/compress';
import type { Language } from '#server/kernel/languages.ts';
import { encoded } from './encodings.ts';
import { answerLastResort } from './lastResort.ts';
import { represent, sendRepresentation } from './represent.ts';

/**
 * Sends a completely rendered page in the best encoding that the client accepts. The reason phrase is that of the status. An
 * error without a body means that no page could be rendered.
 */
export async function sendPage(
  req: IncomingMessage,
  res: ServerResponse,
  page: Response,
  language: Language,
): Promise<void> {
  const { status } = page;
  if (page.body === null && status >= 400) return answerLastResort(res, status, language);
  const headers: OutgoingHttpHeaders = Object.fromEntries(page.headers);
  const cookies = page.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  if (status >= 500) headers['cache-control'] ??= 'no-store';
  if (page.body === null) {
    res.writeHead(status, headers).end();
    return;
  }
  const body = new Uint8Array(await page.arrayBuffer());
  const chosen = compressible.test(page.headers.get('content-type') ?? '')
    ? await represent(req, encoded(body, 'often'))
    : { headers: {}, body };
  // The time limit passed, and another response was sent already.
  if (res.headersSent) return;
  sendRepresentation(req, res, headers, { ...chosen, status });
}
