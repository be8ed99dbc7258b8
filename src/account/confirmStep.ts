import { z } from 'zod';
import { confirmPassword } from '#server/accounts/factors/confirmPassword.ts';
import { confirmPasswordSchema } from '#server/accounts/factors/schema.ts';
import { returnPath } from '#server/accounts/returnPath.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { texts } from '../content/texts.ts';
import { retryWords } from './errors.ts';
import { asFactorError, factorErrors } from './factorErrors.ts';

export interface ConfirmPage {
  /** The address that the form is sent to, with where it goes on. */
  action: string;
  errors: PageErrors;
}

const refusals = refusedInvalid
  .or(refusedAs('wrong'))
  .or(z.object({ ok: z.literal(false), error: z.literal('too-many'), retryAfterSeconds: z.number() }));

/** Whoever is signed in gives their password again, for what it guards. */
export const confirmStep: TakeStep<ConfirmPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const form = await takeForm(asked, undefined, { hasSecrets: true });
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) =>
    attempt(confirmPasswordSchema, sent, (input) => confirmPassword(ctx, input)),
  );
  if (result?.ok) return redirectTo(returnPath(asked.url.searchParams.get('back')));
  if (form.sent) return form.again();
  const { pathname, searchParams } = asked.url;
  const action = `${pathname}?${new URLSearchParams({ back: searchParams.get('back') ?? '' })}`;
  return showPage({ action, errors: pageErrors(said()) }, result ? 422 : 200);

  function said(): SaidError[] {
    if (!result || result.ok) return [];
    if (result.error === 'invalid') return factorErrors(t, result.errors);
    if (result.error === 'wrong') return factorErrors(t, [asFactorError('wrong')]);
    const time = retryWords(t, result.retryAfterSeconds);
    return [{ field: 'current', message: t('factor.error.too-many', { time }) }];
  }
};
