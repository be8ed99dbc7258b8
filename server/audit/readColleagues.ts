import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';

const schema = z.array(z.object({ id: z.string(), name: z.string() }));

/** Everybody who works here or did, by name, to choose from in the log. */
export async function readColleagues(ctx: Ctx): Promise<z.output<typeof schema>> {
  may(ctx, 'audit.read');
  const rows = await ctx.sql`
    select id, first_name || ' ' || last_name as name from staff order by first_name, last_name, id`;
  return schema.parse([...rows]);
}
