import { addDays, mondayOf, startOfDate } from '#server/kernel/time.ts';

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

/** When a day begins in Amsterdam. */
export const startsAt = (date: string): string => new Date(startOfDate(date)).toISOString();

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

/** A month, a school year by the year in which it begins, or months from one to another, both included. */
export type Period =
  | { kind: 'month'; month: string }
  | { kind: 'year'; year: number }
  | { kind: 'months'; first: string; last: string };

export function monthsOf(period: Period): string[] {
  if (period.kind === 'month') return [period.month];
  return period.kind === 'year' ? monthsOfSchoolYear(period.year) : monthsBetween(period.first, period.last);
}

/** The month before, the school year before, or the same months of the year before. */
export function before(period: Period): Period {
  if (period.kind === 'month') return { kind: 'month', month: addMonths(period.month, -1) };
  if (period.kind === 'year') return { kind: 'year', year: period.year - 1 };
  const { first, last } = period;
  return { kind: 'months', first: addMonths(first, -12), last: addMonths(last, -12) };
}

/** The quarter of the school year in which a month lies: the first begins in August. */
export function quarterOf(month: string): { kind: 'months'; first: string; last: string } {
  const first = addMonths(month, -((Number(month.slice(5, 7)) + 4) % 3));
  return { kind: 'months', first, last: addMonths(first, 2) };
}

/** Whether a quarter ends with a month: what is counted by quarter is published with that one. */
export const endsQuarter = (month: string): boolean => quarterOf(month).last === month;

/** The whole quarters in which a period lies. */
export function inQuarters(period: Period): Period {
  if (period.kind === 'year') return period;
  const [first, last] = period.kind === 'month' ? [period.month, period.month] : [period.first, period.last];
  return { kind: 'months', first: quarterOf(first).first, last: quarterOf(last).last };
}
