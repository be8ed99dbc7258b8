import { type DayPart, partOfDay } from '#server/kernel/dayPart.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';

/** A time to choose. */
export interface Time {
  /** Epoch ms. */
  start: number;
}

export interface Day {
  date: string;
  /** Only the parts that have times. */
  parts: { part: DayPart; times: Time[] }[];
  count: number;
}

export interface WeekPlan {
  monday: string;
  /** Monday to Friday, and a day of the weekend when it has times; no days that are past. */
  days: Day[];
  /** Mondays to go to; null where there is nothing to see any more. */
  previous: string | null;
  next: string | null;
  /** This week has nothing free: the Monday of the nearest week that has, a later one first. */
  nearestFree: string | null;
  /** The first free time of all. */
  first: Time | null;
}

interface PlanQuery {
  /** Starts (epoch ms) of all free times up to the horizon, in order, perhaps more than once. */
  starts: readonly number[];
  /** Dates in Amsterdam: the first and the last that can be booked. */
  today: string;
  last: string;
  /** A date in the week asked for; without it the week of the first free time. */
  asked: string | null;
}

/** What the picker shows for one week. */
export function planWeek({ starts, today, last, asked }: PlanQuery): WeekPlan {
  const times = [...new Set(starts)].map((start) => ({ start }));
  const first = times[0] ?? null;
  const earliest = mondayOf(today);
  const latest = mondayOf(last);
  const wanted = asked ? mondayOf(asked) : first ? mondayOf(dateInAmsterdam(first.start)) : earliest;
  const monday = clamp(wanted, earliest, latest);
  const days = daysOf(monday, times).filter(({ date }) => date >= today && date <= last);
  const full = days.every(({ count }) => count === 0);
  return {
    monday,
    days,
    previous: monday > earliest ? addDays(monday, -7) : null,
    next: monday < latest ? addDays(monday, 7) : null,
    nearestFree: full ? nearestFreeWeek(monday, times) : null,
    first,
  };
}

function clamp(date: string, first: string, last: string): string {
  if (date < first) return first;
  return date > last ? last : date;
}

function daysOf(monday: string, times: readonly Time[]): Day[] {
  // Not Map.groupBy: this runs in browsers that have none.
  const byDate = new Map<string, Time[]>();
  for (const time of times) {
    const date = dateInAmsterdam(time.start);
    byDate.set(date, [...(byDate.get(date) ?? []), time]);
  }
  return [0, 1, 2, 3, 4, 5, 6].flatMap((index) => {
    const date = addDays(monday, index);
    const ofDay = byDate.get(date) ?? [];
    if (index > 4 && ofDay.length === 0) return [];
    const byPart = new Map<DayPart, Time[]>();
    for (const time of ofDay) {
      const part = partOfDay(time.start);
      byPart.set(part, [...(byPart.get(part) ?? []), time]);
    }
    const parts = [...byPart].map(([part, ofPart]) => ({ part, times: ofPart }));
    return [{ date, parts, count: ofDay.length }];
  });
}

function nearestFreeWeek(monday: string, times: readonly Time[]): string | null {
  const mondays = times.map(({ start }) => mondayOf(dateInAmsterdam(start)));
  return mondays.find((free) => free > monday) ?? mondays.findLast((free) => free < monday) ?? null;
}
