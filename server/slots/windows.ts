import type { Modality, WeekParity } from './schema.ts';
import type { CasemanagerAvailability, Closure, Interval } from './types.ts';
import { dateOf, dayNumber, instantOf, minutesOf, type WallDay } from './wallTime.ts';

const endOfDay = 24 * 60;

/** Wall times on the days of a period: dates as day numbers, times as minutes since midnight. */
interface Period {
  firstDay: number;
  lastDay: number;
  from: number;
  until: number;
}

/** Wall times that a casemanager works at one location; on one ISO weekday, or with null on all days. */
export interface WorkPeriod extends Period {
  weekday: number | null;
  weeks: WeekParity;
  location: string;
  modalities: readonly Modality[];
}

/** The weekly rules and extra hours that touch the given days, in order of time of day. */
export function workPeriods(casemanager: CasemanagerAvailability, days: readonly WallDay[]): WorkPeriod[] {
  const periods: WorkPeriod[] = [];
  for (const rule of casemanager.rules) {
    const { weekday, weeks, location, modalities } = rule;
    const firstDay = dayNumber(rule.validFrom);
    const lastDay = rule.validUntil === null ? Infinity : dayNumber(rule.validUntil);
    if (!touches(firstDay, lastDay, days)) continue;
    const from = minutesOf(rule.from);
    const until = minutesOf(rule.until);
    periods.push({ firstDay, lastDay, weekday, weeks, from, until, location, modalities });
  }
  for (const extra of casemanager.exceptions) {
    if (extra.kind !== 'extra') continue;
    const { location, modalities } = extra;
    const firstDay = dayNumber(extra.dateFrom);
    const lastDay = dayNumber(extra.dateUntil);
    if (!touches(firstDay, lastDay, days)) continue;
    const from = minutesOf(extra.from);
    periods.push({
      firstDay,
      lastDay,
      weekday: null,
      weeks: 'alle',
      from,
      until: minutesOf(extra.until),
      location,
      modalities,
    });
  }
  return periods.sort((a, b) => a.from - b.from);
}

/** Whether a period of work falls on a day. */
export function worksOn(period: WorkPeriod, day: WallDay): boolean {
  return returnsOn(period, day) && period.firstDay <= day.day && day.day <= period.lastDay;
}

/** Whether a day is of the weekday (null: any) and the kind of weeks of something that returns every week. */
export function returnsOn(
  { weekday, weeks }: Pick<WorkPeriod, 'weekday' | 'weeks'>,
  day: Pick<WallDay, 'weekday' | 'evenWeek'>,
): boolean {
  return (
    (weekday === null || weekday === day.weekday) && (weeks === 'alle' || (weeks === 'even') === day.evenWeek)
  );
}

/** The stretches within the given days in which a casemanager is absent. */
export function absences(casemanager: CasemanagerAvailability, days: readonly WallDay[]): Interval[] {
  return casemanager.exceptions.flatMap((exception) => {
    if (exception.kind !== 'absence') return [];
    return onDays(days, {
      firstDay: dayNumber(exception.dateFrom),
      lastDay: dayNumber(exception.dateUntil),
      from: exception.from === null ? 0 : minutesOf(exception.from),
      until: exception.until === null ? endOfDay : minutesOf(exception.until),
    });
  });
}

/** The stretches within the given days in which a location is closed. */
export function closedAt(
  location: string,
  closures: readonly Closure[],
  days: readonly WallDay[],
): Interval[] {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const dates = { first: dateOf(first.day), last: dateOf(last.day) };
  return closures.flatMap((closure) => {
    // As text: the holidays of three years would take longer to understand than all the rest.
    if (closure.dateUntil < dates.first || closure.dateFrom > dates.last) return [];
    if (closure.location !== null && closure.location !== location) return [];
    const firstDay = dayNumber(closure.dateFrom);
    return onDays(days, { firstDay, lastDay: dayNumber(closure.dateUntil), from: 0, until: endOfDay });
  });
}

/**
 * A period of wall time on one day as instants. Empty (`end <= start`) where the clock skips it, or where
 * it was written the wrong way round.
 */
export function onDay(day: WallDay, { from, until }: { from: number; until: number }): Interval {
  return { start: instantOf(day, from), end: instantOf(day, until) };
}

/** Intervals that overlap or touch made into one, in order of start; empty ones left out. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else {
      last = { start, end };
      whole.push(last);
    }
  }
  return whole;
}

/** What is left of stretches without others; both in order and each without overlap. */
export function without(stretches: readonly Interval[], taken: readonly Interval[]): Interval[] {
  return stretches.flatMap(({ start, end }) => {
    const left: Interval[] = [];
    let from = start;
    for (const one of taken) {
      if (one.end <= from || one.start >= end) continue;
      if (one.start > from) left.push({ start: from, end: one.start });
      from = Math.max(from, one.end);
    }
    if (from < end) left.push({ start: from, end });
    return left;
  });
}

/** The parts of stretches that lie within others. */
export const within = (stretches: readonly Interval[], others: readonly Interval[]): Interval[] =>
  joined(others).flatMap((other) =>
    stretches
      .map(({ start, end }) => ({ start: Math.max(start, other.start), end: Math.min(end, other.end) }))
      .filter(({ start, end }) => start < end),
  );

function onDays(days: readonly WallDay[], period: Period): Interval[] {
  if (!touches(period.firstDay, period.lastDay, days)) return [];
  return days
    .filter(({ day }) => period.firstDay <= day && day <= period.lastDay)
    .map((day) => onDay(day, period))
    .filter(({ start, end }) => start < end);
}

function touches(firstDay: number, lastDay: number, days: readonly WallDay[]): boolean {
  const first = days[0];
  const last = days.at(-1);
  return first !== undefined && last !== undefined && firstDay <= last.day && lastDay >= first.day;
}
