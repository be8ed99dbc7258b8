import type { TransactionSql } from 'postgres';

/**
 * Locks the roster as its one writer until the end of the transaction: the lock that the triggers of migration 0001
 * take, earlier, for whoever looks before they write. Bookings under way are waited for, and new ones wait.
 * Take it first of all, see server/booking/locks.ts.
 */
export async function lockRoster(tx: TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock(0, 1)`;
}
