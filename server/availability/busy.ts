import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';

/** The occupied time of one casemanager. */
export interface Busy {
  /** Of holds, afspraken, and what their own calendars say. */
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
 * Reads holds that still stand, booked afspraken, and when somebody is busy by a calendar of their own, on a range of dates (both
 * included), of everybody or of some; without the afspraak `except`. One query.
 */
export async function readBusy(
  sql: Sql | TransactionSql,
  range: { from: string; to: string; now: number; except?: string | undefined },
  casemanagerIds?: readonly string[],
): Promise<BusyTimes> {
  const ofThese =
    casemanagerIds === undefined ? sql`` : sql`and casemanager_id = any(${[...casemanagerIds]}::uuid[])`;
  // One day more on either side, because buffers may cross midnight.
  const rows = await sql<
    { id: string; from: number; until: number; start: number | null; expires: number | null }[]
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
      ${ofThese}
    union all
    select casemanager_id, extract(epoch from lower(during))::float8 * 1000,
           extract(epoch from upper(during))::float8 * 1000, null, null
    from busy_times
    where during && ${toRange(startOfDate(addDays(range.from, -1)), startOfDate(addDays(range.to, 2)))}::tstzrange
      ${ofThese}`;
  const byCasemanager = new Map<string, Busy>();
  let firstExpiry = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    let busy = byCasemanager.get(row.id);
    if (!busy) {
      busy = { intervals: [], starts: [] };
      byCasemanager.set(row.id, busy);
    }
    busy.intervals.push({ start: row.from, end: row.until });
    if (row.start !== null) busy.starts.push(row.start);
    if (row.expires !== null && row.expires < firstExpiry) firstExpiry = row.expires;
  }
  return { byCasemanager, firstExpiry };
}

/**
 * SQL that holds when somebody is busy in a range by a calendar of their own. No constraint keeps that apart from afspraken: the
 * calendar may say so later, and then both stand.
 */
export const isBusyElsewhere = (sql: Sql | TransactionSql, id: PendingQuery<Row[]>, range: string) =>
  sql`exists (select from busy_times where busy_times.casemanager_id = ${id} and busy_times.during && ${range}::tstzrange)`;

/** A stretch of time (epoch ms) as PostgreSQL writes a range. */
const toRange = (from: number, until: number): string =>
  `[${new Date(from).toISOString()},${new Date(until).toISOString()})`;
