import type { Settings } from '#server/settings/schema.ts';
import { isWorkingDay } from '#server/trajecten/workingDays.ts';
import type { IsOff } from './dates.ts';

/** Days without work: for the gemeente weekends and public holidays, for schools their holidays too. */
export const daysOff = (forSchools: boolean, holidays: Settings['schoolHolidays']): IsOff =>
  forSchools
    ? (date) => !isWorkingDay(date) || holidays.some(({ from, until }) => from <= date && date <= until)
    : (date) => !isWorkingDay(date);

/** Whether the settings say when the summer holiday of a year is: without, nothing keeps the steps of schools out of it. */
export const knowsSummer = (holidays: Settings['schoolHolidays'], year: number): boolean =>
  holidays.some(({ from, until }) => from <= `${year}-08-01` && `${year}-08-01` <= until);
