import { z } from 'zod';
import { openPasswordLink } from '#server/accounts/passwordLink.ts';
import { newPasswordSchema } from '#server/accounts/schema.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { signOut } from '#server/accounts/signOut.ts';
import { looksLikeToken } from '#server/kernel/tokens.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { readForm } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { passwordErrors } from './passwordErrors.ts';

export type SetPasswordPage =
  | { view: 'over' }
  | { view: 'form'; firstName: string; email: string; errors: PageErrors };

const sentSchema = z.object({ password: newPasswordSchema });

/** Whoever has a link sets their password with it, and goes on to sign in. A link that is over says what to do. */
export const setPasswordStep: TakeStep<SetPasswordPage> = async ({ request, params, locals }) => {
  const { ctx, lang } = locals;
  const { token = '' } = params;
  const opened = looksLikeToken(token) ? await openPasswordLink(ctx, token) : undefined;
  if (!opened) return showPage({ view: 'over' }, 404);
  const { firstName, email } = opened;
  const show = (errors: PageErrors, status = 200) =>
    showPage<SetPasswordPage>({ view: 'form', firstName, email, errors }, status);
  if (request.method !== 'POST') return show(pageErrors([]));
  // What is typed here is a secret: it is neither kept nor shown again.
  const values = await readForm(request);
  if (values === null) return brokenForm;
  const result = await attempt(sentSchema, values, ({ password }) => setPassword(ctx, token, password));
  if (result.ok) {
    // Whoever was signed in with this browser is so no more: who goes on is whose link it was.
    await signOut(ctx, request.headers.get('cookie'));
    return { ...redirectTo(staffPaths.passwordSet), cookies: [ctx.sessions.emptyCookie()] };
  }
  if (result.error === 'link-over') return showPage({ view: 'over' }, 404);
  const wrong = result.error === 'invalid' ? result.errors : [{ field: 'password', message: result.error }];
  return show(pageErrors(passwordErrors(texts(lang), wrong)), 422);
};
