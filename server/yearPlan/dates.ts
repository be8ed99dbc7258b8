import { addDays, daysBetween } from '#server/kernel/time.ts';

// On which days a step begins and ends. Pure; dates are ISO.

/** From a date up to and including another. */
export interface Span {
  from: string;
  until: string;
}

/** Days on which a step neither begins nor ends. */
export type IsOff = (date: string) => boolean;

/** As long as one looks for another day; a summer holiday is half of it. */
const mostDays = 100;

/** The first day from a date on, or back from it, that is not off; the date itself when there is none within months. */
function nextDay(date: string, isOff: IsOff, by: 1 | -1): string {
  for (let days = 0; days <= mostDays; days++) {
    const at = addDays(date, days * by);
    if (!isOff(at)) return at;
  }
  return date;
}

/**
 * Where a step comes of which is said when it is meant to be. It begins on the first day from then on that is not off, and ends on
 * the last one before its end; what would fall in a holiday altogether comes after it, and takes as long.
 */
export function place(meant: Span, isOff: IsOff): Span {
  const from = nextDay(meant.from, isOff, 1);
  const until = nextDay(meant.until, isOff, -1);
  if (until >= from) return { from, until };
  return { from, until: nextDay(addDays(from, daysBetween(meant.from, meant.until)), isOff, 1) };
}

/** The same day so many years later or earlier; of 29 February the 28th in a year that has none. */
export function shiftYears(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  const isLeap = new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1;
  return date.endsWith('-02-29') && !isLeap ? `${year}-02-28` : `${year}${date.slice(4)}`;
}

/** The year in which the school year of a date begins: by law on 1 August (WPO 1, WVO 2020 1.1). */
export const schoolYearOf = (date: string): number =>
  Number(date.slice(0, 4)) - (date.slice(5, 7) < '08' ? 1 : 0);

/** How people call a school year: `2026-2027`. */
export const sayYear = (schoolYear: number): string => `${schoolYear}-${schoolYear + 1}`;
