import { and, count, eq, isNull, min } from 'drizzle-orm';
import { conversations } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';

/** Questions that were left in the chat and that nobody took. */
export interface LeftQuestions {
  count: number;
  /** Since when the oldest waits. Epoch ms. */
  oldest: number;
}

/**
 * How many left questions of the gemeente wait, for a coordinator; null for none. What stands in them is for who answers the
 * chat.
 */
export async function countLeftQuestions(ctx: Ctx): Promise<LeftQuestions | null> {
  may(ctx, 'referral.team.open');
  const { status, kind, casemanagerId, waitingSince } = conversations;
  const [found] = await ctx.db
    .select({ count: count(), oldest: min(waitingSince) })
    .from(conversations)
    .where(and(eq(status, 'waiting'), eq(kind, 'question'), isNull(casemanagerId)));
  return found?.oldest ? { count: found.count, oldest: found.oldest.getTime() } : null;
}
