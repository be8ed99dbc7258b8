import { may } from '#server/access/may.ts';
import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findHold } from '#server/booking/findHold.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import type { HoldInput } from '#server/booking/schema.ts';
import type { Hold, HoldExpired, Invalid, Taken, TooMany } from '#server/booking/types.ts';
import { noticeOf } from './noticeOf.ts';
import type { ReferTogetherInput } from './schema.ts';

const minute = 60_000;
const urgentHolds = { name: 'urgent-holds', most: 20, perSeconds: 3600 };

/** Keeps a time while a referral is filled in. What cannot wait may start sooner; then the referral must say why. */
export async function holdReferralTime(
  ctx: Ctx,
  input: HoldInput,
  { urgent }: { urgent: boolean },
): Promise<{ ok: true; hold: Hold } | Invalid | Taken | TooMany> {
  const { staff: me } = may(ctx, 'referral.make');
  // Nobody else may have these times yet, so who holds them without referring anybody is soon told to stop.
  const counted = urgent ? await ctx.limits.consume(urgentHolds, me.id) : { ok: true as const };
  if (!counted.ok)
    return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
  return placeHold(ctx, input, { window: await noticeOf(ctx, urgent), as: 'together' });
}

/**
 * Whether a referral may have the time that it holds: one at a shorter notice is for what cannot wait. A hold stands twice
 * its minutes at most, so a time that was free for everybody has no shorter notice than that leaves.
 */
export async function checkHold(
  ctx: Ctx,
  { hold, urgent }: Pick<ReferTogetherInput, 'hold' | 'urgent'>,
): Promise<{ ok: true } | Taken | HoldExpired> {
  if (hold === undefined || urgent !== undefined) return { ok: true };
  const found = await findHold(ctx, hold);
  if (!found.ok) return { ok: true };
  const roster = await ctx.roster.current();
  const { now, noticeMinutes } = bookingWindow(roster, ctx.clock.now());
  const soonest = now + (noticeMinutes - 2 * roster.settings.holdMinutes) * minute;
  if (found.hold.start >= soonest) return { ok: true };
  return { ok: false, error: 'taken', reason: 'too-soon', alternatives: [] };
}
