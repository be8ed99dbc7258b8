import { teamOf } from '../accounts/team.ts';
import { readBusy } from '../availability/busy.ts';
import { withBusy } from '../availability/findSlots.ts';
import type { Modality } from '../availability/schema.ts';
import { computeSlots } from '../availability/slots.ts';
import { staffWindow } from '../availability/window.ts';
import type { Ctx } from '../context.ts';
import type { Roster, Topic } from '../roster/types.ts';
import { addDays, dateInAmsterdam } from '../time.ts';

export interface StaffTimesQuery {
  topic: Topic;
  modality: Modality;
  /** Undefined for telefoon and video. */
  location?: string | undefined;
  /** Id of a casemanager of the team; left out, anybody of it. */
  casemanager?: string | undefined;
  /** The first date asked for. */
  from: string;
}

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
  const { topic, modality, location, casemanager } = query;
  const now = ctx.clock.now();
  const team = teamOf(ctx, roster).filter(({ id }) => casemanager === undefined || id === casemanager);
  const today = dateInAmsterdam(now);
  const range = { from: later(query.from, today), to: addDays(today, roster.settings.horizonDays) };
  if (team.length === 0 || range.from > range.to) return { now: null, days: [], more: null };
  const ids = team.map(({ id }) => id);
  const slots = computeSlots(
    { window: staffWindow(roster, now), topic, ...range, location, modality },
    withBusy({ ...roster, casemanagers: team }, await readBusy(ctx.sql, { ...range, now }, ids)),
    roster.closures,
  );
  // By phone or video the same start is there once per location.
  const starts = [...new Set(slots.map(({ start }) => start))];
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
