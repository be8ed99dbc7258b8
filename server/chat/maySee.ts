import type { Fragment } from 'postgres';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/chat/context.ts';

/**
 * The conversations that a casemanager may see, as a condition on `chat_conversations c` with its casemanager joined as `s`:
 * waiting ones, those assigned to them or their team, and closed ones that were never assigned.
 */
export function visible({ sql, actor }: Pick<Ctx, 'sql' | 'actor'>): Fragment {
  const { id, team } = staffOf({ actor });
  return sql`(c.casemanager_id is null or c.casemanager_id = ${id} or s.team_id = ${team?.id ?? null})`;
}

/** Whether whoever is signed in may see this conversation. */
export async function maySee(ctx: Pick<Ctx, 'sql' | 'actor'>, conversation: string): Promise<boolean> {
  const rows = await ctx.sql`
    select from chat_conversations c left join staff s on s.id = c.casemanager_id
    where c.id = ${conversation} and ${visible(ctx)}`;
  return rows.length > 0;
}
