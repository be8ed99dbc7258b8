import type { factorKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Pending } from './pending.ts';

/** Whether whoever's sign-in waits has a factor: of this kind, or any. */
export async function hasFactor(
  ctx: Ctx,
  { staffId }: Pick<Pending, 'staffId'>,
  kind: (typeof factorKinds)[number] | null = null,
): Promise<boolean> {
  may(ctx, 'session.begin');
  const rows = await ctx.sql`
    select from sign_in_factors where staff_id = ${staffId} and kind = coalesce(${kind}, kind) limit 1`;
  return rows.length > 0;
}
