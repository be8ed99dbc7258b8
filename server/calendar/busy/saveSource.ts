import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { SaveSourceInput } from './schema.ts';

/** Saves what of an own calendar counts. It is read as a whole soon after, since what did not count was not kept. */
export async function saveSource(
  ctx: Ctx,
  id: string,
  { name, countsTentative, countsAllDay }: SaveSourceInput,
): Promise<{ ok: true } | NotFound> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    const saved = await w.tx`
      update calendar_sources
      set name = ${name}, counts_tentative = ${countsTentative}, counts_all_day = ${countsAllDay},
        mark = null, next_at = ${w.now}, tried_at = null, turn = turn + 1, reading_until = null
      where id::text = ${id} and casemanager_id = ${me} returning id`;
    if (saved.length === 0) return { ok: false, error: 'not-found' };
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-saved', details: { source: id } });
    return { ok: true };
  });
}
