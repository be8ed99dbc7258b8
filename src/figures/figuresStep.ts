import {
  addMonths,
  lastDue,
  monthsOf,
  type Period,
  publishedOn,
  schoolYearOf,
} from '#server/figures/periods.ts';
import { readMonths } from '#server/figures/readFigures.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { readAddress } from './address.ts';

export type FiguresPage =
  /** Nothing is published yet: the first month that can be, and the day on which it comes. */
  | { view: 'none'; month: string; on: string }
  | {
      view: 'figures';
      period: Period;
      /** All months that are published, the oldest first. */
      published: string[];
      /** What can be chosen, the newest first. */
      choices: Period[];
      note: 'narrow' | 'unknown' | null;
    };

/** The figures of a period. A smaller one than a month, or one of which there are none, is answered by one that there is. */
export const figuresStep: TakeStep<FiguresPage> = async ({ url, locals: { ctx } }) => {
  const published = await readMonths(ctx);
  const newest = published.at(-1);
  if (newest === undefined) {
    const month = addMonths(lastDue(dateInAmsterdam(ctx.clock.now())), 1);
    return showPage({ view: 'none', month, on: publishedOn(month) });
  }
  const { period, narrow } = readAddress(url);
  const shown = periodIn(published, period) ?? newestOf(newest);
  const wanted = url.searchParams.has('period') && shown !== period;
  const note = narrow ? 'narrow' : wanted ? 'unknown' : null;
  return showPage({ view: 'figures', period: shown, published, choices: choicesOf(published), note });
};

const newestOf = (month: string): Period => ({ kind: 'month', month });

/** The period that is asked for, when there are figures of it. */
export const periodIn = (months: readonly string[], period: Period | null): Period | null =>
  period !== null && monthsOf(period).some((month) => months.includes(month)) ? period : null;

function choicesOf(months: readonly string[]): Period[] {
  const years = [...new Set(months.map(schoolYearOf))];
  return [
    ...years.toReversed().map((year): Period => ({ kind: 'year', year })),
    ...months.toReversed().map((month): Period => ({ kind: 'month', month })),
  ];
}
