import { z } from 'zod';
import { staffArea } from '#server/access/areas.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { providerSessionSchema } from './claims.ts';

/**
 * Where whoever signs out here also signs out at the provider; null for who did not come in by it, or when it has no such page.
 * Ask before the session ends (OpenID Connect RP-Initiated Logout 1.0).
 */
export async function signOutThere(ctx: Ctx, cookieHeader: string | null): Promise<string | null> {
  may(ctx, 'session.end');
  const token = ctx.sessions.tokenIn(cookieHeader);
  if (!ctx.sso || token === null) return null;
  const session = hashToken(token);
  const [row] = await ctx.sql`select id_token as sealed from sso_sessions where session_id = ${session}`;
  if (!row) return null;
  const { sealed } = z.object({ sealed: z.string() }).parse(row);
  const idToken = ctx.seals.open('sso-id-token', session, sealed);
  return (
    idToken && ctx.sso.provider.signOutUrl(idToken, `${ctx.publicUrl}${staffArea.singleSignOn}/uitgelogd`)
  );
}

/**
 * Ends here what somebody ended at the provider, which tells it by an address that it opens in their browser (OpenID Connect
 * Front-Channel Logout 1.0). Cookies do not come along there: the word of its session is what counts. Entra ID leaves its issuer out.
 */
export async function endedThere(
  ctx: Ctx,
  { issuer, providerSession }: { issuer: string | null; providerSession: string },
): Promise<void> {
  may(ctx, 'session.end');
  // Anybody can open this address, with whatever in it.
  if (!providerSessionSchema.safeParse(providerSession).success) return;
  if (!ctx.sso || (issuer ?? ctx.sso.provider.issuer) !== ctx.sso.provider.issuer) return;
  const ended = z.array(z.object({ staffId: z.uuid() })).parse(
    await write(
      ctx,
      async (w) => w.tx`
        delete from sessions using sso_sessions
        where session_id = sessions.id and provider_session = ${providerSession} returning user_id as "staffId"`,
    ),
  );
  for (const { staffId } of ended)
    logSecurity(ctx, {
      action: 'sign-out',
      object: `account:${staffId}`,
      result: 'done',
      reason: 'sso-provider',
    });
}
