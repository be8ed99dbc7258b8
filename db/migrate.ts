import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { z } from 'zod';
import { createJobTables } from './jobs.ts';
import { migrationSettings } from './session.ts';

/** Where the committed migrations lie. */
export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any fixed number: who migrates a Doorstart database holds the advisory lock of this name. */
const LOCK = 7_206_942;

/** The list of migrations, in their order. */
export const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/**
 * Brings the database up to date. Several processes may do so at once: one works, the others wait for it.
 * The job queue gets its tables first, once. All that is new of our own goes in as one transaction. Throws
 * an Error that can be shown and that names the file that failed; our tables are then as they were.
 */
export async function migrate(url: string, log: (line: string) => void, folder = MIGRATIONS): Promise<void> {
  // One connection for lock and migrations both: when it breaks, both are gone.
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { ...migrationSettings, application_name: 'doorstart migrations' },
  });
  try {
    const [free] = await sql<{ locked: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as locked`;
    if (!free?.locked) {
      log('Another process is bringing the database up to date; waiting for it');
      await sql`select pg_advisory_lock(${LOCK})`;
    }
    await createJobTables(sql);
    await runMigrations(drizzle(sql), { migrationsFolder: folder });
  } catch (error) {
    throw await explain(error, folder);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function explain(error: unknown, folder: string): Promise<Error> {
  const query = error instanceof DrizzleQueryError ? error.query : undefined;
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const file = query === undefined ? undefined : await fileWith(query, folder);
  const what = file ? `The migration ${file}.sql failed` : 'The database could not be brought up to date';
  return new Error(`${what}: ${reason}. Nothing was changed.`, { cause: error });
}

async function fileWith(query: string, folder: string): Promise<string | undefined> {
  const { entries } = Journal.parse(
    JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')),
  );
  for (const { tag } of entries) {
    if ((await readFile(join(folder, `${tag}.sql`), 'utf8')).includes(query)) return tag;
  }
  return undefined;
}
