import { readStep, type StepToChange } from '#server/yearPlan/readStep.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { carryOutStep, planNotDone } from './carryOut.ts';
import { planErrors } from './errors.ts';

export interface StepFormPage extends StepToChange {
  errors: PageErrors;
  values: FormValues;
}

/** Adds a step to a plan, or changes or removes one. */
export const stepFormStep: TakeStep<StepFormPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const plan = (form.sent && typed(form.values ?? {}, 'plan')) || (query.get('plan') ?? '');
  const step = (form.sent && typed(form.values ?? {}, 'step')) || (query.get('step') ?? undefined);
  const found = await readStep(ctx, { plan, step });
  // Without a plan there is nothing to add a step to.
  if (!found.ok) return plan === '' ? redirectTo(staffPaths.yearPlan()) : notFound;
  const result = await form.answer(planNotDone, (sent) => carryOutStep(ctx, { plan, step }, sent));
  if (result?.ok) return redirectTo(staffPaths.yearPlan({ plan, done: result.done }));
  if (form.sent) return form.again(staffPaths.yearPlanStep(plan, step));
  return showPage(
    { ...found.found, errors: planErrors(result), values: form.values ?? {} },
    result ? (result.error === 'invalid' ? 422 : 409) : 200,
  );
};
