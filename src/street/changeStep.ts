import { showPhone } from '#server/booking/contact.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { changeReferral } from '#server/referral/changeReferral.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { changeReferralSchema } from '#server/referral/schema.ts';
import type { OwnReferral } from '#server/referral/types.ts';
import type { Topic } from '#server/roster/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import { nameOf, type ReferFields, referFields, toInput, typedFields } from './fields.ts';
import { streetPaths } from './paths.ts';

export interface ChangePage {
  referral: OwnReferral;
  fields: ReferFields;
  reason: string | undefined;
  version: number;
  topics: readonly Topic[];
  errors: PageErrors;
  refusal: 'changed' | 'too-late' | null;
}

const outcomes = refusedInvalid.or(refusedAs('changed', 'too-late', 'not-found'));

/** Who referred changes what they sent, and says why. */
export const changeStep: TakeStep<ChangePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const found = await readReferral(ctx, id);
  if (!found.ok) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const outcome = await form.answer(outcomes, (sent) =>
    attempt(changeReferralSchema, asInput(sent), (input) => changeReferral(ctx, id, input)),
  );
  if (outcome?.ok) return redirectTo(streetPaths.referral(id, 'changed'));
  if (form.sent) return form.again();

  const { referral } = found;
  if (!referral.can.change && outcome === undefined) return redirectTo(streetPaths.referral(id));
  const { topics } = await ctx.roster.current();
  const wrong = outcome?.error === 'invalid' ? outcome.errors : [];
  const named = wrong.map(({ field, message }) => ({ field: nameOf(field), message }));
  const isTyped = outcome?.error === 'invalid' && form.values;
  const refusal = outcome && outcome.error !== 'invalid' ? outcome.error : null;
  return showPage(
    {
      referral,
      fields: isTyped ? typedFields(isTyped) : storedFields(referral),
      reason: typed(form.values ?? {}, 'reason'),
      version: isTyped ? readVersion(isTyped[versionField]) : referral.version,
      topics: topics.filter(
        (topic) => (topic.active && mayBook(topic, 'invited')) || topic.id === referral.topicId,
      ),
      errors: formErrors(named, [...referFields, 'reason'], lang),
      refusal: refusal === 'not-found' ? 'too-late' : refusal,
    },
    outcome ? (outcome.error === 'invalid' ? 422 : 409) : 200,
  );
};

const asInput = (sent: FormValues) => ({
  ...toInput(sent),
  reason: sent.reason ?? '',
  version: sent[versionField],
});

const ticked = (value: unknown) => (value ? 'yes' : '');

/** What was sent, as its form shows it. */
function storedFields(of: OwnReferral): ReferFields {
  return {
    firstName: of.firstName,
    contactOf: of.contactOf,
    phone: of.phone === null ? '' : showPhone(of.phone),
    email: of.email ?? '',
    topic: of.topicId,
    told: of.told ?? '',
    isUrgent: ticked(of.urgent),
    urgent: of.urgent ?? '',
    needsInterpreter: ticked(of.interpreter),
    interpreter: of.interpreter ?? '',
    companion: of.companion ?? '',
    stepFree: ticked(of.stepFree),
    reachBy: of.reachBy ?? '',
    reachNote: of.reachNote ?? '',
  };
}
