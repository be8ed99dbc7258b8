import { giveFactor } from '#server/accounts/factors/giveFactor.ts';
import { askPasskey } from '#server/accounts/factors/passkeys.ts';
import { readPending } from '#server/accounts/factors/pending.ts';
import { hasFactor } from '#server/accounts/factors/pendingFactors.ts';
import { givenFactorSchema } from '#server/accounts/factors/schema.ts';
import { trustedDays } from '#server/accounts/factors/trustedDevices.ts';
import { returnPath, signInPath } from '#server/accounts/returnPath.ts';
import { fieldErrors, type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { readForm } from '#ui/form.ts';
import { brokenForm, redirectTo, type Step, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { retryWords } from './errors.ts';
import { asFactorError, factorErrors } from './factorErrors.ts';

export interface GiveFactorPage {
  email: string;
  /** What a passkey of theirs is asked to sign, as JSON; null for who has none. */
  passkey: string | null;
  /** Whether they have an app that gives codes. */
  app: boolean;
  /** For how many days this browser can be trusted; 0 is not at all. */
  days: number;
  errors: PageErrors;
}

/** Whoever's password was right gives their second factor, and is in. */
export const giveFactorStep: TakeStep<GiveFactorPage> = async ({ request, url, locals }) => {
  const { ctx, lang } = locals;
  const t = texts(lang);
  const back = returnPath(url.searchParams.get('back'));
  const from = { cookies: request.headers.get('cookie'), userAgent: request.headers.get('user-agent') };
  const pending = await readPending(ctx, from.cookies);
  if (!pending) return redirectTo(signInPath(back));
  if (!(await hasFactor(ctx, pending))) return redirectTo(staffPaths.setUpFactor(back));
  const { email } = pending;
  const show = async (said: readonly SaidError[], status: number, retryAfterSeconds?: number) => {
    const options = await askPasskey(ctx, { staffId: pending.staffId, owner: pending.id });
    const page = {
      email,
      passkey: options && JSON.stringify(options),
      app: await hasFactor(ctx, pending, 'totp'),
      days: await trustedDays(ctx),
      errors: pageErrors(said),
    };
    return { kind: 'page', status, retryAfterSeconds, page } satisfies Step<GiveFactorPage>;
  };
  if (request.method !== 'POST') return show([], 200);
  const values = await readForm(request);
  if (values === null) return brokenForm;
  const input = givenFactorSchema.safeParse(values);
  if (!input.success) return show(factorErrors(t, fieldErrors(input.error)), 422);
  const result = await giveFactor(ctx, { pending, from }, input.data);
  if (result.ok) {
    const to = result.by === 'recovery' ? withQuery(staffPaths.account, { done: 'recovery' }) : back;
    return { ...redirectTo(result.missed ? staffPaths.missed(to) : to), cookies: result.cookies };
  }
  if (result.error === 'over') return redirectTo(signInPath(back));
  if (result.error !== 'too-many') return show(factorErrors(t, [asFactorError(result.error)]), 422);
  const { retryAfterSeconds } = result;
  const message = t('factor.error.too-many', { time: retryWords(t, retryAfterSeconds) });
  return show([{ message }], 429, retryAfterSeconds);
};
