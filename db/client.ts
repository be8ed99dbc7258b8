import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Sql = postgres.Sql;
export type Database = ReturnType<typeof connect>['db'];
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type ConnectOptions = {
  /** Connections at most; 10 unless given. */
  max?: number;
};

/**
 * A pool on `url`; nothing connects before the first query. Drizzle takes over how `sql` reads and writes
 * dates and json: with `sql` itself, instants come back as text and go in as ISO text, never as a Date.
 * `close` waits at most five seconds for queries under way.
 */
export function connect(url: string, options: ConnectOptions = {}) {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 5,
    // Seconds between attempts to connect. Growing, as postgres.js has it, a restart of PostgreSQL would be
    // noticed up to 20 seconds late.
    backoff: () => 0.25,
    onnotice: () => {},
    connection: {
      application_name: 'doorstart',
      TimeZone: 'UTC',
      // Our statements are few and small: planning one anew for each request costs more than running it.
      plan_cache_mode: 'force_generic_plan',
    },
  });
  return { sql, db: drizzle(sql, { schema }), close: () => sql.end({ timeout: 5 }) };
}

/**
 * Waits until the database answers, at most `seconds`. Wrong passwords and missing databases are not waited
 * for. Throws an Error that can be shown: it names host and port, never user or password.
 */
export async function waitForDatabase(sql: Sql, { seconds }: { seconds: number }): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const problem = await ask(sql, deadline - Date.now());
    if (!problem) return;
    if (!problem.mayPass || Date.now() + 250 > deadline) {
      throw new Error(
        `The database at ${whereabouts(sql)} does not answer (${problem.reason}). Check DATABASE_URL.`,
      );
    }
    await sleep(250);
  }
}

type Problem = { reason: string; mayPass: boolean };

async function ask(sql: Sql, milliseconds: number): Promise<Problem | undefined> {
  const tooLate = new AbortController();
  const silence = sleep(Math.max(milliseconds, 0), { reason: 'no answer in time', mayPass: false }, tooLate);
  const answer = sql`select 1`.then(() => undefined, explain);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    tooLate.abort();
    silence.catch(() => {});
  }
}

const REFUSED: Record<string, string> = {
  '28P01': 'wrong user or password',
  '28000': 'this user may not connect',
  '3D000': 'there is no database of that name',
};

function explain(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const refused = REFUSED[code];
  return { reason: refused ?? code, mayPass: !refused };
}

function whereabouts({ options }: Sql): string {
  const { host, port } = options;
  return [host]
    .flat()
    .map((name, index) => `${name}:${[port].flat()[index]}`)
    .join(', ');
}
