import { addDays } from '#server/kernel/time.ts';
import { publicHolidays } from '#server/slots/holidays.ts';

const holidays = new Map<number, ReadonlySet<string>>();

/** The public holidays of a year, computed once. */
function holidaysOf(year: number): ReadonlySet<string> {
  const known = holidays.get(year);
  if (known) return known;
  const found = new Set(publicHolidays(year, year).map(({ dateFrom }) => dateFrom));
  holidays.set(year, found);
  return found;
}

/** Whether people of a gemeente work on a date (ISO): not on Saturday, Sunday and public holidays. */
export function isWorkingDay(date: string): boolean {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(date.slice(0, 4))).has(date);
}

/** The date (ISO) that is so many working days after another; with 0 the first working day from that date on. */
export function addWorkingDays(date: string, days: number): string {
  let at = date;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  while (!isWorkingDay(at)) at = addDays(at, 1);
  return at;
}
