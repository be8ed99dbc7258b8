import type { Ctx } from '#server/accounts/context.ts';
import type { Limit, LimitResult, NetworkKeys } from '#server/kernel/limits/limits.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { type Attempts, beginAttempt, endAttempts, type Missed } from './attempts.ts';

/** Somebody at the door. */
export interface Comer {
  /** Null for an e-mail address that nobody has. */
  staffId: string | null;
  email: string;
  /** The word of a browser in which they signed in before: its attempts are its own. */
  browser: string | null;
}

/** What is tried: the password, or after it a code. Each has a count of its own, so that strangers hold nobody up at the second. */
export type Tried = 'password' | 'code';

const perSeconds = 15 * 60;

/** Counts an attempt as failed before it is looked at, for the address it comes from and for the account. */
export async function countAttempt(ctx: Ctx, comer: Comer, tried: Tried): Promise<LimitResult> {
  const fromHere = comer.browser === null ? await limitFrom(ctx) : null;
  if (fromHere) {
    // The networks first, so that who is refused there uses up nothing of an account.
    const counted = await ctx.limits.consumeFrom(fromHere.networks, fromHere.limit);
    if (!counted.ok) return counted;
  }
  const begun = await beginAttempt(ctx, attemptsOf(ctx, comer, tried));
  if (!begun.ok) {
    // What was typed stays out of the log: people type their password in the wrong field.
    const object = comer.staffId === null ? 'account' : `account:${comer.staffId}`;
    logSecurity(ctx, { action: 'lock-out', object, result: 'refused' });
  }
  return begun;
}

/** They got in: what was tried begins anew. Answers what others tried since the owner was last told. */
export async function forgiveAttempts(
  ctx: Ctx,
  comer: Comer,
  tried: readonly Tried[],
): Promise<Missed | null> {
  const fromHere = comer.browser === null ? await limitFrom(ctx) : null;
  let missed: Missed | null = null;
  for (const one of ['password', 'code'] as const) {
    const isOwn = tried.includes(one);
    if (isOwn && fromHere) await ctx.limits.rewardFrom(fromHere.networks, fromHere.limit);
    const own = attemptsOf(ctx, comer, one);
    const more = await endAttempts(ctx, { ...own, told: own.told && isOwn }, accountKey(ctx, comer, one));
    if (more) missed = missed ? together(missed, more) : more;
  }
  return missed;
}

const together = (one: Missed, other: Missed): Missed => ({
  count: one.count + other.count,
  since: new Date(Math.min(one.since.getTime(), other.since.getTime())),
});

const attemptsKey = ({ tokens }: Ctx, tried: Tried, of: string) =>
  tokens.make('sign-in-attempts', tried === 'password' ? of : `code ${of}`, 1);

const accountKey = (ctx: Ctx, { email }: Comer, tried: Tried) => attemptsKey(ctx, tried, `account ${email}`);

const attemptsOf = (ctx: Ctx, comer: Comer, tried: Tried): Attempts => ({
  key:
    comer.browser === null
      ? accountKey(ctx, comer, tried)
      : attemptsKey(ctx, tried, `browser ${comer.browser}`),
  staffId: comer.staffId,
  told: comer.browser === null,
});

interface LimitFrom {
  networks: NetworkKeys;
  limit: Limit;
}

/** What attempts count towards, whatever the account; commands of an operator count nowhere. */
async function limitFrom(ctx: Ctx): Promise<LimitFrom | null> {
  const { actor } = ctx;
  if (actor.kind === 'system') return null;
  // Who is signed in already and signs in again.
  const networks: NetworkKeys = actor.kind === 'jongere' ? actor.networks : [actor.addressKey];
  const { limits } = (await ctx.roster.current()).settings;
  const limit = { name: 'sign-in-address', most: limits.signInsPerAddress, perSeconds };
  return { networks, limit };
}
