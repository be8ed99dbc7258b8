import { and, eq, isNull } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { type BookForResult, bookFor } from '#server/booking/bookFor.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { Ctx as KernelCtx } from '#server/kernel/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { attach } from './attach.ts';
import { findReferral } from './findReferral.ts';
import { endInvitation } from './invite.ts';
import { lockReferral } from './lockReferral.ts';
import { canStill, messagesUnsaid } from './rules.ts';
import type { CloseReferralInput } from './schema.ts';
import { statusOf } from './selectReferrals.ts';

/** Closes a referral of which nothing more is to come, with the reason; a link that stands is ended. */
export async function closeReferral(
  ctx: Ctx,
  id: string,
  { reason, version }: CloseReferralInput,
): Promise<{ ok: true } | NotFound | Changed | TooLate> {
  may(ctx, 'referral.team.settle');
  const result = await findReferral(ctx, 'referral.team.settle', id);
  if (!result.ok) return result;
  return write<{ ok: true } | NotFound | Changed | TooLate, Ctx>(ctx, async (w) => {
    await lockReferral(w, id);
    const again = await findReferral(w.ctx, 'referral.team.settle', id);
    if (!again.ok) return again;
    if (!canStill('settle', statusOf(again.found, ctx.clock.now(), 'team')))
      return { ok: false, error: 'too-late' };
    const tx = w.ctx.db;
    const rows = await tx
      .update(referrals)
      .set({ closedAt: new Date(w.now), closeReason: reason, version: version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, version), isNull(referrals.closedAt)))
      .returning({ id: referrals.id });
    if (rows.length === 0) return w.undo({ ok: false, error: 'changed' });
    await endInvitation(w, id);
    w.record({ about: { kind: 'referral', id }, what: 'closed', details: { reason } });
    return { ok: true };
  });
}

/** What staff choose when they book for somebody who was referred; who it is for stands in the referral. */
export type BookReferralInput = Pick<
  BookForInput,
  'start' | 'location' | 'modality' | 'casemanager' | 'visitAddress' | 'messages'
>;

/**
 * Makes the afspraak for a referral that waits for the team, with somebody of the team. A link that expired is ended. A repeat
 * with the same key gives the same afspraak.
 */
export async function bookReferral(
  ctx: Ctx,
  id: string,
  input: BookReferralInput,
  key: string,
): Promise<BookForResult | TooLate> {
  may(ctx, 'referral.team.settle');
  const result = await findReferral(ctx, 'referral.team.settle', id);
  if (!result.ok) return result;
  const { row } = result.found;
  const { firstName, ageGroup } = row;
  if (firstName === null || ageGroup === null) return { ok: false, error: 'not-found' };
  const order: BookForInput = {
    ...input,
    topic: row.topicId,
    name: firstName,
    ageGroup,
    contact: { email: row.email ?? undefined, phone: row.phone ?? undefined },
    reachBy: row.reachBy ?? undefined,
    messages: input.messages ?? messagesUnsaid,
    language: row.language,
  };
  const isSettled = async (asks: KernelCtx): Promise<boolean> => {
    const now = await findReferral(asks, 'referral.team.settle', id);
    return !now.ok || !canStill('settle', statusOf(now.found, ctx.clock.now(), 'team'));
  };
  const booked = await bookFor(ctx, order, `${id} ${key}`, {
    channel: 'jongerenwerk',
    insists: row.contactOf === 'jongerenwerker',
    also: async (w, appointment) => {
      await lockReferral(w, id);
      if (await isSettled(w.ctx)) return { ok: false, error: 'not-found' };
      await endInvitation(w, id);
      await attach(w, { referral: id, appointment: appointment.id });
      return null;
    },
  });
  if (booked.ok) return booked;
  return (await isSettled(ctx)) ? { ok: false, error: 'too-late' } : booked;
}
