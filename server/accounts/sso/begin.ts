import { staffArea } from '#server/access/areas.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { returnPath } from '#server/accounts/returnPath.ts';
import type { Limit, NetworkKeys } from '#server/kernel/limits/limits.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { SingleSignOn } from './context.ts';
import { keepRequest, requestMs } from './requests.ts';

export type BeginSsoResult =
  /** On to the provider, with the cookie that binds its answer to this browser. */
  | { ok: true; url: string; cookie: string }
  /** There is no single sign-on here. */
  | { ok: false; error: 'none' }
  | { ok: false; error: 'away' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/** Where the provider leads people back to: it knows this address by heart. */
export const callbackUrl = (ctx: Pick<Ctx, 'publicUrl'>): string =>
  `${ctx.publicUrl}${staffArea.singleSignOn}/terug`;

/** Sends somebody to sign in at the provider. `back` is the page that they asked for, `cookies` the header of their browser. */
export async function beginSso(
  ctx: Ctx,
  { back, cookies }: { back: string | null; cookies: string | null },
): Promise<BeginSsoResult> {
  may(ctx, 'session.begin');
  const { sso } = ctx;
  if (!sso) return { ok: false, error: 'none' };
  const { networks, limit } = await limitOf(ctx);
  const counted = await ctx.limits.consumeFrom(networks, limit);
  if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  return leave(ctx, sso, { back, cookies });
}

async function leave(
  ctx: Ctx,
  { provider, cookie }: SingleSignOn,
  { back, cookies }: { back: string | null; cookies: string | null },
): Promise<BeginSsoResult> {
  const expected = provider.newExpected();
  const url = await provider.signInUrl(callbackUrl(ctx), expected);
  if (!url.ok) {
    logSecurity(ctx, { action: 'sign-in', object: 'sso', result: 'refused', reason: `sso-${url.reason}` });
    return { ok: false, error: 'away' };
  }
  // A second tab goes on beside the first one.
  const browser = cookie.tokenIn(cookies) ?? cookie.makeToken();
  await keepRequest(ctx, expected, { browser, returnTo: returnPath(back) });
  return { ok: true, url: url.value, cookie: cookie.cookie(browser, requestMs) };
}

/** Those who come back signed in give their count back. */
export async function limitOf(ctx: Ctx): Promise<{ networks: NetworkKeys; limit: Limit }> {
  const { actor } = ctx;
  const networks: NetworkKeys = actor.kind === 'jongere' ? actor.networks : ['staff'];
  const { limits } = (await ctx.roster.current()).settings;
  return { networks, limit: { name: 'sign-in-sso', most: limits.signInsPerAddress, perSeconds: 15 * 60 } };
}
