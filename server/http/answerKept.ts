import type { IncomingMessage, ServerResponse } from 'node:http';
import { splitLanguage } from '../languages.ts';
import type { Origins } from './origin.ts';
import type { PageCache } from './pageCache.ts';
import { represent, sendRepresentation } from './represent.ts';

/** Answers with the page as it was rendered before; false when it was not, and nothing is answered yet. */
export async function answerKept(
  req: IncomingMessage,
  res: ServerResponse,
  { pages, origins }: { pages: PageCache; origins: Origins },
): Promise<boolean> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  const { language, url: path } = splitLanguage(req.url ?? '/');
  const page = await pages.find({ publicUrl: origins.publicUrl(req), language, path });
  if (!page) return false;
  sendRepresentation(req, res, page.headers, await represent(req, page.body, page.etag));
  return true;
}
