import { schoolYearOf } from '#server/yearPlan/dates.ts';
import { readYearPlans, type YearPlans } from '#server/yearPlan/readPlan.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { carryOut, type DoneWord, doneWords, planNotDone } from './carryOut.ts';
import { planErrors } from './errors.ts';
import { stepsOfSchool } from './ofSchool.ts';

export interface PlanPage extends YearPlans {
  /** School years that can be chosen, by the year in which they begin. */
  years: readonly number[];
  errors: PageErrors;
  values: FormValues;
  /** The school of which alone the steps are shown. */
  school: string | undefined;
  /** What was asked to be open. */
  open: (typeof opened)[number] | undefined;
  /** The step of which all schools are shown. */
  whole: string | undefined;
  /** The form that was not accepted. */
  act: string | undefined;
  done: DoneWord | undefined;
}

const opened = ['copy', 'schools'] as const;

/** The year plan: how each step stands, and what a coordinator does with the plan. */
export const planStep: TakeStep<PlanPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  const chosen = query.get('plan') ?? undefined;
  const plans = await readYearPlans(ctx, chosen);
  const school = plans.plan?.schools.find(({ id }) => id === query.get('school'))?.id;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(planNotDone, (sent) => carryOut(ctx, typed(sent, 'plan') ?? '', sent));
  if (result?.ok) {
    const { plan, done } = result;
    return redirectTo(staffPaths.yearPlan({ plan, school: plan === chosen ? school : undefined, done }));
  }
  const values = form.values ?? {};
  if (form.sent) return form.again(staffPaths.yearPlan({ plan: typed(values, 'plan') ?? chosen, school }));
  const year = schoolYearOf(plans.today);
  return showPage(
    {
      ...plans,
      plan:
        plans.plan && school !== undefined
          ? { ...plans.plan, steps: stepsOfSchool(plans.plan.steps, school) }
          : plans.plan,
      school,
      open: opened.find((word) => word === query.get('open')),
      whole: query.get('whole') ?? undefined,
      years: [year - 1, year, year + 1, year + 2],
      errors: planErrors(result, typed(values, 'act')),
      values,
      act: typed(values, 'act'),
      done: result ? undefined : doneWords.find((word) => word === query.get('done')),
    },
    result ? (result.error === 'invalid' || result.error === 'sure' ? 422 : 409) : 200,
  );
};
