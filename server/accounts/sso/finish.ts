import { may } from '#server/access/may.ts';
import { browserWords } from '#server/accounts/browserWords.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { limitOf } from './begin.ts';
import type { Answer } from './provider.ts';
import { takeRequest } from './requests.ts';
import { type Refusal, settlePerson } from './settlePerson.ts';

export type FinishSsoResult =
  | { ok: true; returnTo: string; cookies: string[] }
  | { ok: false; error: FinishSsoError };

export type FinishSsoError =
  /** There is no single sign-on here. */
  | 'none'
  /** An answer to nothing that this browser asked: used before, too late, or begun elsewhere. */
  | 'over'
  | 'away'
  /** The provider, or the person there, said no. */
  | 'denied'
  /** What came back does not hold. */
  | 'invalid'
  /** They did not sign in there in one of the ways that are asked for. */
  | 'weak'
  | Refusal;

interface Browser {
  /** Its `Cookie` header. */
  cookies: string | null;
  userAgent: string | null;
}

/**
 * Begins a session for who comes back from the provider, by the address with which they do. An answer counts once, in the browser
 * that asked for it. A second factor is for the provider to ask (decision 0055).
 */
export async function finishSso(ctx: Ctx, address: URL, from: Browser): Promise<FinishSsoResult> {
  may(ctx, 'session.begin');
  const { sso } = ctx;
  if (!sso) return { ok: false, error: 'none' };
  const [state = '', ...more] = address.searchParams.getAll('state');
  const browser = sso.cookie.tokenIn(from.cookies);
  const request = browser !== null && more.length === 0 ? await takeRequest(ctx, { state, browser }) : null;
  if (!request) return refuse(ctx, 'over');
  const taken = await sso.provider.takeAnswer(address, request);
  if (!taken.ok) return refuse(ctx, taken.error, taken.reason);
  const { claims } = taken.value;
  const { acrValues, issuer } = sso.provider;
  if (acrValues.length > 0 && !acrValues.includes(claims.acr ?? '')) return refuse(ctx, 'weak');
  const settled = await settlePerson(ctx, claims, issuer);
  if (!settled.ok) return refuse(ctx, settled.error, settled.error, settled.staffId);
  const token = await beginSession(ctx, settled.staffId, { answer: taken.value, issuer, from });
  if (token === null) return refuse(ctx, 'ended', 'ended', settled.staffId);
  const { networks, limit } = await limitOf(ctx);
  await ctx.limits.rewardFrom(networks, limit);
  logSecurity(ctx, {
    action: 'sign-in',
    object: `account:${settled.staffId}`,
    result: 'done',
    reason: 'sso',
  });
  return {
    ok: true,
    returnTo: request.returnTo,
    cookies: [ctx.sessions.cookie(token), sso.cookie.emptyCookie()],
  };
}

function refuse(ctx: Ctx, error: FinishSsoError, reason: string = error, staffId?: string): FinishSsoResult {
  const object = staffId === undefined ? 'sso' : `account:${staffId}`;
  logSecurity(ctx, { action: 'sign-in', object, result: 'refused', reason: `sso-${reason}` });
  return { ok: false, error };
}

/** A session that the provider can end. Null, and no session, when the account or its link ended meanwhile. */
async function beginSession(
  ctx: Ctx,
  staffId: string,
  { answer, issuer, from }: { answer: Answer; issuer: string; from: Browser },
): Promise<string | null> {
  const { claims, idToken, refreshToken } = answer;
  const token = await ctx.sessions.begin(staffId, { browser: browserWords(from.userAgent) });
  const session = hashToken(token);
  // Tokens open doors at the provider, so the database alone must not do.
  const sealed = {
    idToken: ctx.seals.seal('sso-id-token', session, idToken),
    refreshToken: refreshToken && ctx.seals.seal('sso-refresh-token', session, refreshToken),
  };
  const isTheirs = await write(ctx, async (w): Promise<boolean> => {
    const still = await w.tx`
      select from staff join sso_links on sso_links.staff_id = staff.id
      where staff.id = ${staffId} and staff.active and issuer = ${issuer} and subject = ${claims.sub} for share of staff`;
    if (still.length === 0) return false;
    await w.tx`
      insert into sso_sessions (session_id, provider_session, id_token, refresh_token, checked_at)
      values (${session}, ${claims.sid ?? null}, ${sealed.idToken}, ${sealed.refreshToken}, ${w.now})`;
    return true;
  });
  if (isTheirs) return token;
  await ctx.sessions.end(token);
  return null;
}
