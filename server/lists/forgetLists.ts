import type { Services } from '#server/booking/context.ts';
import { dayMs } from '#server/kernel/time.ts';

/** Empties the cells of lists that were read in longer ago than `trajecten.listDays`. How many rows there were stays. */
export async function forgetLists({ sql, clock, roster }: Services): Promise<void> {
  const { settings } = await roster.current();
  const before = new Date(clock.now() - settings.trajecten.listDays * dayMs).toISOString();
  await sql`
    update list_rows set cells = null, findings = '[]', identity = null, decision = null, explanation_note = null
    where cells is not null and list_id in (select id from lists where read_at < ${before})`;
}
