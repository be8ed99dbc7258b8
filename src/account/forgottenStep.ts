import { askForPassword } from '#server/accounts/askForPassword.ts';
import { forgottenSchema } from '#server/accounts/schema.ts';
import { fieldErrors, type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { retryWords } from './errors.ts';
import { factorErrors } from './factorErrors.ts';

export type ForgottenPage =
  | { view: 'form'; email: string | undefined; errors: PageErrors }
  /** It was asked: the same for every address. */
  | { view: 'asked' };

/** Somebody who forgot their password asks a beheerder for a link. */
export const forgottenStep: TakeStep<ForgottenPage> = async ({ request, url, locals }) => {
  const { ctx, lang } = locals;
  const t = texts(lang);
  const show = (email: string | undefined, said: readonly SaidError[], status: number): Step<ForgottenPage> =>
    showPage({ view: 'form', email, errors: pageErrors(said) }, status);
  if (request.method !== 'POST')
    return url.searchParams.has('asked') ? showPage({ view: 'asked' }) : show(undefined, [], 200);
  const values = await readForm(request);
  if (values === null) return brokenForm;
  const email = typed(values, 'email');
  const input = forgottenSchema.safeParse(values);
  if (!input.success) return show(email, factorErrors(t, fieldErrors(input.error)), 422);
  const result = await askForPassword(ctx, input.data, { byMail: ctx.mail !== null });
  if (result.ok) return redirectTo(withQuery(staffPaths.forgotten, { asked: 'yes' }));
  const { retryAfterSeconds } = result;
  const message = t('factor.forgotten.too-many', { time: retryWords(t, retryAfterSeconds) });
  return { ...show(email, [{ message }], 429), retryAfterSeconds };
};
