import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { z } from 'zod';

const tries = 20;
const betweenMs = 100;

/**
 * Rows get their number when they are written and are seen when that is committed: a lower one may come later. Who writes holds a
 * lock on the table from before its number until the commit, so once all who hold one now are done, no number that was given
 * before this was asked comes any more. Nobody waits for us. Answers whether they were done within two seconds.
 */
export async function waitForWriters(sql: Sql, signal: AbortSignal): Promise<boolean> {
  let writers = await writersOf(sql);
  for (let n = 0; n < tries && writers.size > 0; n += 1) {
    await sleep(betweenMs, undefined, { signal });
    writers = writers.intersection(await writersOf(sql));
  }
  return writers.size === 0;
}

async function writersOf(sql: Sql): Promise<Set<string>> {
  const rows = await sql`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'audit'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())`;
  return new Set(
    z
      .array(z.object({ writer: z.string() }))
      .parse([...rows])
      .map(({ writer }) => writer),
  );
}
