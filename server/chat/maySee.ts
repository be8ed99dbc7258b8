import { rawScope, type StaffAction } from '#server/access/scope.ts';
import type { Ctx } from '#server/chat/context.ts';

/** Whether whoever is signed in may do something with this conversation. */
export async function maySee(
  ctx: Pick<Ctx, 'sql' | 'actor'>,
  action: StaffAction,
  conversation: string,
): Promise<boolean> {
  const rows = await ctx.sql`
    select from chat_conversations c left join staff s on s.id = c.casemanager_id
    where c.id = ${conversation} and ${rawScope(ctx, action)}`;
  return rows.length > 0;
}
