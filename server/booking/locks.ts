import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';

// Advisory locks. Everybody takes them in the same order, so that transactions cannot deadlock: the roster first, then names,
// then days of casemanagers. Within a kind, by number.
const rosterClass = 0;
const rosterKey = 1;
const nameClass = 1;
const dayClass = 2;

export interface Locks {
  /** Names to lock: contacts whose open afspraken are counted, idempotency keys. */
  names?: readonly (string | null)[];
  days: readonly { casemanagerId: string; date: string }[];
}

/**
 * Locks, until the end of the transaction, all that one booking must not share with another.
 * The roster is locked as a reader: bookings do not wait for each other there, only for a change of availability
 * (the triggers of migration 0001 take the same lock as a writer). A statement after this one sees what they did.
 */
export async function lockForBooking(tx: TransactionSql, { names = [], days }: Locks): Promise<void> {
  const nameKeys = names.filter((name) => name !== null).map(keyOf);
  const dayKeys = days.map(({ casemanagerId, date }) => keyOf(`${casemanagerId} ${date}`));
  const sorted = (keys: number[]) => keys.toSorted((a, b) => a - b);
  const classes = [rosterClass, ...nameKeys.map(() => nameClass), ...dayKeys.map(() => dayClass)];
  const keys = [rosterKey, ...sorted(nameKeys), ...sorted(dayKeys)];
  // One statement, which PostgreSQL evaluates in the order of the lists: every round trip costs under load (bench booking).
  await tx`
    select case class when ${rosterClass} then pg_advisory_xact_lock_shared(class, key)
      else pg_advisory_xact_lock(class, key) end
    from unnest(${classes}::int[], ${keys}::int[]) as lock (class, key)`;
}

function keyOf(text: string): number {
  return createHash('sha1').update(text).digest().readInt32BE(0);
}
