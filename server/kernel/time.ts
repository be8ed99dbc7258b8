// Without Temporal: the picker and the chat count with these in browsers that have none.

/** The zone in which availability is written and people read the clock. */
export const timeZone = 'Europe/Amsterdam';

/** An hour, in milliseconds. */
export const hourMs = 3_600_000;
const hour = hourMs;
/** A day of 24 hours, in milliseconds. One in which the clock moves has an hour more or less. */
export const dayMs = 24 * hour;
const pad = (value: number) => String(value).padStart(2, '0');

/**
 * The offset of Amsterdam at an instant, in milliseconds east of UTC.
 * By the rule of Directive 2000/84/EC (last Sundays of March and October, 01:00 UTC), in force for every
 * instant that can be booked: a loop over thousands of slots cannot afford Temporal. A test holds it to Temporal.
 */
export function offsetAt(epochMs: number): number {
  const year = new Date(epochMs).getUTCFullYear();
  if (summer.year !== year) summer = { year, from: lastSunday(year, 2), until: lastSunday(year, 9) };
  return epochMs >= summer.from && epochMs < summer.until ? 2 * hour : hour;
}

/** Summer time of the year that was asked for last: mostly it is the next one asked for, too. */
let summer = { year: Number.NaN, from: 0, until: 0 };

function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * dayMs;
}

/** The calendar date in Amsterdam at an instant, `2026-11-23`. */
export function dateInAmsterdam(epochMs: number): string {
  const local = new Date(epochMs + offsetAt(epochMs));
  return `${local.getUTCFullYear()}-${pad(local.getUTCMonth() + 1)}-${pad(local.getUTCDate())}`;
}

/** An instant as it stands on the wire, ISO 8601 with offset and whole seconds: `2026-11-23T09:00:00+01:00`. */
export function isoInAmsterdam(epochMs: number): string {
  const offset = offsetAt(epochMs);
  return `${new Date(epochMs + offset).toISOString().slice(0, 19)}+0${offset / hour}:00`;
}

/** The date a number of days after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days the second date (ISO) lies after the first; below 0 before it. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / dayMs);

/** The Monday of the ISO week in which a date lies. */
export function mondayOf(date: string): string {
  return addDays(date, -((new Date(date).getUTCDay() + 6) % 7));
}

/** The instant (epoch ms) at which a date begins in Amsterdam. */
export function startOfDate(date: string): number {
  const midnightUtc = Date.parse(date);
  // The clock moves at 01:00 UTC: what holds an hour before midnight UTC holds at midnight in Amsterdam too.
  return midnightUtc - offsetAt(midnightUtc - hour);
}
