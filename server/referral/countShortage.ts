import { sql } from 'drizzle-orm';
import { referralShortages } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';

/** Counts that a referral found nothing to book, so that a coordinator sees where too little is offered. */
export async function countShortage(ctx: Ctx, topicId: string, isUrgent: boolean): Promise<void> {
  const urgentTimes = isUrgent ? 1 : 0;
  await write(ctx, async (w) => {
    const tx = w.ctx.db;
    await tx
      .insert(referralShortages)
      .values({ day: dateInAmsterdam(Date.parse(w.now)), topicId, times: 1, urgentTimes })
      .onConflictDoUpdate({
        target: [referralShortages.day, referralShortages.topicId],
        set: {
          times: sql`${referralShortages.times} + 1`,
          urgentTimes: sql`${referralShortages.urgentTimes} + ${urgentTimes}`,
        },
      });
  });
}
