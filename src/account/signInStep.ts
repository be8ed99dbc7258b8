import { returnPath } from '#server/accounts/returnPath.ts';
import { signInSchema } from '#server/accounts/schema.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { signOut } from '#server/accounts/signOut.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { retryWords, signInErrors } from './errors.ts';

export interface SignInPage {
  /** As it was typed. */
  email: string | undefined;
  errors: PageErrors;
}

/** Who signs in goes on to where they came from, or first hears how often others tried to. */
export const signInStep: TakeStep<SignInPage> = async ({ request, url, locals }) => {
  const { ctx, staff, lang } = locals;
  const t = texts(lang);
  const back = returnPath(url.searchParams.get('back'));
  if (request.method !== 'POST')
    return staff ? redirectTo(back) : showPage({ email: undefined, errors: pageErrors([]) });

  const values = await readForm(request);
  if (values === null) return brokenForm;
  const email = typed(values, 'email');
  const again = (said: readonly SaidError[]): Step<SignInPage> =>
    showPage({ email, errors: pageErrors(said) }, 422);
  const input = signInSchema.safeParse(values);
  if (!input.success) return again(signInErrors(t, input.error));
  const cookies = request.headers.get('cookie');
  const result = await signIn(ctx, input.data, { cookies, userAgent: request.headers.get('user-agent') });
  if (result.ok) {
    // Whoever was signed in with this browser is so no more.
    await signOut(ctx, cookies);
    return { ...redirectTo(result.missed ? staffPaths.missed(back) : back), cookies: result.cookies };
  }
  if (result.error === 'factor') {
    await signOut(ctx, cookies);
    return {
      ...redirectTo(staffPaths.giveFactor(back)),
      cookies: [ctx.sessions.emptyCookie(), ...result.cookies],
    };
  }
  if (result.error !== 'too-many') return again([{ field: 'email', message: t('staff.error.wrong') }]);
  const { retryAfterSeconds } = result;
  const message = t('staff.error.too-many', { time: retryWords(t, retryAfterSeconds) });
  return { kind: 'page', status: 429, retryAfterSeconds, page: { email, errors: pageErrors([{ message }]) } };
};
