import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { send } from '#server/api/answer.ts';
import { apiListener } from '#server/api/listener.ts';
import { problem, retryAfter } from '#server/api/problems.ts';
import { createChatGateway } from '#server/chat/live/gateway.ts';
import { addressReader } from '#server/http/address.ts';
import { answerKept, answerKeptProblem } from '#server/http/answerKept.ts';
import { canonicalPath } from '#server/http/canonicalPath.ts';
import { checkHead } from '#server/http/checkHead.ts';
import type { RequestLocals, Services } from '#server/http/context.ts';
import { readFiles } from '#server/http/files.ts';
import { closedPolicy, setSecurityHeaders } from '#server/http/headers.ts';
import { answerHealth } from '#server/http/health.ts';
import { inTime, TooLate } from '#server/http/inTime.ts';
import { preferredLanguage } from '#server/http/language.ts';
import { answerLastResort } from '#server/http/lastResort.ts';
import { createOrigins } from '#server/http/origin.ts';
import { askForProblem, preparePage } from '#server/http/pages.ts';
import { watchRefusals } from '#server/http/watchRefusals.ts';
import { innerError, isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { QueueFull } from '#server/kernel/keyedSemaphore.ts';
import { splitLanguage } from '#server/kernel/languages.ts';
import { inTurn, queueFullSeconds } from '#server/kernel/limits/inTurn.ts';
import { createAgendaStream } from '#server/live/agenda.ts';
import { createSlotStream } from '#server/live/slots.ts';
import type { Config } from './config.ts';

/** Answers with the page that was asked for, made with what it finds in `locals`. */
export type AnswerPage = (locals: RequestLocals) => Promise<void>;

export interface Listener {
  handle(req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage): void;
  /** Answers the sockets of chat on this server too. Once, after whatever else listens to it. */
  attach(server: Server): void;
  /** Ends the streams and sockets that would otherwise stay open for ever. */
  close(): void;
}

const clientFolder = fileURLToPath(new URL('../dist/client', import.meta.url));

/** One way in: health, the API, live streams, files and then pages. `port` is where the server listens. */
export function createListener(
  services: Services,
  config: Config,
  { port, serveFiles }: { port: number; serveFiles: boolean },
): Listener {
  const addressOf = addressReader(config.trustedProxies);
  const origins = createOrigins(config.publicUrl, () => `127.0.0.1:${port}`);
  const demo = config.mode === 'demo';
  const https = config.publicUrl?.startsWith('https:') ?? false;
  const requestInfo = { addressOf, origins };
  const api = apiListener(services, requestInfo);
  const chat = createChatGateway(services, requestInfo, { alone: serveFiles });
  const slotStream = createSlotStream(services, addressOf);
  const agendaStream = createAgendaStream(services, addressOf);
  // In development Vite has the files, and pages change without their settings.
  const files = serveFiles ? readFiles(clientFolder) : async () => false;

  /** `url` as it came in. */
  const failed = (req: IncomingMessage, res: ServerResponse, url: string, error: unknown) => {
    services.log.error({ err: innerError(error) }, 'a request failed before it could be answered');
    const away = error instanceof TooLate || isDatabaseAway(error);
    if (isApi(url) && !res.headersSent) {
      const language = preferredLanguage(req.headers['accept-language']);
      if (away) send(res, problem(language, 'unavailable', { headers: retryAfter(5) }));
      else send(res, problem(language, 'internal'));
    } else answerLastResort(res, away ? 503 : 500, splitLanguage(url).language);
  };

  const answerSite = async (req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage) => {
    if (serveFiles) {
      const better = canonicalPath(req.url ?? '/');
      if (better !== null) return redirect(req, res, better);
      if (await answerKept(req, res, { pages: services.pages, origins })) return;
      if (await files(req, res, pathOf(req))) return;
    }
    const locals = await preparePage(req, res, { services, origins, addressOf, demo });
    if (serveFiles && (await answerKeptProblem(req, res, locals))) return;
    // Who hung up, or waited too long, needs no page any more.
    const answerIfWanted = async () => {
      if (!res.closed && !res.headersSent) await answerPage(locals);
    };
    try {
      await inTurn(locals.ctx, answerIfWanted);
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      res.setHeader('Retry-After', queueFullSeconds);
      locals.problem = 429;
      askForProblem(req);
      if (!(await answerKeptProblem(req, res, locals))) await answerPage(locals);
    }
  };

  const answer = async (req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage) => {
    if (!checkHead(req)) return refuse(res);
    const path = pathOf(req);
    if (path === '/healthz' || path === '/readyz') return answerHealth(path, res, services.sql);
    if (path === '/live/slots') return slotStream.handle(req, res);
    if (path === '/live/agenda') return agendaStream.handle(req, res);
    return inTime(req, res, () => (isApi(path) ? api(req, res) : answerSite(req, res, answerPage)));
  };

  return {
    handle(req, res, answerPage) {
      const { url = '/' } = req;
      setSecurityHeaders(res, https);
      const askedBy = watchRefusals(req, res, services, addressOf);
      // Pages have their own; those of Vite in development have none.
      if (serveFiles) res.setHeader('Content-Security-Policy', closedPolicy);
      answer(req, res, (locals) => {
        askedBy(locals.ctx.actor);
        return answerPage(locals);
      }).catch((error: unknown) => failed(req, res, url, error));
    },
    attach: chat.attach,
    close() {
      chat.close();
      slotStream.close();
      agendaStream.close();
    },
  };
}

const isApi = (url: string) => /^\/api(\/|\?|$)/.test(url);

const pathOf = ({ url = '/' }: IncomingMessage) => url.split('?', 1)[0] ?? '/';

function redirect({ method }: IncomingMessage, res: ServerResponse, location: string): void {
  // 301 is known to every program; only 308 keeps what was posted.
  const status = method === 'GET' || method === 'HEAD' ? 301 : 308;
  res.writeHead(status, { Location: location, 'Cache-Control': 'public, max-age=3600' }).end();
}

function refuse(res: ServerResponse): void {
  res.writeHead(400, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  res.end('Expected one Host header with a host name, and a path of that host.\n');
}
