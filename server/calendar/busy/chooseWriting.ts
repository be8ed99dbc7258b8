import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** Chooses whether afspraken are written into an own calendar of Microsoft 365. Off, what was written is taken out again. */
export async function chooseWriting(ctx: Ctx, id: string, isOn: boolean): Promise<{ ok: true } | NotFound> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    const own = await w.tx`
      select id from calendar_sources where id::text = ${id} and casemanager_id = ${me} and kind = 'graph' for update`;
    if (own.length === 0) return { ok: false, error: 'not-found' };
    const changed = isOn
      ? await w.tx`
          insert into calendar_writers (source_id, is_on, next_at, look_at) values (${id}, true, ${w.now}, ${w.now})
          on conflict (source_id) do update set is_on = true, next_at = excluded.next_at, look_at = excluded.look_at
          where not calendar_writers.is_on returning 1`
      : await w.tx`
          update calendar_writers set is_on = false, next_at = ${w.now} where source_id = ${id} and is_on returning 1`;
    if (changed.length > 0)
      w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-saved', details: { source: id } });
    return { ok: true };
  });
}
