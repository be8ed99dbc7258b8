import type { Services } from '#server/booking/context.ts';
import { dayMs } from '#server/kernel/time.ts';
import { emptyListRows } from '#server/trajecten/emptyListRows.ts';

/** Empties the cells of lists that were read in longer ago than `trajecten.listDays`. How many rows there were stays. */
export async function forgetLists({ sql, clock, roster }: Services): Promise<void> {
  const { settings } = await roster.current();
  const before = new Date(clock.now() - settings.trajecten.listDays * dayMs).toISOString();
  await emptyListRows(
    sql,
    sql`cells is not null and list_id in (select id from lists where read_at < ${before})`,
  );
}
