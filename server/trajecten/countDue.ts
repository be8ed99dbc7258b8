import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';

/** How many of one's own trajecten have a next action that is due today or late. Reads by the index `trajecten_owner`. */
export async function countDue(ctx: Ctx): Promise<number> {
  const { staff: me } = may(ctx, 'traject.read');
  const today = dateInAmsterdam(ctx.clock.now());
  const [row] = await ctx.sql`
    select count(*)::int as due from trajecten
    where owner_id = ${me.id} and closed_at is null and joined_into_id is null and next_on <= ${today}`;
  return z.object({ due: z.number() }).parse(row).due;
}
