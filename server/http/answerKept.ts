import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestLocals } from '#server/http/context.ts';
import { splitLanguage } from '#server/kernel/languages.ts';
import type { Origins } from './origin.ts';
import type { PageCache } from './pageCache.ts';
import { problemPath } from './pages.ts';
import { represent, sendRepresentation } from './represent.ts';

/** Answers with the cached page. False when there is none; then nothing has been sent. */
export async function answerKept(
  req: IncomingMessage,
  res: ServerResponse,
  { pages, origins }: { pages: PageCache; origins: Origins },
): Promise<boolean> {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  const { language, url: path } = splitLanguage(req.url ?? '/');
  const page = await pages.find({ publicUrl: origins.publicUrl(req), language, path, problem: null });
  if (!page) return false;
  sendRepresentation(req, res, page.headers, await represent(req, page.body, page.etag));
  return true;
}

/** The same for the page that explains a refused request. The one for staff is not cached. */
export async function answerKeptProblem(
  req: IncomingMessage,
  res: ServerResponse,
  { ctx, lang: language, staff, problem }: RequestLocals,
): Promise<boolean> {
  if (problem === null || staff) return false;
  const page = await ctx.pages.find({ publicUrl: ctx.publicUrl, language, path: problemPath, problem });
  if (!page) return false;
  const chosen = await represent(req, page.body);
  sendRepresentation(req, res, page.headers, { ...chosen, status: problem });
  return true;
}
