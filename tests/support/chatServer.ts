import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mock } from 'node:test';
import pino from 'pino';
import { connect } from '#db/client.ts';
import { apiListener } from '#server/api/listener.ts';
import { createChatGateway } from '#server/chat/live/gateway.ts';
import { addressReader } from '#server/http/address.ts';
import type { Services } from '#server/http/context.ts';
import { createOrigins } from '#server/http/origin.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { publicUrl } from './apiServer.ts';
import { bePresent, saveSettings } from './chatGround.ts';
import { fixedClock, makeCasemanager, makeLocation, makeServices, makeTopic } from './factories.ts';
import { testDatabase } from './postgres.ts';

export interface Colleague {
  id: string;
  /** Of a session. */
  cookie: string;
}

/** A conversation with what opens it for its jongere. */
export interface Talk {
  id: string;
  token: string;
}

export type TestChat = Awaited<ReturnType<typeof startChat>>;

/**
 * The sockets of chat and the API over HTTP, in as many processes as are asked for, on one database with the topic `school`, the
 * location `centrum` and Noor, a casemanager who works from Monday to Friday. The clock stands at Friday 20 November
 * 2026, ten o'clock, and what a process does at intervals it does when it is told to. Once per file of tests.
 */
export async function startChat(options: { processes?: number; limitsEnabled?: boolean } = {}) {
  const { processes: count = 1, limitsEnabled = false } = options;
  mock.timers.enable({ apis: ['setInterval'] });
  const database = await testDatabase();
  const clock = fixedClock();
  const location = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'school' });
  await makeTopic(database.db, { id: 'oud', active: false });
  const noor = await makeCasemanager(database.db, [{ locationId: location }]);

  /** What was said at the level of a warning or above. */
  const logged: string[] = [];
  const trouble = (line: string) => !line.includes('"log":"security"');
  const log = pino({ level: 'warn' }, { write: (line: string) => trouble(line) && logged.push(line) });
  const startProcess = async () => {
    const pool = connect(database.url, { max: 5 });
    const services = await makeServices(pool, { clock, limitsEnabled, publicUrl, log });
    const door = {
      addressOf: addressReader(['127.0.0.1']),
      origins: createOrigins(publicUrl, () => '127.0.0.1'),
    };
    const gateway = createChatGateway(services, door, { alone: true });
    const server = createServer(apiListener(services, door, { demo: true })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    gateway.attach(server);
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a port');
    return {
      services,
      gateway,
      url: `http://127.0.0.1:${address.port}`,
      async close() {
        gateway.close();
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
        await services.close();
        await pool.close();
      },
    };
  };
  const first = await startProcess();
  const processes = [first];
  while (processes.length < count) processes.push(await startProcess());
  const { services } = first;
  const { sql } = services;
  await saveSettings(services, {});

  const signIn = async (id: string): Promise<Colleague> => ({
    id,
    cookie: `${services.sessions.cookieName}=${await services.sessions.begin(id)}`,
  });

  return {
    database,
    clock,
    location,
    services,
    sql,
    processes,
    startProcess,
    logged,
    signIn,
    noor: await signIn(noor),
    url: first.url,
    /** Somebody of staff who is signed in, of the team of Noor unless told otherwise. */
    async join(values: Parameters<typeof makeCasemanager>[2] = {}): Promise<Colleague> {
      const colleague = await signIn(await makeCasemanager(database.db, [], values));
      for (const one of processes) await rereadRoster(one.services);
      return colleague;
    },
    /** A conversation as it stands in the table; a question waits, a chat of a casemanager is under way. */
    async talk(
      values: { of?: Colleague; kind?: 'chat' | 'question'; minutesAgo?: number } = {},
    ): Promise<Talk> {
      const { of, kind = 'chat', minutesAgo = 0 } = values;
      const id = randomUUID();
      const token = services.tokens.make('chat', id, 1);
      const begun = new Date(clock.now() - minutesAgo * 60_000).toISOString();
      await sql`
        insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
          taken_at, jongere_gone_at, visitor_key, email)
        values (${id}, ${kind}, ${of ? 'active' : 'waiting'}, ${hashToken(token)}, 'nl', ${of?.id ?? null}, ${begun},
          ${begun}, ${of ? begun : null}, ${begun}, ${`the browser of ${id}`},
          ${kind === 'question' ? 'sam@example.com' : null})`;
      return { id, token };
    },
    bePresent: (id: string, status?: Parameters<typeof bePresent>[2]) => bePresent(services, id, status),
    /** What every process does at intervals, now: it compares with the database, and says that it lives. */
    intervals: () => mock.timers.tick(30_000),
    /** As if nobody ever chatted. */
    async empty() {
      // Not `truncate`: that waits for whole tables, in another order than who reads them at this moment.
      await sql`delete from chat_conversations`;
      await sql`delete from chat_presence`;
      await sql`delete from chat_blocks`;
      await sql`delete from chat_figures`;
    },
    async close() {
      for (const one of processes) await one.close();
      await database.drop();
      mock.timers.reset();
    },
  };
}

/** What a process knows of the roster may be two seconds old: this is not. */
async function rereadRoster({ sql, roster }: Services): Promise<void> {
  const [row] = await sql<{ version: number }[]>`select version::float8 as version from roster_version`;
  await roster.atLeast(row?.version ?? 0);
}

/** The queries that go out over a pool from now on, with their parameters. */
export function watchQueries({ options }: TestChat['sql']): { query: string; parameters: string }[] {
  const queries: ReturnType<typeof watchQueries> = [];
  const debug = (_connection: number, query: string, parameters: unknown) =>
    queries.push({ query, parameters: JSON.stringify(parameters) });
  Object.assign(options, { debug });
  return queries;
}
