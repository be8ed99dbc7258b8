import Holidays from 'date-holidays';
import type { Closure } from './types.ts';

/** A public holiday on which a gemeente is closed, with its Dutch name. */
export type HolidayClosure = Closure & { name: string };

/**
 * The Dutch public holidays of the years `firstYear` up to and including `lastYear`, in order of date.
 * Bevrijdingsdag only in its lustrum years; not Goede Vrijdag, on which a gemeente works unless it decides
 * otherwise. Some milliseconds a year, and importing this file takes a fifth of a second: keep the answer.
 */
export function publicHolidays(firstYear: number, lastYear: number): HolidayClosure[] {
  const netherlands = new Holidays('NL');
  const closures: HolidayClosure[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (const { date, type, name } of netherlands.getHolidays(year, 'nl')) {
      if (type !== 'public' && !(name === 'Bevrijdingsdag' && year % 5 === 0)) continue;
      const day = date.slice(0, 10);
      closures.push({ dateFrom: day, dateUntil: day, location: null, name });
    }
  }
  return closures;
}
