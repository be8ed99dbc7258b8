import type { Modality, WeekParity } from '#server/slots/schema.ts';
import type { WeeklyRule } from '#server/slots/types.ts';

// A week as people think of it: "from this date to that date my week looks like this". Runs in a browser too.

/** A part of a working day that returns every week, without the dates between which it does. */
export interface WeekPart {
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: number;
  weeks: WeekParity;
  location: string;
  /** `09:00` */
  from: string;
  /** `12:30`, later than `from`. */
  until: string;
  modalities: readonly Modality[];
}

/** Dates, both included; without an end when `until` is null. */
export interface HoursPeriod {
  from: string;
  until: string | null;
}

/** A period in which the week does not change; no parts when nobody works in it. */
export interface Timetable extends HoursPeriod {
  parts: WeekPart[];
}

/** A text that two parts share exactly when they are the same. */
export function partKey({ weekday, weeks, from, until, location, modalities }: WeekPart): string {
  return [weekday, weeks, from, until, location, modalities.toSorted().join(',')].join('|');
}

/** In the order in which a week is read: by day, then by time. */
export function inWeekOrder(one: WeekPart, other: WeekPart): number {
  if (one.weekday !== other.weekday) return one.weekday - other.weekday;
  if (one.from !== other.from) return one.from < other.from ? -1 : 1;
  return partKey(one) < partKey(other) ? -1 : 1;
}

export function partOf({ weekday, weeks, location, from, until, modalities }: WeeklyRule): WeekPart {
  return { weekday, weeks, location, from, until, modalities };
}

/** Whether two kinds of weeks ever are the same week. */
export function shareAWeek(one: WeekParity, other: WeekParity): boolean {
  return one === 'alle' || other === 'alle' || one === other;
}
