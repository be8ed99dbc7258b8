import { addMonths, monthOf, type Period } from '#server/figures/periods.ts';
import type { FiguresPart } from '#server/figures/readFigures.ts';
import { isDate } from '#server/startkwalificatie/date.ts';
import { staffPaths } from '../agenda/paths.ts';

/** What an address asks for, and whether it asked for less than there ever is: a day, or one place. */
export interface AskedPeriod {
  period: Period | null;
  narrow: boolean;
}

const monthForm = /^\d{4}-\d{2}$/;
const yearForm = /^(\d{4})-(\d{4})$/;
const asked = ['period', 'from', 'until'];

/**
 * A month `2026-10`, a school year `2025-2026`, months `2026-08..2026-10`, or null for another word or none. Of a day it is its month.
 * Months that are chosen one by one, `from` and `until`, come before the period.
 */
export function readAddress({ searchParams }: URL): AskedPeriod {
  const word = searchParams.get('period') ?? '';
  const isDay = isDate(word);
  const narrow = isDay || [...searchParams.keys()].some((name) => !asked.includes(name));
  const [from = '', until = ''] = word.split('..');
  const chosen = monthsIn(searchParams.get('from') ?? '', searchParams.get('until') ?? '');
  const period = chosen ?? monthsIn(from, until) ?? oneIn(isDay ? word.slice(0, 7) : word);
  return { period, narrow };
}

function oneIn(word: string): Period | null {
  const month = monthIn(word);
  if (month !== null) return { kind: 'month', month };
  const [, from = '', until = ''] = yearForm.exec(word) ?? [];
  const isYear = from !== '' && Number(until) === Number(from) + 1;
  return isYear ? { kind: 'year', year: Number(from) } : null;
}

const monthIn = (word: string): string | null =>
  monthForm.test(word) && isDate(`${word}-01`) ? monthOf(`${word}-01`) : null;

/** So many months at most: more is several school years. */
const mostMonths = 36;

/** Months from one to another, in either order. */
function monthsIn(from: string, until: string): Period | null {
  const [a, b] = [monthIn(from), monthIn(until)];
  if (a === null || b === null) return null;
  const [first, last] = a <= b ? [a, b] : [b, a];
  if (first === last) return { kind: 'month', month: first };
  return last > addMonths(first, mostMonths - 1) ? null : { kind: 'months', first, last };
}

/** A period as it stands in an address. */
export function wordOf(period: Period): string {
  if (period.kind === 'month') return period.month.slice(0, 7);
  if (period.kind === 'year') return `${period.year}-${period.year + 1}`;
  return `${period.first.slice(0, 7)}..${period.last.slice(0, 7)}`;
}

/** Where a page of figures stands, and its file. */
export const pathsOf = {
  door: { page: staffPaths.figures, file: staffPaths.figuresFile },
  trajecten: { page: staffPaths.trajectFigures, file: staffPaths.trajectFiguresFile },
} as const satisfies Record<FiguresPart, unknown>;
