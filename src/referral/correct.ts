import { z } from 'zod';
import { companions } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import type { InvitationOver } from '#server/referral/findInvitation.ts';
import { correctReferral, type Holder } from '#server/referral/ownReferral.ts';
import { correctReferralSchema } from '#server/referral/schema.ts';
import type { OpenedInvitation } from '#server/referral/types.ts';
import { type PageErrors, pageErrors, type SaidError, sayErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';

/** The answers to who comes along. */
export const companionAnswers = ['nobody', ...companions] as const;

/** What the fields show. */
export interface CorrectFields {
  firstName: string | undefined;
  told: string | undefined;
  urgent: string | undefined;
  reachNote: string | undefined;
  companion: string | undefined;
  interpreter: string | undefined;
  stepFree: boolean;
}

export interface CorrectForm {
  view: 'form';
  referral: Omit<OpenedInvitation, 'expiresAt'>;
  fields: CorrectFields;
  errors: PageErrors;
}

type Answer =
  | { ok: true }
  | NotFound
  | InvitationOver
  | TooLate
  | { ok: false; status: number; errors: PageErrors };

const fields = ['firstName', 'told', 'urgent', 'companion', 'reachNote', 'interpreter', 'stepFree'];
const answered = z.enum(companions).optional().catch(undefined);

/** Carries out a form in which a jongere corrects what was said of them. */
export async function correct(ctx: Ctx, by: Holder, values: FormValues): Promise<Answer> {
  const sent = {
    ...values,
    companion: answered.parse(values.companion),
    interpreter: optional(values, 'interpreter'),
    stepFree: values.stepFree === 'yes',
  };
  const result = await attempt(correctReferralSchema, sent, (input) => correctReferral(ctx, by, input));
  const t = texts(ctx.language);
  if (result.ok || (result.error !== 'invalid' && result.error !== 'changed')) return result;
  if (result.error === 'changed')
    return { ok: false, status: 409, errors: pageErrors([{ message: t('referred.correct.changed') }]) };
  // Who referred reads of "the jongere" there.
  const say = (message: string) =>
    message === 'referral-name-required'
      ? t('referred.correct.name-required')
      : sayMessage(ctx.language, message);
  const said: SaidError[] = sayErrors(result.errors, { fields, say });
  return { ok: false, status: 422, errors: pageErrors(said) };
}

/** What was typed, to show again. */
export const typedCorrection = (values: FormValues): CorrectFields => ({
  firstName: typed(values, 'firstName'),
  told: typed(values, 'told'),
  urgent: typed(values, 'urgent'),
  reachNote: typed(values, 'reachNote'),
  companion: typed(values, 'companion'),
  interpreter: typed(values, 'interpreter'),
  stepFree: values.stepFree === 'yes',
});

/** What stands there, to correct. */
export const fieldsOf = (referral: Omit<OpenedInvitation, 'expiresAt'>): CorrectFields => ({
  firstName: referral.firstName,
  told: referral.told ?? undefined,
  urgent: referral.urgent ?? undefined,
  reachNote: referral.reachNote ?? undefined,
  companion: referral.companion ?? 'nobody',
  interpreter: referral.interpreter ?? undefined,
  stepFree: referral.stepFree,
});
