import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';

/** How many of those who wait a message did not reach, so that a time may be held for somebody who does not know. */
export async function countUnreached(ctx: Ctx): Promise<number> {
  may(ctx, 'waiting-list.shortages');
  const [row] = await ctx.sql`
    select count(distinct place.id)::int as count
    from waiting_list place join outbox on outbox.waiting_id = place.id
    where place.ended_at is null and outbox.state = 'permanent-failure'`;
  return z.object({ count: z.int() }).parse(row).count;
}
