import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** Removes an own calendar with the time that it took. */
export async function removeSource(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    const removed = await w.tx`
      delete from calendar_sources where id::text = ${id} and casemanager_id = ${me} returning id`;
    if (removed.length === 0) return { ok: false, error: 'not-found' };
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-removed', details: { source: id } });
    w.changed({ agenda: [me] });
    return { ok: true };
  });
}
