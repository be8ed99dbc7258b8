import { z } from 'zod';
import { changePassword } from '#server/accounts/changePassword.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type OwnFactors, readOwnFactors } from '#server/accounts/factors/ownFactors.ts';
import {
  endTrustedDevices,
  readTrustedDevices,
  type TrustedDevice,
} from '#server/accounts/factors/trustedDevices.ts';
import { endOwnSessions, type OwnSession, readOwnSessions } from '#server/accounts/ownSessions.ts';
import { changePasswordSchema } from '#server/accounts/schema.ts';
import { signsInElsewhere } from '#server/accounts/sso/signsInElsewhere.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { retryWords } from './errors.ts';
import { passwordErrors } from './passwordErrors.ts';

const news = [
  'password',
  'ended',
  'ended-all',
  'added',
  'named',
  'removed',
  'codes',
  'recovery',
  'devices',
] as const;
type News = (typeof news)[number];

export interface AccountPage {
  sessions: OwnSession[];
  /** Whether there is no password to change: they sign in at the provider. */
  elsewhere: boolean;
  factors: OwnFactors;
  devices: TrustedDevice[];
  errors: PageErrors;
  /** What was just done. */
  done: News | null;
}

const refusals = refusedInvalid
  .or(refusedAs('wrong', 'weak'))
  .or(z.object({ ok: z.literal(false), error: z.literal('too-many'), retryAfterSeconds: z.number() }));
type Refusal = z.output<typeof refusals>;

const statusOf = { invalid: 422, weak: 422, wrong: 422, 'too-many': 429 } as const;

/** The account of whoever is signed in: the password, and where they are signed in. */
export const accountStep: TakeStep<AccountPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const form = await takeForm(asked, undefined, { hasSecrets: true });
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) => carryOut(ctx, sent));
  if (result?.ok) return redirectTo(withQuery(staffPaths.account, { done: result.done }));
  if (form.sent) return form.again();
  const asks = form.values ? null : asked.url.searchParams.get('done');
  const done = news.find((one) => one === asks) ?? null;
  const errors = pageErrors(result ? errorsOf(texts(lang), result) : []);
  const [sessions, factors, devices, elsewhere] = await Promise.all([
    readOwnSessions(ctx),
    readOwnFactors(ctx),
    readTrustedDevices(ctx),
    signsInElsewhere(ctx),
  ]);
  return showPage(
    { sessions, factors, devices, elsewhere, errors, done },
    result ? statusOf[result.error] : 200,
  );
};

async function carryOut(ctx: Ctx, sent: FormValues): Promise<Refusal | { ok: true; done: News }> {
  const does = typed(sent, 'does');
  if (does === 'end-others') {
    await endOwnSessions(ctx, null);
    return { ok: true, done: 'ended-all' };
  }
  if (does === 'end') {
    await endOwnSessions(ctx, typed(sent, 'session') ?? '');
    return { ok: true, done: 'ended' };
  }
  if (does === 'end-devices' || does === 'end-device') {
    await endTrustedDevices(ctx, does === 'end-devices' ? null : (typed(sent, 'device') ?? ''));
    return { ok: true, done: 'devices' };
  }
  const result = await attempt(changePasswordSchema, sent, (input) => changePassword(ctx, input));
  return result.ok ? { ok: true, done: 'password' } : result;
}

function errorsOf(t: ReturnType<typeof texts>, refusal: Refusal): SaidError[] {
  if (refusal.error === 'invalid') return passwordErrors(t, refusal.errors);
  if (refusal.error === 'too-many') {
    const time = retryWords(t, refusal.retryAfterSeconds);
    return [{ field: 'current', message: t('account.error.too-many', { time }) }];
  }
  const field = refusal.error === 'wrong' ? 'current' : 'password';
  return passwordErrors(t, [{ field, message: refusal.error }]);
}
