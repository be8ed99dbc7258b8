import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { keyOf } from './caldav/secret.ts';
import type { Ctx } from './context.ts';
import { keepSecret } from './keepSecret.ts';
import { openSecret } from './openSecret.ts';
import type { ChooseCalendarsInput } from './schema.ts';

export type ChooseResult = { ok: true } | { ok: false; error: 'unknown-calendar' } | NotFound;

/**
 * Chooses of an own server which calendars make its owner busy, and which one afspraken are written into. What was written into another
 * one before, or into any when none is chosen, is taken out by the next turn of writing.
 */
export async function chooseCalendars(
  ctx: Ctx,
  id: string,
  { busy, write: written }: ChooseCalendarsInput,
): Promise<ChooseResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  return write<ChooseResult, Ctx>(ctx, async (w) => {
    const secret = await openSecret(w.ctx, { id, casemanagerId: me });
    if (secret === null) return { ok: false, error: 'not-found' };
    const { calendars } = secret;
    const chosen = calendars.filter(({ url }) => busy.includes(keyOf(url)));
    const into = calendars.find(({ url, mayWrite }) => mayWrite && keyOf(url) === written);
    if (chosen.length !== busy.length || (written !== null && !into))
      return { ok: false, error: 'unknown-calendar' };
    await keepSecret(w, id, {
      ...secret,
      busy: chosen.map(({ url }) => url),
      // Where it was is remembered until all is taken out.
      write: into?.url ?? secret.write,
    });
    if (into)
      await w.tx`
        insert into calendar_writers (source_id, is_on, next_at, look_at) values (${id}, true, ${w.now}, ${w.now})
        on conflict (source_id) do update set is_on = true, next_at = excluded.next_at, look_at = excluded.look_at`;
    else await w.tx`update calendar_writers set is_on = false, next_at = ${w.now} where source_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id: me }, what: 'calendar-saved', details: { source: id } });
    return { ok: true };
  });
}
