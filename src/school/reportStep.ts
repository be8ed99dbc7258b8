import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/http/context.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { fitsAge, schoolKinds } from '#server/meldingen/kinds.ts';
import { report } from '#server/meldingen/report.ts';
import { reportSchema } from '#server/meldingen/schema.ts';
import { readDate as readBirthDate } from '#server/startkwalificatie/date.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid, refusedTooMany } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import {
  faultsOf,
  nameOf,
  type ReportFields,
  type ReportStep,
  reportFields,
  reportSteps,
  toInput,
  typedFields,
} from './fields.ts';
import { schoolPaths } from './paths.ts';
import { errorsIn, moveFrom, sentFrom } from './steps.ts';

const outcomes = z
  .object({ ok: z.literal(true), step: z.enum(reportSteps) })
  .or(refusedInvalid)
  .or(refusedTooMany)
  .or(refusedAs('no-team', 'key-reused'));
type Outcome = z.output<typeof outcomes>;
type Made = { ok: true; made: string };

export interface ReportPage {
  step: ReportStep;
  fields: ReportFields;
  /** ISO. */
  today: string;
  /** The last page was seen: from another one the way leads back there. */
  isSeen: boolean;
  key: string;
  /** The kinds that are for somebody of this age. */
  kinds: readonly (typeof schoolKinds)[number][];
  /** In years, when the date of birth can be read. */
  age: number | null;
  errors: PageErrors;
  refusal: 'no-team' | 'key-reused' | 'too-many' | null;
}

const uuid = z.uuid();

/** A school reports a pupil: page after page, with all that was typed before carried along. */
export const reportStep: TakeStep<ReportPage> = async (asked) => {
  const { ctx, lang, staff } = asked.locals;
  // What the first page shows is read of nobody: the verb asks only once all is said.
  may(ctx, 'melding.report');
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const today = dateInAmsterdam(ctx.clock.now());
  const outcome = await form.answer(outcomes, (sent) => carryOut(ctx, sent, today));
  if (outcome?.ok && 'made' in outcome) return redirectTo(schoolPaths.melding(outcome.made, 'reported'));
  if (form.sent) return form.again();

  const step = values ? stepAfter(values, outcome) : 'pupil';
  const refusal = outcome?.ok === false ? outcome : null;
  const birthDate = readBirthDate(typed(values ?? {}, 'birthDate') ?? '', today);
  const age = birthDate.ok ? ageOn(birthDate.date, today) : null;
  const key = uuid.safeParse(values?.key).data;
  return showPage(
    {
      step,
      fields: values ? typedFields(values) : contactOf(staff),
      today,
      isSeen: step === 'check' || typed(values ?? {}, 'seen') === 'yes',
      // One that made something else is of no use any more.
      key: key === undefined || refusal?.error === 'key-reused' ? randomUUID() : key,
      kinds: schoolKinds.filter((kind) => age === null || fitsAge(kind, age)),
      age,
      errors: formErrors(refusal?.error === 'invalid' ? refusal.errors : [], reportFields, lang),
      refusal: refusal && refusal.error !== 'invalid' ? refusal.error : null,
    },
    refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200,
  );
};

/** Who reports is mostly whom to turn to. */
const contactOf = (staff: App.Locals['staff']): ReportFields =>
  staff === null
    ? {}
    : { contactName: `${staff.firstName} ${staff.lastName}`.trim(), contactEmail: staff.email };

function stepAfter(values: FormValues, outcome: Outcome | Made | undefined): ReportStep {
  if (outcome?.ok && 'step' in outcome) return outcome.step;
  if (outcome?.ok === false && outcome.error === 'invalid')
    return reportSteps.find((step) => errorsIn(outcome.errors, step).length > 0) ?? sentFrom(values);
  return sentFrom(values);
}

async function carryOut(ctx: Ctx, values: FormValues, today: string): Promise<Outcome | Made> {
  const move = moveFrom(values, faultsOf(values, today));
  if (move !== 'done')
    return 'wrong' in move
      ? { ok: false, error: 'invalid', errors: move.errors }
      : { ok: true, step: move.to };
  const key = uuid.safeParse(values.key).data ?? randomUUID();
  const result = await attempt(reportSchema, toInput(values, today), (input) => report(ctx, input, key));
  if (result.ok) return { ok: true, made: result.melding };
  if (result.error !== 'invalid') return result;
  const errors = result.errors.map(({ field, message }) => ({ field: nameOf(field), message }));
  return { ok: false, error: 'invalid', errors };
}
