import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Database, Sql } from '#db/client.ts';
import { settings } from '#db/schema/index.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { ownEnvironment } from '../../support/ownEnvironment.ts';
import { testDatabase } from '../../support/postgres.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
const shiftClock = fileURLToPath(new URL('../../support/shiftClock.ts', import.meta.url));
const hour = 3_600_000;

/** Whenever the tests run, the chat is within its hours. */
const chatDayAndNight = {
  opensOn: '2020-01-01',
  hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00' }],
};

/** The product as a visitor meets it, with demo data, on a database that the test may look into. */
export interface Site {
  /** `http://127.0.0.1:…`, no slash at the end. */
  url: string;
  sql: Sql;
  db: Database;
  /** Its clock, in epoch ms. */
  now(): number;
  /** What the server logged as an error since the last call: there should be nothing. */
  takeErrors(): string;
  /** Ends the server as a machine would, and leaves its database. */
  end(): Promise<void>;
  /** Ends the server and drops the database; throws when the server did not end well. */
  stop(): Promise<void>;
}

/**
 * Starts the built product as its own process; `env` goes before what tests use otherwise. With `from` its clock, and the
 * demo, begin at that moment (epoch ms), and free times may be soon.
 */
export async function startSite(env: Record<string, string> = {}, from?: number): Promise<Site> {
  const database = await testDatabase({ max: 3 });
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstart-e2e-'));
  const noticeMinutes = from === undefined ? minutesUntilNight(Date.now()) : 0;
  const ahead = from === undefined ? 0 : from - Date.now();
  const values = { noticeMinutes, chat: chatDayAndNight };
  await database.db.insert(settings).values({ values });
  const server = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...ownEnvironment,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      // All tests come from one address.
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      ...(from === undefined
        ? {}
        : {
            NODE_OPTIONS: `${ownEnvironment.NODE_OPTIONS} --import=${shiftClock}`,
            CLOCK_STARTS: String(from),
          }),
      ...env,
    },
  });
  const takeErrors = errorsOf(server);
  const url = await addressOf(server).catch((error: Error) => {
    throw new Error(`${error.message}\n${takeErrors()}`);
  });
  const stop = async () => {
    await endServer(server);
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
    if (server.exitCode !== 0) throw new Error(`the server ended with ${server.exitCode}\n${takeErrors()}`);
  };
  const now = () => Date.now() + ahead;
  return { url, sql: database.sql, db: database.db, now, takeErrors, end: () => endServer(server), stop };
}

/**
 * So much notice that its limit falls in a night in which nobody works: no time may become too near between
 * looking at it and choosing it, whenever the tests run.
 */
function minutesUntilNight(now: number): number {
  const today = dateInAmsterdam(now);
  const nights = [1, 2].map((days) => startOfDate(addDays(today, days)) + 3 * hour);
  const limit = nights.find((night) => night > now + 2 * hour) ?? now + 24 * hour;
  return Math.ceil((limit - now) / 60_000);
}

/** Gathers what a server logs as an error; gives what there is since the last call. */
export function errorsOf({ stderr }: ChildProcess): () => string {
  let errors = '';
  if (stderr)
    createInterface(stderr).on('line', (line) => {
      // Who signed in or was refused is told there too, and is no error.
      if (!line.includes('"log":"security"')) errors += `${line}\n`;
    });
  return () => {
    const said = errors;
    errors = '';
    return said;
  };
}

/** Where a server that starts listens; rejects when it ends before. */
export function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /open: (http:\S+)\n/.exec(said)?.[1];
      if (address) resolve(address);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was open`)));
  });
}

/** Ends a server as a machine would. */
export async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}
