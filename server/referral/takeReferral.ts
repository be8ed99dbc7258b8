import { and, eq } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import type { contactResults } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { StaffAction } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { findReferral } from './findReferral.ts';
import { lockReferral } from './lockReferral.ts';
import { canStill, type ReferralAct } from './rules.ts';
import { type ReferralRecord, statusOf } from './selectReferrals.ts';

type Result = { ok: true } | NotFound | Changed | TooLate;

/**
 * Takes up a referral from a chat, or takes it over from a colleague who had it on the page. Of two at once one has it: the other
 * is told that it changed.
 */
export async function takeReferral(ctx: Ctx, id: string, { version }: { version: number }): Promise<Result> {
  const { staff: me } = may(ctx, 'referral.take');
  return change(ctx, id, { action: 'referral.take', act: 'take' }, async (w, { row }) => {
    if (row.takenBy === me.id) return { ok: true };
    if (row.version !== version) return { ok: false, error: 'changed' };
    const tx = w.ctx.db;
    await tx
      .update(referrals)
      .set({ takenBy: me.id, takenAt: new Date(w.now), version: version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, version)));
    w.record({ about: { kind: 'referral', id }, what: 'taken' });
    return { ok: true };
  });
}

/** Whoever took it up notes whether they reached the jongere: a status, and no words. */
export async function noteContact(
  ctx: Ctx,
  id: string,
  { contact, version }: { contact: (typeof contactResults)[number]; version: number },
): Promise<Result> {
  const { staff: me } = may(ctx, 'referral.contact');
  return change(ctx, id, { action: 'referral.contact', act: 'note-contact' }, async (w, { row }) => {
    if (row.takenBy !== me.id) return { ok: false, error: 'changed' };
    if (row.contact === contact) return { ok: true };
    if (row.version !== version) return { ok: false, error: 'changed' };
    const tx = w.ctx.db;
    await tx
      .update(referrals)
      .set({ contact, contactAt: new Date(w.now), version: version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, version)));
    w.record({ about: { kind: 'referral', id }, what: 'contact-noted', details: { contact } });
    return { ok: true };
  });
}

/** Under the lock of the referral: the jongere may take it back at this moment. */
async function change(
  ctx: Ctx,
  id: string,
  { action, act }: { action: StaffAction; act: ReferralAct },
  carryOut: (w: Write<Ctx>, found: ReferralRecord) => Promise<Result>,
): Promise<Result> {
  const result = await findReferral(ctx, action, id);
  if (!result.ok) return result;
  return write<Result, Ctx>(ctx, async (w) => {
    await lockReferral(w, id);
    const again = await findReferral(w.ctx, action, id);
    if (!again.ok) return again;
    if (!canStill(act, statusOf(again.found, ctx.clock.now(), 'organisation')))
      return { ok: false, error: 'too-late' };
    return carryOut(w, again.found);
  });
}
