import { addDays, mondayOf } from '#server/kernel/time.ts';

// Periods of the figures. A month is `2026-10-01`, its first day; a school year is the year in which it begins. Pure.

/** So many days after its end a month is published: outcomes of its last afspraken are known by then. */
export const publishedAfterDays = 7;

const schoolYearBegins = 8;

/** The month in which a date lies. */
export const monthOf = (date: string): string => `${date.slice(0, 7)}-01`;

/** The month so many months after another, or before it. */
export function addMonths(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

/** The months from one to another, both included; none when the last comes before the first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The day on which a month is published. */
export const publishedOn = (month: string): string => addDays(addMonths(month, 1), publishedAfterDays);

/** The last month that is published by a day. */
export const lastDue = (today: string): string => addMonths(monthOf(addDays(today, -publishedAfterDays)), -1);

/** The school year in which a month lies: from 1 August to 31 July. */
export const schoolYearOf = (month: string): number =>
  Number(month.slice(0, 4)) - (Number(month.slice(5, 7)) < schoolYearBegins ? 1 : 0);

export const monthsOfSchoolYear = (year: number): string[] =>
  monthsBetween(`${year}-08-01`, `${year + 1}-07-01`);

/** The first days of the parts of weeks that lie in a month. A week that crosses months is two parts, one of each. */
export function weeksOf(month: string): string[] {
  const end = addMonths(month, 1);
  const weeks = [month];
  for (let day = addDays(mondayOf(month), 7); day < end; day = addDays(day, 7)) weeks.push(day);
  return weeks;
}

/** A month, or a school year by the year in which it begins. */
export type Period = { kind: 'month'; month: string } | { kind: 'year'; year: number };

export const monthsOf = (period: Period): string[] =>
  period.kind === 'month' ? [period.month] : monthsOfSchoolYear(period.year);

/** The month before, or the school year before. */
export const before = (period: Period): Period =>
  period.kind === 'month'
    ? { kind: 'month', month: addMonths(period.month, -1) }
    : { kind: 'year', year: period.year - 1 };
