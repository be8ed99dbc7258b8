import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Invalid } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { checkWishes } from './checkWishes.ts';
import { findPlace } from './findPlace.ts';
import type { ChangeInput } from './schema.ts';
import { untilOf } from './untilOf.ts';

/** Changes what somebody waits for. They keep their place in the line, and a time that is held for them. */
export async function changeWishes(
  ctx: Ctx,
  token: string,
  { weeks, ...wishes }: ChangeInput,
  version: number,
): Promise<{ ok: true } | Invalid | Changed | NotFound> {
  may(ctx, 'waiting-list.own');
  const found = await findPlace(ctx, token);
  if (!found.ok) return found;
  const { place } = found;
  const phone = place.person ? place.person.phone : (place.appointment?.phone ?? null);
  const errors = checkWishes(await ctx.roster.current(), wishes, phone !== null).map((error) =>
    error.field === 'contact.phone' ? { field: 'modalities', message: 'waiting-no-phone' } : error,
  );
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  const today = dateInAmsterdam(ctx.clock.now());
  const until = weeks === undefined || place.person === null ? null : untilOf(today, weeks);
  return write(ctx, async (w) => {
    const rows = await w.tx`
      update waiting_list
      set locations = ${wishes.locations}::text[], modalities = ${wishes.modalities}::text[],
          weekdays = ${wishes.weekdays}::int[], day_parts = ${wishes.dayParts}::text[],
          days_ahead = ${wishes.daysAhead}, until = coalesce(${until}::date, until), version = version + 1
      where id = ${place.id} and version = ${version} and ended_at is null
      returning id`;
    if (rows.length === 0) return { ok: false, error: 'changed' };
    w.record({ about: { kind: 'waiting-list', id: place.id }, what: 'changed' });
    return { ok: true };
  });
}
