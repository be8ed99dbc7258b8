import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import sirv from 'sirv';
import { apiListener } from '../api/listener.ts';
import { createChatGateway } from '../chat/live/gateway.ts';
import type { Config } from '../config.ts';
import type { RequestLocals, Services } from '../context.ts';
import { createAgendaStream } from '../live/agenda.ts';
import { createSlotStream } from '../live/slots.ts';
import { addressReader } from './address.ts';
import { answerAgenda } from './agendaPages.ts';
import { answerKept } from './answerKept.ts';
import { closedPolicy, setSecurityHeaders } from './headers.ts';
import { answerHealth } from './health.ts';
import { createOrigins } from './origin.ts';
import { preparePage } from './pages.ts';
import { watchRefusals } from './watchRefusals.ts';

/** Hands a request over to Astro, with what its pages find in `locals`. */
export type RenderPage = (locals: RequestLocals) => void;

export interface Listener {
  handle(req: IncomingMessage, res: ServerResponse, renderPage: RenderPage): void;
  /** Answers the sockets of chat on this server too. Once, after whatever else listens to it. */
  attach(server: Server): void;
  /** Ends the streams and sockets that would otherwise stay open for ever. */
  close(): void;
}

const clientFolder = fileURLToPath(new URL('../../dist/client', import.meta.url));

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
  const door = { addressOf, origins };
  const api = apiListener(services, door);
  const chat = createChatGateway(services, door, { alone: serveFiles });
  const slotStream = createSlotStream(services, addressOf);
  const agendaStream = createAgendaStream(services, addressOf);
  // In development Vite has the files.
  const compress = compression();
  const files: ReturnType<typeof sirv> = !serveFiles
    ? (_req, _res, next) => next?.()
    : sirv(clientFolder, {
        setHeaders: (res, path) =>
          res.setHeader(
            'Cache-Control',
            path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
          ),
      });

  const failed = (res: ServerResponse) => (error: unknown) => {
    services.log.error({ err: error }, 'a request failed before it could be answered');
    fail(res);
  };

  return {
    handle(req, res, renderPage) {
      setSecurityHeaders(res, https);
      const askedBy = watchRefusals(req, res, services, addressOf);
      const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
      if (path === '/healthz' || path === '/readyz') {
        answerHealth(path, res, services.sql).catch(failed(res));
      } else if (path.startsWith('/api/')) {
        res.setHeader('Content-Security-Policy', closedPolicy);
        api(req, res);
      } else if (path === '/live/slots') {
        slotStream.handle(req, res);
      } else if (path === '/live/agenda') {
        agendaStream.handle(req, res);
      } else {
        const render = () =>
          compress(req, res, () => {
            files(req, res, () => {
              preparePage(req, res, { services, origins, addressOf, demo })
                .then(async (locals) => {
                  askedBy(locals.ctx.actor);
                  const answered = serveFiles && (await answerAgenda(req, res, locals));
                  if (!answered) renderPage(locals);
                })
                .catch(failed(res));
            });
          });
        const { pages } = services;
        // In development a page changes without its settings.
        const kept = serveFiles ? answerKept(req, res, { pages, origins }) : Promise.resolve(false);
        kept.then((answered) => answered || render()).catch(failed(res));
      }
    },
    attach: chat.attach,
    close() {
      chat.close();
      slotStream.close();
      agendaStream.close();
    },
  };
}

/** The last resort, when no page can be made: plain, in both languages, and with a way on. */
function fail(res: ServerResponse): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  res.writeHead(503, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': '10',
  });
  res.end(
    'Er gaat iets mis bij ons. Probeer het over een minuut nog een keer.\nSomething went wrong on our side. Please try again in a minute.\n',
  );
}
