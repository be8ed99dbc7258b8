import { may } from '#server/access/may.ts';
import { type StaffSlotsQuery, staffSlots } from '#server/availability/staffSlots.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Slot } from '#server/slots/types.ts';

/** `from` is the first date asked for; the last is that of the horizon. */
type StaffTimesQuery = Omit<StaffSlotsQuery, 'to' | 'except'>;

/** A free time, and how and where it can be. */
export interface StaffTime {
  /** Epoch ms. */
  start: number;
  end: number;
  modality: Modality;
  /** Undefined for telefoon, video and a home visit. */
  location: string | undefined;
}

export interface StaffTimes {
  /** What has just begun, or begins at this moment. */
  now: StaffTime | null;
  /** Days with free times, soonest first. */
  days: { date: string; times: StaffTime[] }[];
  /** The date from which there is more; null when that was all. */
  more: string | null;
}

const enough = 12;

/**
 * The next free times that staff can give somebody: whole days, until there are about a dozen. Of those that began up to
 * a quarter of an hour ago only the last, as `now`. Where the modality is left free, each start is at a place where
 * it can be, or else by telefoon or video.
 */
export async function findStaffTimes(ctx: Ctx, roster: Roster, query: StaffTimesQuery): Promise<StaffTimes> {
  may(ctx, 'appointment.book-for');
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const range = { from: later(query.from, today), to: addDays(today, roster.settings.horizonDays) };
  if (range.from > range.to) return { now: null, days: [], more: null };
  const times = timesOf(await staffSlots(ctx, roster, { ...query, ...range }));
  return {
    now: times.findLast(({ start }) => start <= now) ?? null,
    ...firstDays(times.filter(({ start }) => start > now)),
  };
}

const placesOf = (slots: readonly Slot[], way: Modality): StaffTime[] =>
  slots
    .filter(({ modality }) => modality === way)
    .map(({ start, end, modality, location }) => ({ start, end, modality, location }));

const withoutPlace = ({ start, end, modality }: Slot): StaffTime => ({
  start,
  end,
  modality,
  location: undefined,
});

/** One way to meet at each start, and for a meeting or a walk each place. */
export function timesOf(slots: readonly Slot[]): StaffTime[] {
  return [...Map.groupBy(slots, ({ start }) => start).values()].flatMap((ofStart): StaffTime[] => {
    const here = placesOf(ofStart, 'op-locatie');
    if (here.length > 0) return here;
    const away = ofStart.find(({ modality }) => modality === 'telefoon' || modality === 'video');
    if (away) return [withoutPlace(ofStart.find(({ modality }) => modality === 'telefoon') ?? away)];
    // Nobody is sent out, or walked with, unasked: these come where there is nothing else, as when they are asked for.
    const walks = placesOf(ofStart, 'wandelen');
    if (walks.length > 0) return walks;
    return ofStart.slice(0, 1).map(withoutPlace);
  });
}

function firstDays(times: readonly StaffTime[]): Pick<StaffTimes, 'days' | 'more'> {
  const days: StaffTimes['days'] = [];
  let count = 0;
  for (const [date, ofDay] of Map.groupBy(times, ({ start }) => dateInAmsterdam(start))) {
    if (count >= enough) return { days, more: date };
    days.push({ date, times: ofDay });
    count += ofDay.length;
  }
  return { days, more: null };
}

const later = (a: string, b: string) => (a > b ? a : b);
