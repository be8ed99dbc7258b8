import { monthOf, type Period } from '#server/figures/periods.ts';
import { isDate } from '#server/startkwalificatie/date.ts';
import { staffPaths } from '../agenda/paths.ts';

/** What an address asks for, and whether it asked for less than there ever is: a day, or one place. */
export interface AskedPeriod {
  period: Period | null;
  narrow: boolean;
}

const monthForm = /^\d{4}-\d{2}$/;
const yearForm = /^(\d{4})-(\d{4})$/;

/** A month `2026-10`, a school year `2025-2026`, or null for another word or none. Of a day it is its month. */
export function readAddress({ searchParams }: URL): AskedPeriod {
  const word = searchParams.get('period') ?? '';
  const isDay = isDate(word);
  const narrow = isDay || [...searchParams.keys()].some((name) => name !== 'period');
  const day = isDay ? word : monthForm.test(word) ? `${word}-01` : '';
  if (isDate(day)) return { period: { kind: 'month', month: monthOf(day) }, narrow };
  const [, from = '', until = ''] = yearForm.exec(word) ?? [];
  const isYear = from !== '' && Number(until) === Number(from) + 1;
  return { period: isYear ? { kind: 'year', year: Number(from) } : null, narrow };
}

/** A period as it stands in an address. */
export const wordOf = (period: Period): string =>
  period.kind === 'month' ? period.month.slice(0, 7) : `${period.year}-${period.year + 1}`;

export const addressOf = (period: Period): string => staffPaths.figures(wordOf(period));
