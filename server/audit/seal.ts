import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { z } from 'zod';
import { tellGuard } from '#server/security/securityLog.ts';
import { dayLock, digestOfDay, noSeal, sealOf } from './digest.ts';

const nextSchema = z.object({ day: z.iso.date().nullable(), previous: z.string().nullable() });

/**
 * Seals each day that is over: a digest over its rows and the seal before. A row that is written later, changed or deleted
 * makes it wrong. Each seal is a line of the security log too, which is kept elsewhere: so whoever owns the database cannot
 * make all seals anew unseen.
 */
export async function sealDays({ sql, log }: { sql: Sql; log: Logger }): Promise<void> {
  for (let day = await sealNext(sql, log); day !== null; day = await sealNext(sql, log));
}

const sealNext = (sql: Sql, log: Logger): Promise<string | null> =>
  sql.begin(async (tx) => {
    const [row] = await tx`
      with last as (select day, digest from audit_seals order by day desc limit 1),
      next as (select coalesce((select day + 1 from last), (select min(day) from audit)) as day)
      select (select digest from last) as previous,
        (select day::text from next where day < (clock_timestamp() at time zone 'UTC')::date) as day`;
    const { day, previous } = nextSchema.parse(row);
    if (day === null) return null;
    // Waits for whoever began to write on that day, and lets nobody else wait: others write on another day.
    await tx`select pg_advisory_xact_lock(${dayLock}, ${day}::date - date '2000-01-01')`;
    const found = await digestOfDay(tx, day);
    const digest = sealOf(previous ?? noSeal, day, found);
    // Another process may have been first.
    const made = await tx`
      insert into audit_seals (day, rows, digest) values (${day}, ${found.rows}, ${digest})
      on conflict do nothing returning day`;
    if (made.length > 0) tellGuard(log, { log: 'audit', day, rows: found.rows, digest }, 'audit log sealed');
    return day;
  });
