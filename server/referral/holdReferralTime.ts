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

/** Keeps a time while a referral is filled in. What cannot wait may start sooner; then the referral must say why. */
export async function holdReferralTime(
  ctx: Ctx,
  input: HoldInput,
  { urgent }: { urgent: boolean },
): Promise<{ ok: true; hold: Hold } | Invalid | Taken | TooMany> {
  may(ctx, 'referral.make');
  return placeHold(ctx, input, { window: await noticeOf(ctx, urgent), as: 'invited' });
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
