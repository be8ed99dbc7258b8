import { type OwnMeldingRow, readOwnMeldingen } from '#server/meldingen/readOwn.ts';
import { markOwnStep } from '#server/yearPlan/markStep.ts';
import { type OwnStep, readOwnSteps } from '#server/yearPlan/readOwnSteps.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { withQuery } from '../agenda/paths.ts';
import { schoolPaths } from './paths.ts';

export interface ListPage {
  rows: readonly OwnMeldingRow[];
  /** There are more than the page shows. */
  isMore: boolean;
  /** Nothing was ever reported, or everything is forgotten. */
  isEmpty: boolean;
  asked: { name: string; all: boolean };
  /** What the school does by the year plan. */
  steps: readonly OwnStep[];
  /** What was just said of a step; `gone` when it is there no more. */
  done: StepNews | null;
}

const stepNews = ['mark', 'unmark', 'gone'] as const;
type StepNews = (typeof stepNews)[number];

/**
 * What the own school reported: what is open first of all, everything when it is asked. And its steps of the year plan, of which it
 * says that they are done.
 */
export const listStep: TakeStep<ListPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { searchParams } = asked.url;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  if (form.sent) {
    const done = typed(form.values ?? {}, 'act') === 'unmark' ? 'unmark' : 'mark';
    const result = await markOwnStep(ctx, typed(form.values ?? {}, 'step') ?? '', { done: done === 'mark' });
    return redirectTo(withQuery(schoolPaths.all, { done: result.ok ? done : 'gone' }));
  }
  const name = (searchParams.get('name') ?? '').trim().slice(0, 80);
  const all = searchParams.get('all') === 'yes';
  const { rows, isMore } = await readOwnMeldingen(ctx, { name, all });
  const steps = await readOwnSteps(ctx);
  const isPlain = rows.length === 0 && name === '';
  const isEmpty = isPlain && (all || (await readOwnMeldingen(ctx, { all: true })).rows.length === 0);
  const done = stepNews.find((word) => word === searchParams.get('done')) ?? null;
  return showPage({ rows, isMore, isEmpty, asked: { name, all }, steps, done });
};
