import { urgentWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { BookingWindow } from '#server/slots/types.ts';

/** What may be booked for a referral: what cannot wait may start sooner; undefined for the ordinary notice. */
export async function noticeOf(ctx: Ctx, isUrgent: boolean): Promise<BookingWindow | undefined> {
  return isUrgent ? urgentWindow(await ctx.roster.current(), ctx.clock.now()) : undefined;
}
