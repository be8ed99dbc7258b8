import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';

/** Whether whoever asks signs in at the provider alone, and has no password to change here. */
export async function signsInElsewhere(ctx: Ctx): Promise<boolean> {
  const { id } = may(ctx, 'account.read').staff;
  const rows = await ctx.sql`
    select from sso_links join staff on staff.id = staff_id where staff.id = ${id} and not keeps_password`;
  return rows.length > 0;
}
