import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseAccept } from 'hono/utils/accept';
import { splitLanguage } from '../languages.ts';
import type { Origins } from './origin.ts';
import type { KeptPage, PageCache } from './pageCache.ts';

/** Answers with the page as it was rendered before; false when it was not, and nothing is answered yet. */
export async function answerKept(
  req: IncomingMessage,
  res: ServerResponse,
  { pages, origins }: { pages: PageCache; origins: Origins },
): Promise<boolean> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  const { language, url: path } = splitLanguage(req.url ?? '/');
  const page = await pages.find({ publicUrl: origins.publicUrl(req), language, path });
  if (page) send(req, res, page);
  return page !== null;
}

/** 304 for who has it, otherwise in the best encoding that they take. */
function send(req: IncomingMessage, res: ServerResponse, page: KeptPage): void {
  for (const [name, value] of page.headers) res.setHeader(name, value);
  res.setHeader('ETag', page.etag);
  res.setHeader('Vary', 'Accept-Encoding');
  if (hasIt(req, page.etag)) {
    res.writeHead(304).end();
    return;
  }
  const encoding = encodingFor(req);
  const body = page.bodies[encoding];
  if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
  res.writeHead(200, { 'Content-Length': body.length });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** RFC 9110 13.1.2: compares weakly, so `W/` does not count. */
function hasIt(req: IncomingMessage, etag: string): boolean {
  const asked = req.headers['if-none-match'] ?? '';
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return asked.trim() === '*' || asked.split(',').some((tag) => bare(tag) === bare(etag));
}

function encodingFor(req: IncomingMessage): keyof KeptPage['bodies'] {
  const { 'accept-encoding': accept = '' } = req.headers;
  const taken = parseAccept(String(accept)).filter(({ q }) => q > 0);
  return (['br', 'gzip'] as const).find((name) => taken.some(({ type }) => type === name)) ?? 'identity';
}
