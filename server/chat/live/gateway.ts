import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Services } from '#server/chat/context.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { jongereNamespace, staffNamespace } from '../events.ts';
import { beatMs } from '../rules.ts';
import { createArrivals } from './arrivals.ts';
import { createAudience } from './audience.ts';
import { createColleagues } from './colleagues.ts';
import { serveJongeren } from './jongeren.ts';
import { createQueueState } from './queueState.ts';
import { createSocketServer } from './socketServer.ts';
import { serveStaff } from './staff.ts';

export interface ChatGateway {
  /** Serves `/live/chat` on this server; all other requests go to the existing listeners. */
  attach(server: HttpServer): void;
  /** Closes every connection. Browsers reconnect by themselves, to another process or to the next one. */
  close(): void;
}

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
  const process = randomUUID();
  const io = createSocketServer(services, requestInfo, { alone });
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
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      for (const stop of stops) stop();
      io.close();
    },
  };
}
