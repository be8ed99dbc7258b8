import { changePassword } from '#server/accounts/changePassword.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endOwnSessions, type OwnSession, readOwnSessions } from '#server/accounts/ownSessions.ts';
import { changePasswordSchema } from '#server/accounts/schema.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { retryWords } from './errors.ts';
import { passwordErrors } from './passwordErrors.ts';

const news = ['password', 'ended', 'ended-all'] as const;

export interface AccountPage {
  sessions: OwnSession[];
  errors: PageErrors;
  /** What was just done. */
  done: (typeof news)[number] | null;
}

const donePath = (done: (typeof news)[number]) => withQuery(staffPaths.account, { done });

/** The account of whoever is signed in: the password, and where they are signed in. */
export const accountStep: TakeStep<AccountPage> = async ({ request, url, locals }) => {
  const { ctx, lang } = locals;
  const show = async (said: SaidError[], status = 200): Promise<Step<AccountPage>> => {
    const asked = url.searchParams.get('done');
    const done = status === 200 ? (news.find((one) => one === asked) ?? null) : null;
    return showPage({ sessions: await readOwnSessions(ctx), errors: pageErrors(said), done }, status);
  };
  if (request.method !== 'POST') return show([]);
  // What is typed here is a secret: it is neither kept nor shown again.
  const values = await readForm(request);
  if (values === null) return brokenForm;
  if (typed(values, 'does') === 'end') return redirectTo(donePath(await end(ctx, values)));
  const result = await attempt(changePasswordSchema, values, (input) => changePassword(ctx, input));
  if (result.ok) return redirectTo(donePath('password'));
  const t = texts(lang);
  if (result.error === 'too-many') {
    const message = t('account.error.too-many', { time: retryWords(t, result.retryAfterSeconds) });
    return show([{ field: 'current', message }], 429);
  }
  const field = result.error === 'wrong' ? 'current' : 'password';
  const wrong = result.error === 'invalid' ? result.errors : [{ field, message: result.error }];
  return show(passwordErrors(t, wrong), 422);
};

/** Ends one other session, or without a word for it all others. */
async function end(ctx: Ctx, values: FormValues): Promise<'ended' | 'ended-all'> {
  const word = typed(values, 'session') || null;
  await endOwnSessions(ctx, word);
  return word === null ? 'ended-all' : 'ended';
}
