import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Services } from '#server/chat/context.ts';
import { closedPolicy } from '#server/http/headers.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { jongereNamespace, socketPath, staffNamespace } from '../events.ts';
import { beatMs } from '../rules.ts';
import { createAdmission, refuse } from './admit.ts';
import { createArrivals } from './arrivals.ts';
import { createAudience } from './audience.ts';
import { createColleagues } from './colleagues.ts';
import { serveJongeren } from './jongeren.ts';
import { createQueueState } from './queueState.ts';
import { serveStaff } from './staff.ts';

export interface ChatGateway {
  /** Serves `/live/chat` on this server; all other requests go to the existing listeners. */
  attach(server: HttpServer): void;
  /** Closes every connection. Browsers reconnect by themselves, to another process or to the next one. */
  close(): void;
}

/** A connection of engine.io, before the client joins a namespace. */
interface Connection {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
  close(discard: boolean): void;
}

/** Maximum bytes of one packet: a message of 2000 characters of four bytes each, with some room. */
const mostBytes = 16_384;
/** How often all conversations with listeners are compared with the database, because a notification may get lost. */
const sweepMs = 10_000;

/**
 * The socket gateway of chat. The database is the source of truth: an ack is sent after the commit, and what another process
 * wrote is read when the bus announces it. Created once per process.
 */
export function createChatGateway(
  services: Services,
  requestInfo: RequestInfo,
  /** Whether this is the only handler of upgrades on the server; then upgrades to other paths are refused. */
  { alone }: { alone: boolean },
): ChatGateway {
  const { log, limits, clock, sql, bus } = services;
  const { addressOf, origins } = requestInfo;
  const admission = createAdmission(services, requestInfo);
  const process = randomUUID();
  const io = new Server({
    path: socketPath,
    serveClient: false,
    maxHttpBufferSize: mostBytes,
    connectTimeout: 10_000,
    destroyUpgrade: alone,
    perMessageDeflate: false,
    httpCompression: false,
    allowRequest(req, decide) {
      admission.refusalOf(req).then(
        (refusal) => {
          if (!refusal) return decide(null, true);
          const who = { log, actor: jongereAt(limits, addressOf(req)) };
          const { status: reason } = refusal;
          logSecurity(who, { action: 'connect', object: 'live:chat', result: 'refused', reason });
          refuse(req, refusal);
        },
        (err: unknown) => {
          log.error({ err }, 'could not count a connection');
          decide(null, false);
        },
      );
    },
  });
  // socket.io always has this default namespace too; we do not use it.
  io.use((_socket, next) => next(new Error('not-found')));
  const parts = { jongeren: io.of(jongereNamespace), staff: io.of(staffNamespace) };
  const audience = createAudience(services, parts, (conversations) => queueState.changed(conversations));
  const queueState = createQueueState(services, audience);
  const colleagues = createColleagues(services, audience);
  const arrivals = createArrivals(services, audience.feeds, process, (err) =>
    log.warn({ err }, 'could not write down who came and went; it is done again'),
  );
  const publicUrlOf = ({ request }: { request: IncomingMessage }) => origins.publicUrl(request);
  const jongereOf = ({ request }: { request: IncomingMessage }) => jongereAt(limits, addressOf(request));
  const shared = { services, audience, publicUrlOf };
  const stops = [
    serveJongeren({ ...shared, jongereOf, queueState, arrivals }),
    serveStaff({ ...shared, jongereOf, colleagues }),
    audience.stop,
    queueState.stop,
    colleagues.stop,
    arrivals.stop,
  ];

  const queueChanged = () => {
    queueState.queueChanged();
    colleagues.inboxChanged();
  };
  const checkSessions = (staff?: readonly string[]) => {
    colleagues
      .checkSessions(staff)
      .catch((err: unknown) => log.warn({ err }, 'could not look at sessions; that is done again'));
  };
  stops.push(
    bus.subscribe((change, origin) => {
      const { feeds } = audience;
      if (change === null) {
        audience.pull(feeds.held());
        queueState.changed(feeds.held());
        checkSessions();
        return queueChanged();
      }
      const { messages = [], conversations = [], jongereTypes = [], casemanagerTypes = [] } = change;
      const { here = [], notes = [], sessions = [], queue = false } = change;
      if (origin === 'elsewhere') {
        audience.pull(messages);
        for (const id of jongereTypes) audience.tellTyping(id, 'jongere');
        for (const id of casemanagerTypes) audience.tellTyping(id, 'casemanager');
      }
      queueState.changed(conversations);
      queueState.changed(here.filter((id) => (feeds.get(id)?.sockets.casemanager ?? 0) > 0));
      audience.tellNotes(notes).catch((err: unknown) => log.warn({ err }, 'could not read notes'));
      if (queue || here.length > 0) queueChanged();
      if (sessions.length > 0) checkSessions(sessions);
    }),
  );

  const beat = async () => {
    const at = new Date(clock.now()).toISOString();
    await sql`insert into chat_processes (id, started_at, seen_at) values (${process}, ${at}, ${at})
      on conflict (id) do update set seen_at = excluded.seen_at`;
    await colleagues.beat();
    await colleagues.checkSessions();
    await arrivals.recount();
    // After a while someone who left no longer counts in the queue. No event announces that, and events may get lost.
    queueChanged();
  };
  const beatNow = () =>
    beat().catch((err: unknown) => log.warn({ err }, 'could not say that this process is alive'));
  const timers = [
    setInterval(beatNow, beatMs),
    setInterval(() => audience.pull(audience.feeds.held()), sweepMs),
  ];

  return {
    attach(server) {
      beatNow();
      io.attach(server);
      io.engine.on('connection', (connection: Connection) => {
        const free = admission.take(connection.request);
        if (free) connection.once('close', free);
        else connection.close(true);
      });
      io.engine.on('headers', (headers: Record<string, string>) => {
        headers['Content-Security-Policy'] = closedPolicy;
        headers['X-Content-Type-Options'] = 'nosniff';
        headers['Cache-Control'] = 'no-store';
      });
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      for (const stop of stops) stop();
      // Not `io.close`: it tells clients to disconnect for good, and they would not reconnect.
      io.engine?.close();
    },
  };
}
