import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { send } from '#server/api/answer.ts';
import { apiListener } from '#server/api/listener.ts';
import { problem, retryAfter } from '#server/api/problems.ts';
import { createChatGateway } from '#server/chat/live/gateway.ts';
import { addressReader } from '#server/http/address.ts';
import { checkHead } from '#server/http/checkHead.ts';
import type { Services } from '#server/http/context.ts';
import { closedPolicy, setSecurityHeaders } from '#server/http/headers.ts';
import { answerHealth } from '#server/http/health.ts';
import { inTime, TooLate } from '#server/http/inTime.ts';
import { preferredLanguage } from '#server/http/language.ts';
import { answerLastResort } from '#server/http/lastResort.ts';
import { createOrigins } from '#server/http/origin.ts';
import { type AnswerPage, pathOf, siteListener } from '#server/http/site.ts';
import { watchRefusals } from '#server/http/watchRefusals.ts';
import { innerError, isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { splitLanguage } from '#server/kernel/languages.ts';
import { createAgendaStream } from '#server/live/agenda.ts';
import { createLineStream, linePath } from '#server/live/line.ts';
import { createMailboxStream } from '#server/live/mailbox.ts';
import { createSlotStream } from '#server/live/slots.ts';
import type { Config } from './config.ts';

export interface Listener {
  handle(req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage): void;
  /** Answers the sockets of chat on this server too. Once, after whatever else listens to it. */
  attach(server: Server): void;
  /** Ends the streams and sockets that would otherwise stay open for ever. */
  close(): void;
}

/** One way in: health, the API, live streams, files and then pages. `port` is where the server listens. */
export function createListener(
  services: Services,
  config: Config,
  { port, serveFiles }: { port: number; serveFiles: boolean },
): Listener {
  const addressOf = addressReader(config.trustedProxies);
  const origins = createOrigins(config.publicUrl, () => `127.0.0.1:${port}`);
  const https = config.publicUrl?.startsWith('https:') ?? false;
  const requestInfo = { addressOf, origins };
  const demo = config.mode === 'demo';
  const api = apiListener(services, requestInfo, { demo });
  const chat = createChatGateway(services, requestInfo, { alone: serveFiles });
  const slotStream = createSlotStream(services, addressOf);
  const agendaStream = createAgendaStream(services, addressOf);
  const lineStream = createLineStream(services, addressOf);
  const mailboxStream = createMailboxStream(services, addressOf);
  const site = siteListener(services, requestInfo, { demo, serveFiles });

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

  const answer = async (req: IncomingMessage, res: ServerResponse, answerPage: AnswerPage) => {
    if (!checkHead(req)) return refuse(res);
    const path = pathOf(req);
    if (path === '/healthz' || path === '/readyz') return answerHealth(path, res, services.sql);
    if (path === '/live/slots') return slotStream.handle(req, res);
    if (path === '/live/agenda') return agendaStream.handle(req, res);
    if (path === '/live/mailbox' && mailboxStream) return mailboxStream.handle(req, res);
    if (path.startsWith(linePath)) return lineStream.handle(req, res, path);
    return inTime(req, res, () => (isApi(path) ? api(req, res) : site(req, res, answerPage)));
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
      lineStream.close();
      mailboxStream?.close();
    },
  };
}

const isApi = (url: string) => /^\/api(\/|\?|$)/.test(url);

function refuse(res: ServerResponse): void {
  res.writeHead(400, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  res.end('Expected one Host header with a host name, and a path of that host.\n');
}
