import {
  addMonths,
  endsQuarter,
  inQuarters,
  lastDue,
  monthsOf,
  type Period,
  publishedOn,
  quarterOf,
  schoolYearOf,
} from '#server/figures/periods.ts';
import { type FiguresPart, readMonths } from '#server/figures/readFigures.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { readAddress, wordOf } from './address.ts';

/** What can be chosen, the newest first. */
export interface Choices {
  years: Period[];
  /** Of the school year: the first is August to October. */
  quarters: Period[];
  /** None where figures are by quarter. */
  months: Period[];
}

export type FiguresPage =
  /** Nothing is published yet: the first period that can be, and the day on which it comes. */
  | { view: 'none'; period: Period; on: string }
  | {
      view: 'figures';
      period: Period;
      /** All months that are published, the oldest first; where figures are by quarter the last month of each. */
      published: string[];
      choices: Choices;
      note: 'narrow' | 'unknown' | 'quarter' | null;
    };

/**
 * The figures of a period. A smaller one than there is, or one of which there are none, is answered by one that there is. Those of
 * trajecten are by whole quarters.
 */
const stepOf =
  (part: FiguresPart): TakeStep<FiguresPage> =>
  async ({ url, locals: { ctx } }) => {
    const months = await readMonths(ctx);
    const published = months.filter((month) => isUnit(part, month));
    const newest = published.at(-1);
    if (newest === undefined) {
      const next = addMonths(lastDue(dateInAmsterdam(ctx.clock.now())), 1);
      const period = unitOf(part, next);
      return showPage({ view: 'none', period, on: publishedOn(monthsOf(period).at(-1) ?? next) });
    }
    const { period: asked, narrow } = readAddress(url);
    const period = asked && part === 'trajecten' ? inQuarters(asked) : asked;
    const shown = periodIn(published, period) ?? unitOf(part, newest);
    const isUnknown = (url.searchParams.has('period') || url.searchParams.has('from')) && shown !== period;
    const isWider = period !== null && asked !== null && wordOf(period) !== wordOf(asked);
    const note = narrow ? 'narrow' : isUnknown ? 'unknown' : isWider ? 'quarter' : null;
    return showPage({ view: 'figures', period: shown, published, choices: choicesOf(part, published), note });
  };

export const figuresStep = stepOf('door');
export const trajectFiguresStep = stepOf('trajecten');

/** Whether figures of this part are published with a month. */
export const isUnit = (part: FiguresPart, month: string): boolean => part === 'door' || endsQuarter(month);

/** The smallest period there is, around a month. */
const unitOf = (part: FiguresPart, month: string): Period =>
  part === 'door' ? { kind: 'month', month } : quarterOf(month);

/** The period that is asked for, when there are figures of it. */
export const periodIn = (months: readonly string[], period: Period | null): Period | null =>
  period !== null && monthsOf(period).some((month) => months.includes(month)) ? period : null;

function choicesOf(part: FiguresPart, months: readonly string[]): Choices {
  const newest = months.toReversed();
  const years = new Set(newest.map(schoolYearOf));
  const quarters = Map.groupBy(newest.map(quarterOf), wordOf);
  return {
    years: [...years].map((year): Period => ({ kind: 'year', year })),
    quarters: [...quarters.values()].flatMap(([one]) => one ?? []),
    months: part === 'door' ? newest.map((month): Period => ({ kind: 'month', month })) : [],
  };
}
