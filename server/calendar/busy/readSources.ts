import { z } from 'zod';
import { calendarFaults, calendarSourceKinds } from '#db/schema/calendarWords.ts';
import { may } from '#server/access/may.ts';
import { caldavSecret, keyOf } from './caldav/secret.ts';
import type { Ctx } from './context.ts';
import { staleMs } from './timing.ts';

const rowSchema = z.object({
  id: z.uuid(),
  kind: z.enum(calendarSourceKinds),
  name: z.string().nullable(),
  /** All of the link that is shown. */
  host: z.string(),
  countsTentative: z.boolean(),
  countsAllDay: z.boolean(),
  /** When what we have of it was last right; null when nothing was read yet. Epoch ms. */
  goodAt: z.number().nullable(),
  /** When it was tried last. */
  triedAt: z.number().nullable(),
  fault: z.enum(calendarFaults).nullable(),
  isReading: z.boolean(),
  /** Events that could not be read. */
  leftOut: z.int(),
  unknownZones: z.int(),
  /** Stretches still to come in which it makes the casemanager busy. */
  busy: z.int(),
});

/** One calendar on a server, as its owner chooses it. */
export interface ServerCalendar {
  key: string;
  name: string;
  mayWrite: boolean;
  isBusy: boolean;
  /** It is the one that afspraken are written into, when they are. */
  isWritten: boolean;
}

/** A calendar of whoever is signed in, as they see it. */
export interface CalendarSource extends z.output<typeof rowSchema> {
  /** The calendars on the server; none for a link. */
  calendars: ServerCalendar[];
  /** What we have of it is old: it still counts. */
  isStale: boolean;
}

/** The calendars of whoever is signed in, in the order in which they were added. One query. */
export async function readSources(ctx: Ctx): Promise<CalendarSource[]> {
  const { id: me } = may(ctx, 'own-calendar.read').staff;
  const now = ctx.clock.now();
  const at = new Date(now).toISOString();
  const rows = await ctx.sql`
    select id, kind, name, host, counts_tentative as "countsTentative", counts_all_day as "countsAllDay",
      extract(epoch from good_at)::float8 * 1000 as "goodAt",
      extract(epoch from tried_at)::float8 * 1000 as "triedAt",
      fault, coalesce(reading_until > ${at}, false) as "isReading", left_out as "leftOut", unknown_zones as "unknownZones",
      (select count(*)::int from busy_times where source_id = calendar_sources.id and upper(during) > ${at}) as busy,
      extract(epoch from added_at)::float8 * 1000 as "addedAt",
      case when kind = 'caldav' then sealed end as sealed
    from calendar_sources where casemanager_id = ${me} order by added_at, id`;
  return z
    .array(rowSchema.extend({ addedAt: z.number(), sealed: z.string().nullable() }))
    .parse(rows)
    .map(({ addedAt, sealed, ...row }) => ({
      ...row,
      calendars: sealed === null ? [] : calendarsOf(ctx.seals.open('calendar', row.id, sealed)),
      isStale: row.fault !== null && now - (row.goodAt ?? addedAt) >= staleMs,
    }));
}

function calendarsOf(secret: string | null): ServerCalendar[] {
  if (secret === null) return [];
  const { calendars, busy, write } = caldavSecret(secret);
  return calendars.map(({ url, name, mayWrite }) => ({
    key: keyOf(url),
    name,
    mayWrite,
    isBusy: busy.includes(url),
    isWritten: url === write,
  }));
}
