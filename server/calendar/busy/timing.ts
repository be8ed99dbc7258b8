import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';

const minute = 60_000;

/** How often a calendar is read. */
export const everyMs = 10 * minute;
/** After so long without a good reading it is said loudly; what we have goes on counting (decision 0069). */
export const staleMs = 24 * 60 * minute;
/** A casemanager asks no other side more often than that. */
export const leastMs = 15_000;
/** Calendars of one casemanager. */
export const mostSources = 5;
/** Whoever reads a calendar has it to themselves for so long: more than a reading ever takes. */
export const leaseMs = 90_000;

/** How many days of what is over are read along. */
const daysBack = 2;
/** How many days beyond the horizon are read, so that an unchanged copy serves for some days. */
const daysMargin = 15;

/** The stretch of time that is read of a calendar now (epoch ms). */
export function windowOf(now: number, horizonDays: number): Interval {
  const today = dateInAmsterdam(now);
  return {
    start: startOfDate(addDays(today, -daysBack)),
    end: startOfDate(addDays(today, horizonDays + daysMargin + 1)),
  };
}

/** The moment (epoch ms) up to which a copy has to go to be asked for changes only: the end of the horizon. */
export const neededUntil = (now: number, horizonDays: number): number =>
  startOfDate(addDays(dateInAmsterdam(now), horizonDays + 1));

const mostBackOffMs = 6 * 60 * minute;

/**
 * How long (ms) until the next turn, after so many failures in a row; `asked` is how long the other side wants to be left
 * alone, `first` how long it is usually. `luck` (0 to 1) spreads turns over a tenth before and after, so that a host is not asked by
 * everybody at once.
 */
export function waitOf(failures: number, luck: number, asked = 0, first = everyMs): number {
  const usual = first * 2 ** Math.max(0, failures - 1);
  const most = Math.max(Math.min(usual, mostBackOffMs), Math.min(asked, mostBackOffMs));
  return Math.round(most * (0.9 + 0.2 * luck));
}
