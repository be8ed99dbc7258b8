import { eq } from 'drizzle-orm';
import { staff, teams } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import type { Limit, NetworkKeys } from '#server/kernel/limits/limits.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { type Attempts, beginAttempt, endAttempts, type Missed } from './attempts.ts';
import { browserWords } from './browserWords.ts';
import type { SignInInput } from './schema.ts';

export type SignInResult =
  | {
      ok: true;
      token: string;
      staff: StaffMember;
      /** Values of `Set-Cookie` headers: the session, and that this browser is known from now on. */
      cookies: string[];
      /** How often others failed to sign in to this account since the owner was last told; null when nobody did. */
      missed: Missed | null;
    }
  /** Unknown e-mail, inactive account, no password yet or a wrong one: all the same. */
  | { ok: false; error: 'wrong' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/** What a request says of the browser that somebody signs in with. */
export interface SignInBrowser {
  /** Its `Cookie` header. */
  cookies?: string | null | undefined;
  userAgent?: string | null | undefined;
}

const perSeconds = 15 * 60;
/** Stands for the account of an e-mail address that nobody has: no browser knows it. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * Begins a new session for who knows the password of an active account. A success does not count as an attempt. Who signs
 * in with a browser that they signed in with before has attempts of their own: nobody elsewhere can use them up.
 */
export async function signIn(ctx: Ctx, input: SignInInput, from: SignInBrowser = {}): Promise<SignInResult> {
  may(ctx, 'session.begin');
  const [found] = await ctx.db
    .select({ account: staff, team: { id: teams.id, name: teams.name } })
    .from(staff)
    .leftJoin(teams, eq(teams.id, staff.teamId))
    .where(eq(staff.email, input.email));
  const row = found?.account;
  const browser = ctx.knownBrowsers.find(from.cookies, row?.id ?? nobody);
  const fromHere = browser === null ? await limitFrom(ctx) : null;
  if (fromHere) {
    // The networks first, so that who is refused there uses up nothing of an account.
    const counted = await ctx.limits.consumeFrom(fromHere.networks, fromHere.limit);
    if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  }
  const account = ctx.tokens.make('sign-in-attempts', `account ${input.email}`, 1);
  const attempts: Attempts = {
    key: browser === null ? account : ctx.tokens.make('sign-in-attempts', `browser ${browser}`, 1),
    staffId: row?.id ?? null,
    told: browser === null,
  };
  const begun = await beginAttempt(ctx, attempts);
  // What was typed stays out of the log: people type their password in the wrong field.
  const object = row ? `account:${row.id}` : 'account';
  if (!begun.ok) {
    logSecurity(ctx, { action: 'lock-out', object, result: 'refused' });
    return { ok: false, error: 'too-many', retryAfterSeconds: begun.retryAfterSeconds };
  }

  const stored = row?.active ? row.passwordHash : null;
  const right = await ctx.passwords.verify(input.password, stored);
  if (!right || !found || !row) {
    const reason = row ? (row.active ? 'wrong-password' : 'inactive') : 'unknown';
    logSecurity(ctx, { action: 'sign-in', object, result: 'refused', reason });
    return { ok: false, error: 'wrong' };
  }

  if (fromHere) await ctx.limits.rewardFrom(fromHere.networks, fromHere.limit);
  const missed = await endAttempts(ctx, attempts, account);
  const { id, firstName, lastName, email, roles, organisationId: organisation, roomy } = row;
  const token = await ctx.sessions.begin(id, { missed, browser: browserWords(from.userAgent ?? null) });
  const session = hashToken(token);
  // A password that was changed while this one was looked at opens nothing any more.
  const [still] = await ctx.sql`select from staff where id = ${id} and active and password_hash = ${stored}`;
  if (!still) {
    await ctx.sessions.end(token);
    return { ok: false, error: 'wrong' };
  }
  const signedIn = { id, firstName, lastName, email, roles, team: found.team, organisation, roomy, session };
  logSecurity(ctx, { action: 'sign-in', object, result: 'done' });
  const cookies = [ctx.sessions.cookie(token), ctx.knownBrowsers.cookie(id, browser)];
  return { ok: true, token, staff: signedIn, cookies, missed };
}

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
