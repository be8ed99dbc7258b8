import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { again } from './again.ts';
import * as schema from './schema/index.ts';
import { servingSettings } from './session.ts';

export type Sql = postgres.Sql;
export type Database = ReturnType<typeof connect>['db'];
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type ConnectOptions = {
  /** Connections at most; 10 unless given. */
  max?: number;
};

/**
 * A pool on `url`; nothing connects before the first query. A transaction that PostgreSQL undoes because of another
 * (SQLSTATE 40001, 40P01) is done again, so its callback may run more than once.
 * Drizzle takes over how `sql` reads and writes dates and json: with `sql` itself, instants come back as text and go
 * in as ISO text, never as a Date. `close` waits at most five seconds for queries under way.
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
      ...servingSettings,
      application_name: 'doorstart',
      // Our statements are few and small: planning one anew for each request costs more than running it.
      plan_cache_mode: 'force_generic_plan',
    },
  });
  sql.begin = beginAgain(sql.begin);
  return { sql, db: drizzleOn(sql), close: () => sql.end({ timeout: 5 }) };
}

const drizzleOn = (sql: postgres.Sql) => drizzle(preparing(sql), { schema });

/** Lists and questions of any length make forms without end, and each connection keeps what is prepared. */
const mostForms = 400;
/** A list that one asks about has as many parameters as it is long: those forms come back too seldom. */
const mostParameters = 24;
const forms = new Set<string>();

const isShort = (parameters: readonly unknown[] = []) =>
  parameters.length > 0 && parameters.length <= mostParameters;

function isKept(statement: string): boolean {
  if (forms.size < mostForms) forms.add(statement);
  return forms.has(statement);
}

/**
 * Prepares the statements of the builder, as postgres.js does with its own: drizzle asks for it only where a statement was
 * given a name. Without it each is parsed and planned anew, with a turn to the database in between.
 */
function preparing(sql: postgres.Sql): postgres.Sql {
  const ask = sql.unsafe;
  sql.unsafe = (statement, parameters, options) =>
    ask(statement, parameters, { ...options, prepare: isShort(parameters) && isKept(statement) });
  return sql;
}

/**
 * The same two as `connect` gives, of which all statements are in a transaction of that pool. It has no transactions of its
 * own: those are parts of a write, see server/kernel/write.ts.
 */
export function withinTransaction(tx: postgres.TransactionSql, pool: Sql) {
  const refuse = () => {
    throw new Error('expected write(ctx, …), which joins the transaction that this context is in');
  };
  const { CLOSE, END, PostgresError, options, parameters } = pool;
  const sql: Sql = Object.assign(tx, {
    CLOSE,
    END,
    PostgresError,
    options,
    parameters,
    begin: refuse,
    reserve: refuse,
    end: refuse,
    listen: refuse,
    subscribe: refuse,
    largeObject: refuse,
  });
  let db: Database | undefined;
  return {
    sql,
    // Made when it is asked for: most have enough with `sql`.
    get db(): Database {
      db ??= drizzleOn(sql);
      return db;
    },
  };
}

type Work<T> = (tx: postgres.TransactionSql) => T | Promise<T>;

/** Here, and not around each verb, so that no transaction can be without. */
const beginAgain = (begin: Sql['begin']): Sql['begin'] =>
  function beginOnce<T>(first: string | Work<T>, second?: Work<T>) {
    if (typeof first !== 'string') return again(() => begin(first));
    if (!second) throw new TypeError('expected a callback behind the options of a transaction');
    return again(() => begin(first, second));
  };

/**
 * Waits until the database answers, at most `seconds`. What waiting cannot mend is said at once: a wrong password, a
 * missing database, a certificate that is not trusted, whatever else the server refuses.
 * Throws an Error that can be shown: it names host and port, never user or password.
 */
export async function waitForDatabase(sql: Sql, { seconds }: { seconds: number }): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  let told = silent;
  for (;;) {
    const problem = await ask(sql, deadline - Date.now());
    if (!problem) return;
    // The last attempt may be cut off by the deadline: what an earlier one was answered says more.
    if (problem !== silent) told = problem;
    if (!problem.mayPass || Date.now() + 250 > deadline) {
      throw new Error(
        `The database at ${whereabouts(sql)} ${told.says} (${told.reason}). Check DATABASE_URL.`,
      );
    }
    await sleep(250);
  }
}

/** `says` what the database does: it answers nothing, or it refuses. */
type Problem = { says: 'does not answer' | 'refuses'; reason: string; mayPass: boolean };

const silent: Problem = { says: 'does not answer', reason: 'no answer in time', mayPass: false };

async function ask(sql: Sql, milliseconds: number): Promise<Problem | undefined> {
  const tooLate = new AbortController();
  const silence = sleep(Math.max(milliseconds, 0), silent, tooLate);
  const answer = sql`select 1`.then(
    () => undefined,
    (error: unknown) => explain(error, sql.options.ssl !== false),
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    tooLate.abort();
    silence.catch(() => {});
  }
}

const words: Record<string, string> = {
  '28P01': 'wrong user or password',
  '28000': 'this user may not connect, or not without TLS',
  '3D000': 'there is no database of that name',
  '42501': 'this user may not connect to this database',
};

/** Classes of SQLSTATE that can be over in a moment: connections, resources, an operator who starts or stops it. */
const passing = /^(08|53|55|57|58)/;

/** Of a TLS connection: Node's words for a certificate that it does not trust. */
const untrusted = /CERT|SIGNATURE|^ERR_(TLS|SSL)/;

function explain(error: unknown, overTls: boolean): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (!(error instanceof postgres.PostgresError)) {
    const mayPass = !untrusted.test(code);
    const reason = overTls && code === 'ECONNRESET' ? `${code}: does this server take TLS?` : code;
    return { says: mayPass ? 'does not answer' : 'refuses', reason, mayPass };
  }
  // A setting that it does not know or take, by name; a pooler says so with the code of any trouble.
  const named = /parameter "?[\w.]+"?/.exec(error.message)?.[0];
  const reason = words[code] ?? (named ? `it does not take the ${named}` : `SQLSTATE ${code}`);
  return { says: 'refuses', reason, mayPass: passing.test(code) && !named };
}

function whereabouts({ options }: Sql): string {
  const { host, port } = options;
  return [host]
    .flat()
    .map((name, index) => `${name}:${[port].flat()[index]}`)
    .join(', ');
}
