import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { ElsewhereToDo, StaleCalendarToDo } from './types.ts';

/** After so long without a good reading of a calendar it is said here (decision 0069). */
const staleMs = 24 * 3_600_000;

const clashes = z.array(z.object({ appointment: z.uuid(), name: z.string().nullable(), start: z.number() }));
const stale = z.array(z.object({ id: z.uuid(), name: z.string(), since: z.number() }));

/**
 * What a calendar that whoever asks keeps elsewhere gives to do: afspraken to come at times at which it says busy, and that it cannot
 * be read. Nothing is done about either by itself. Two queries.
 */
export async function readElsewhereToDo(ctx: Ctx): Promise<(ElsewhereToDo | StaleCalendarToDo)[]> {
  const { id: me } = may(ctx, 'agenda.read').staff;
  const now = ctx.clock.now();
  const [meeting, unread] = await Promise.all([
    ctx.sql`
      select id as appointment, name, extract(epoch from starts_at)::float8 * 1000 as start
      from appointments
      where casemanager_id = ${me} and status = 'booked' and starts_at > ${new Date(now).toISOString()}
        and exists (
          select from busy_times
          where busy_times.casemanager_id = ${me} and busy_times.during && tstzrange(starts_at, ends_at)
        )
      order by starts_at, id`,
    ctx.sql`
      select id, coalesce(name, host) as name,
        extract(epoch from coalesce(good_at, added_at))::float8 * 1000 as since
      from calendar_sources
      where casemanager_id = ${me} and fault is not null
        and coalesce(good_at, added_at) <= ${new Date(now - staleMs).toISOString()}
      order by added_at, id`,
  ]);
  return [
    ...clashes.parse(meeting).map(({ appointment, name, start }) => ({
      kind: 'elsewhere' as const,
      id: `elsewhere ${appointment}`,
      appointment,
      name,
      start,
    })),
    ...stale
      .parse(unread)
      .map(({ id, name, since }) => ({ kind: 'stale-calendar' as const, id, name, since })),
  ];
}
