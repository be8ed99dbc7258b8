import type { Sql, TransactionSql } from 'postgres';
import { addDays } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';

/** The occupied time of one casemanager. */
export interface Busy {
  intervals: Interval[];
  /** Starts of what counts towards the daily maximum. */
  starts: number[];
}

export interface BusyTimes {
  byCasemanager: Map<string, Busy>;
  /** When the first hold among them expires (epoch ms); Infinity without holds. */
  firstExpiry: number;
}

/**
 * Reads holds that still stand and booked afspraken on a range of dates (both included), of everybody or of some;
 * without the afspraak `except`.
 */
export async function readBusy(
  sql: Sql | TransactionSql,
  range: { from: string; to: string; now: number; except?: string | undefined },
  casemanagerIds?: readonly string[],
): Promise<BusyTimes> {
  // One day more on either side, because buffers may cross midnight.
  const rows = await sql<
    { id: string; from: number; until: number; start: number; expires: number | null }[]
  >`
    select casemanager_id as id,
           extract(epoch from lower(during))::float8 * 1000 as from,
           extract(epoch from upper(during))::float8 * 1000 as until,
           extract(epoch from starts_at)::float8 * 1000 as start,
           case when status = 'held' then extract(epoch from expires_at)::float8 * 1000 end as expires
    from appointments
    where local_date between ${addDays(range.from, -1)} and ${addDays(range.to, 1)}
      and (status = 'booked' or (status = 'held' and expires_at > ${new Date(range.now).toISOString()}))
      ${range.except === undefined ? sql`` : sql`and id <> ${range.except}`}
      ${casemanagerIds === undefined ? sql`` : sql`and casemanager_id = any(${[...casemanagerIds]}::uuid[])`}`;
  const byCasemanager = new Map<string, Busy>();
  let firstExpiry = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    let busy = byCasemanager.get(row.id);
    if (!busy) {
      busy = { intervals: [], starts: [] };
      byCasemanager.set(row.id, busy);
    }
    busy.intervals.push({ start: row.from, end: row.until });
    busy.starts.push(row.start);
    if (row.expires !== null && row.expires < firstExpiry) firstExpiry = row.expires;
  }
  return { byCasemanager, firstExpiry };
}
