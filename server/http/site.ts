import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { staffArea } from '#server/access/areas.ts';
import { QueueFull } from '#server/kernel/keyedSemaphore.ts';
import { inTurn, queueFullSeconds } from '#server/kernel/limits/inTurn.ts';
import { answerKept, answerKeptProblem } from './answerKept.ts';
import { canonicalPath } from './canonicalPath.ts';
import type { RequestLocals, Services } from './context.ts';
import { readFiles } from './files.ts';
import { looksListener } from './looks.ts';
import { askForProblem, preparePage } from './pages.ts';
import type { RequestInfo } from './requestInfo.ts';

/** Answers with the page that was asked for, made with what it finds in `locals`. */
export type AnswerPage = (locals: RequestLocals) => Promise<void>;

const clientFolder = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** Answers with a file, a page that is kept, or a page that is rendered when it is its turn. */
export function siteListener(
  services: Services,
  requestInfo: RequestInfo,
  { demo, serveFiles }: { demo: boolean; serveFiles: boolean },
) {
  const { addressOf, origins } = requestInfo;
  // In development Vite has the files, and pages change without their settings.
  const files = serveFiles ? readFiles(clientFolder) : async () => false;
  const looks = looksListener(services);

  return async (req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage): Promise<void> => {
    if (serveFiles) {
      const better = canonicalPath(req.url ?? '/');
      if (better !== null) return redirect(req, res, better);
      if (await answerKept(req, res, { pages: services.pages, origins })) return;
      if (await files(req, res, pathOf(req))) return;
    }
    if (await looks(req, res, pathOf(req))) return;
    const locals = await preparePage(req, res, { services, origins, addressOf, demo });
    if (serveFiles && (await answerKeptProblem(req, res, locals))) return;
    // Who hung up, or waited too long, needs no page any more.
    const answerIfWanted = async () => {
      if (!res.closed && !res.headersSent) await answerPage(locals);
    };
    try {
      // Who waits for the provider of single sign-on computes nothing: others of their network need not wait with them.
      const waits = pathOf(req).startsWith(staffArea.singleSignOn);
      await (waits ? answerIfWanted() : inTurn(locals.ctx, answerIfWanted));
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      res.setHeader('Retry-After', queueFullSeconds);
      locals.problem = 429;
      askForProblem(req);
      if (!(await answerKeptProblem(req, res, locals))) await answerPage(locals);
    }
  };
}

/** The path of a request, without its query. */
export const pathOf = ({ url = '/' }: IncomingMessage) => url.split('?', 1)[0] ?? '/';

function redirect({ method }: IncomingMessage, res: ServerResponse, location: string): void {
  // 301 is known to every program; only 308 keeps what was posted.
  const status = method === 'GET' || method === 'HEAD' ? 301 : 308;
  res.writeHead(status, { Location: location, 'Cache-Control': 'public, max-age=3600' }).end();
}
