import { and, eq, isNull } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { findReferral } from './findReferral.ts';
import { endInvitation } from './invite.ts';
import { lockReferral } from './lockReferral.ts';
import { canStill } from './rules.ts';
import type { WithdrawReferralInput } from './schema.ts';
import { statusOf } from './selectReferrals.ts';

/** Takes a referral back; its link opens nothing any more. An afspraak that stands is the jongere's, and stays. */
export async function withdrawReferral(
  ctx: Ctx,
  id: string,
  { reason, version }: WithdrawReferralInput,
): Promise<{ ok: true } | NotFound | Changed | TooLate> {
  may(ctx, 'referral.withdraw');
  const result = await findReferral(ctx, 'referral.withdraw', id);
  if (!result.ok) return result;
  return write<{ ok: true } | NotFound | Changed | TooLate, Ctx>(ctx, async (w) => {
    // Under the lock: the jongere may book with the link at this moment.
    await lockReferral(w, id);
    const again = await findReferral(w.ctx, 'referral.withdraw', id);
    if (!again.ok) return again;
    if (!canStill('withdraw', statusOf(again.found, ctx.clock.now(), 'organisation')))
      return { ok: false, error: 'too-late' };
    const tx = w.ctx.db;
    const rows = await tx
      .update(referrals)
      .set({ withdrawnAt: new Date(w.now), withdrawnReason: reason, version: version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, version), isNull(referrals.withdrawnAt)))
      .returning({ id: referrals.id });
    if (rows.length === 0) return w.undo({ ok: false, error: 'changed' });
    await endInvitation(w, id);
    w.record({ about: { kind: 'referral', id }, what: 'withdrawn' });
    return { ok: true };
  });
}
