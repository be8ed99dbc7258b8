import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { placesInScope, walkInIsOver } from './places.ts';
import { selectLine } from './selectLine.ts';
import type { StillWaiting } from './types.ts';

/** Who still waits where nobody is helped any more, so that nobody is forgotten: at the locations of the team. One query. */
export async function readStillWaiting(ctx: Ctx): Promise<StillWaiting[]> {
  may(ctx, 'walk-in.read');
  const now = ctx.clock.now();
  const date = dateInAmsterdam(now);
  const roster = await ctx.roster.current();
  const places = placesInScope(ctx, 'walk-in.read', roster);
  const rows = await selectLine(ctx.sql, { locations: places.map(({ id }) => id), date, andLeft: true });
  const waiting = rows.filter(({ status }) => status === 'waiting');
  const found = places.flatMap((place) =>
    [true, false].flatMap((isEarlier): StillWaiting[] => {
      if (!isEarlier && !walkInIsOver(roster, place, now)) return [];
      const here = waiting.filter((row) => row.location === place.id && row.date < date === isEarlier);
      if (here.length === 0) return [];
      const who = here.map(({ number, firstName }) => ({ number, firstName: isEarlier ? null : firstName }));
      const since = Math.min(...here.map(({ arrivedAt }) => arrivedAt));
      return [{ place: { id: place.id, name: place.name }, isEarlier, who, since }];
    }),
  );
  if (found.length > 0) viewed(ctx, 'walk-in.read', { kind: 'walk-ins' });
  return found;
}
