import type { TransactionSql } from 'postgres';
import type { Sql } from '#db/client.ts';

/**
 * Begins `verb` while a transaction that changed something is open, and commits that once the verb waits for it, or after ten
 * seconds for a verb that does not. Each read of the verb before its write has seen what was before.
 */
export async function meanwhile<T>(
  sql: Sql,
  change: (tx: TransactionSql) => Promise<unknown>,
  verb: () => Promise<T>,
): Promise<T> {
  let begun: Promise<T> | undefined;
  await sql.begin(async (tx) => {
    await change(tx);
    begun = verb();
    await untilWaits(tx, begun);
  });
  if (!begun) throw new Error('the verb was not begun');
  return begun;
}

/** Waits until what was begun waits for a transaction that is open, at most ten seconds; or until it is over. */
export async function untilWaits(tx: TransactionSql, begun: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  begun.then(over, over);
  const until = Date.now() + 10_000;
  while (!isOver && Date.now() < until) {
    const waiting = await tx`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
  }
}
