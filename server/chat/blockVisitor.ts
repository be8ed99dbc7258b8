import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/chat/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';

/** From now until midnight the browser of this conversation can start no chat and leave no question. */
export async function blockVisitor(ctx: Ctx, conversation: string): Promise<void> {
  const { id } = may(ctx, 'chat.block').staff;
  return write<void, Ctx>(ctx, async ({ tx, record }) => {
    const rows = await tx`
      insert into chat_blocks (visitor_key, day, staff_id)
      select c.visitor_key, ${dateInAmsterdam(ctx.clock.now())}, ${id}
      from chat_conversations c left join staff s on s.id = c.casemanager_id
      where c.id = ${conversation} and c.visitor_key is not null and ${rawScope(ctx, 'chat.block')}
      on conflict do nothing returning day`;
    if (rows.length > 0) record({ about: { kind: 'conversation', id: conversation }, what: 'blocked' });
  });
}

/** Whether somebody of staff blocked this browser today. */
export async function isBlocked(
  { sql, clock }: Pick<Ctx, 'sql' | 'clock'>,
  visitorKey: string,
): Promise<boolean> {
  const rows = await sql`
    select from chat_blocks where day = ${dateInAmsterdam(clock.now())} and visitor_key = ${visitorKey}`;
  return rows.length > 0;
}
