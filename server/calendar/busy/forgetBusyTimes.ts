import { write } from '#server/kernel/write.ts';
import type { Ctx, Services } from './context.ts';

const keptMs = 7 * 86_400_000;
/** So often the other side says no, over a day or so, before what stands there is left. */
const mostTries = 10;

/**
 * Deletes what was busy a week ago, also of a calendar that is not read any more, and the calendars of who left or is no casemanager any more: first their afspraken
 * are taken out of it, unless the other side says no.
 */
export async function forgetBusyTimes(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await write(ctx, async (w) => {
    const before = new Date(Date.parse(w.now) - keptMs).toISOString();
    await w.tx`delete from busy_times where upper(during) <= ${before}`;
    await w.tx`
      delete from calendar_sources using staff
      where staff.id = casemanager_id and not (staff.active and 'casemanager' = any(staff.roles))
        and not exists (
          select from calendar_writers join calendar_entries using (source_id)
          where source_id = calendar_sources.id and failures < ${mostTries}
        )`;
  });
}
