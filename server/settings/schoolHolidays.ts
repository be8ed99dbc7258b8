import type { Settings } from './schema.ts';

type HasHolidays = Pick<Settings, 'schoolHolidays'>;

/** The names of the school holidays on a date. They inform only: schools are free, the gemeente is not. */
export function schoolHolidaysOn(settings: HasHolidays, date: string): string[] {
  return schoolHolidaysBetween(settings, date, date).map(({ name }) => name);
}

/** The school holidays that touch a range of dates, both ends included, as they stand in the settings. */
export function schoolHolidaysBetween(
  { schoolHolidays }: HasHolidays,
  from: string,
  to: string,
): Settings['schoolHolidays'] {
  return schoolHolidays.filter((holiday) => holiday.from <= to && from <= holiday.until);
}
