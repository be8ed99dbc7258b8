import { may } from '#server/access/may.ts';
import { type StaffStartsQuery, staffStarts } from '#server/availability/staffStarts.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';

/** `from` is the first date asked for; the last is that of the horizon. */
type StaffTimesQuery = Omit<StaffStartsQuery, 'to' | 'except'>;

export interface StaffTimes {
  /** The start (epoch ms) that has just begun, or begins at this moment. */
  now: number | null;
  /** Days with free starts (epoch ms), soonest first. */
  days: { date: string; starts: number[] }[];
  /** The date from which there is more; null when that was all. */
  more: string | null;
}

const enough = 12;

/**
 * The next free times that staff can give somebody: whole days, until there are about a dozen times. Of those that
 * began up to a quarter of an hour ago only the last, as `now`.
 */
export async function findStaffTimes(ctx: Ctx, roster: Roster, query: StaffTimesQuery): Promise<StaffTimes> {
  may(ctx, 'appointment.book-for');
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const range = { from: later(query.from, today), to: addDays(today, roster.settings.horizonDays) };
  if (range.from > range.to) return { now: null, days: [], more: null };
  const starts = await staffStarts(ctx, roster, { ...query, ...range });
  return {
    now: starts.findLast((start) => start <= now) ?? null,
    ...firstDays(starts.filter((start) => start > now)),
  };
}

function firstDays(starts: readonly number[]): Pick<StaffTimes, 'days' | 'more'> {
  const days: StaffTimes['days'] = [];
  let count = 0;
  for (const [date, ofDay] of Map.groupBy(starts, dateInAmsterdam)) {
    if (count >= enough) return { days, more: date };
    days.push({ date, starts: ofDay });
    count += ofDay.length;
  }
  return { days, more: null };
}

const later = (a: string, b: string) => (a > b ? a : b);
