import { eq } from 'drizzle-orm';
import { referralInvitations, referrals } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { invitationToken } from './invite.ts';
import { type ReferralRecord, selectReferrals } from './selectReferrals.ts';

/**
 * Why a link opens nothing any more: an afspraak was made with it, its days are over, who referred took it back, the jongere took
 * it off, or it was ended in another way: the team closed it, or there is a newer link.
 */
export interface InvitationOver {
  ok: false;
  error: 'used' | 'expired' | 'withdrawn' | 'detached' | 'ended';
}

/** The referral that the link of an invitation opens. Unknown, forgotten and made under another secret look the same. */
export async function findInvitation(
  ctx: Ctx,
  token: string,
): Promise<
  | { ok: true; found: ReferralRecord; invitation: { id: string; expiresAt: number } }
  | NotFound
  | InvitationOver
> {
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [invitation] = await ctx.db
    .select()
    .from(referralInvitations)
    .where(eq(referralInvitations.tokenHash, hashToken(token)));
  if (!invitation || invitationToken(ctx, invitation.id) !== token) return { ok: false, error: 'not-found' };
  const [found] = await selectReferrals(ctx, eq(referrals.id, invitation.referralId), 1);
  if (!found) return { ok: false, error: 'not-found' };
  if (invitation.usedAt !== null) return { ok: false, error: 'used' };
  if (found.row.withdrawnAt !== null) return { ok: false, error: 'withdrawn' };
  if (found.row.closeReason === 'detached') return { ok: false, error: 'detached' };
  if (invitation.endedAt !== null) return { ok: false, error: 'ended' };
  const expiresAt = invitation.expiresAt.getTime();
  if (ctx.clock.now() >= expiresAt) return { ok: false, error: 'expired' };
  return { ok: true, found, invitation: { id: invitation.id, expiresAt } };
}
