import { offsetAt } from '#server/kernel/time.ts';

export const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * One calendar date in Amsterdam, laid along the line of instants.
 * All but two days a year have one offset; on those two it becomes `offsetAfter` at `changesAt`.
 */
export interface WallDay {
  /** Days since 1 January 1970, see {@link dayNumber}. */
  day: number;
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** Whether the number of its ISO week is even. */
  evenWeek: boolean;
  /** Epoch ms of midnight, and of the midnight after it. */
  start: number;
  end: number;
  /** Epoch ms at which the clock moves; Infinity on an ordinary day. */
  changesAt: number;
  /** Wall time minus UTC, in ms, before and from `changesAt`. */
  offset: number;
  offsetAfter: number;
}

/** Days since 1 January 1970 of a date like `2026-11-23`: dates become numbers that compare and add. */
export function dayNumber(date: string): number {
  return Date.parse(date) / dayMs;
}

/** The date, like `2026-11-23`, of a day number. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The day number of an instant's date in Amsterdam. */
export function dayOf(instant: number): number {
  return Math.floor((instant + offsetAt(instant)) / dayMs);
}

/** Minutes since midnight of a wall time from `00:00` to `24:00`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The days from `first` up to and including `last` (day numbers). */
export function wallDays(first: number, last: number): WallDay[] {
  const days: WallDay[] = [];
  let offset = offsetAtMidnight(first);
  let evenWeek = isoWeekNumber(first) % 2 === 0;
  for (let day = first; day <= last; day++) {
    const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
    if (weekday === 1) evenWeek = isoWeekNumber(day) % 2 === 0;
    const start = day * dayMs - offset;
    const offsetAfter = offsetAtMidnight(day + 1);
    const end = (day + 1) * dayMs - offsetAfter;
    const changesAt = offset === offsetAfter ? Infinity : day * dayMs + hourMs;
    days.push({ day, weekday, evenWeek, start, end, changesAt, offset, offsetAfter });
    offset = offsetAfter;
  }
  return days;
}

/** The number of the ISO week (1 to 53) of a day number: weeks belong to the year of their Thursday. */
export function isoWeekNumber(day: number): number {
  const thursday = day - ((((day + 3) % 7) + 7) % 7) + 3;
  const newYear = Date.UTC(new Date(thursday * dayMs).getUTCFullYear(), 0, 1) / dayMs;
  return Math.floor((thursday - newYear) / 7) + 1;
}

/** The clock moves at 01:00 UTC: what holds an hour before midnight UTC holds at midnight in Amsterdam too. */
function offsetAtMidnight(day: number): number {
  return offsetAt(day * dayMs - hourMs);
}

/** Index in a row of days of the day on which an instant falls; -1 before them, their number after them. */
export function dayIndexOf(days: readonly WallDay[], instant: number): number {
  const first = days[0];
  if (!first) return -1;
  // A day of 23 or 25 hours before it makes the guess one too low or too high, never more.
  const guess = Math.min(Math.floor((instant - first.start) / dayMs), days.length - 1);
  const day = days[guess];
  if (!day) return -1;
  if (instant < day.start) return guess - 1;
  return instant < day.end ? guess : guess + 1;
}

/**
 * The instant (epoch ms) of a wall time on a day, as Temporal's `compatible` has it:
 * a time that the clock skips is as much later as was skipped, of a time that it has twice it is the first.
 */
export function instantOf(day: WallDay, minutes: number): number {
  const wall = day.day * dayMs + minutes * minuteMs;
  const before = wall - day.offset;
  const after = wall - day.offsetAfter;
  return before < day.changesAt || after < day.changesAt ? before : after;
}

/** Milliseconds that the clock on the wall shows past midnight, at an instant within the day. */
export function wallMs(day: WallDay, instant: number): number {
  return instant + (instant < day.changesAt ? day.offset : day.offsetAfter) - day.day * dayMs;
}
