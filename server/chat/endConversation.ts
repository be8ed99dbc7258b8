import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import type { WriteCtx } from '#server/kernel/write.ts';
import { type Close, closeConversation } from './closeConversation.ts';
import type { AnswerWay } from './schema.ts';

/** Ends the chat for the jongere. A question that was left stays open to be answered. Does nothing when it was closed. */
export async function endAsJongere(ctx: WriteCtx, conversation: string): Promise<void> {
  const { sql } = ctx;
  const leave = () =>
    closeConversation(ctx, {
      conversation,
      by: 'jongere',
      reason: 'left',
      where: sql`and status = 'waiting' and kind = 'chat'`,
    });
  if (await leave()) return;
  const ended = await closeConversation(ctx, {
    conversation,
    by: 'jongere',
    reason: 'ended',
    where: sql`and status = 'active'`,
  });
  // The conversation may have gone back to the queue between the two statements.
  if (!ended) await leave();
}

/** The same by token alone, for a page that is being closed (a beacon). */
export async function endByToken(ctx: WriteCtx, token: string): Promise<void> {
  if (!looksLikeToken(token)) return;
  const [row] = await ctx.sql<{ id: string }[]>`
    select id from chat_conversations where token_hash = ${hashToken(token)}`;
  if (row) await endAsJongere(ctx, row.id);
}

/** The result of ending by a casemanager; `not-found` when it is not theirs to end, or is closed. */
type Ended = { ok: true } | { ok: false; error: 'not-found' };

async function closeAsStaff(
  ctx: Ctx,
  staffId: string,
  conversation: string,
  close: Required<Pick<Close, 'reason' | 'where'>> & Pick<Close, 'set'>,
): Promise<Ended> {
  const row = await closeConversation(ctx, {
    conversation,
    by: 'casemanager',
    staffId,
    ...close,
  });
  return row ? { ok: true } : { ok: false, error: 'not-found' };
}

/** Ends the chat for the casemanager to whom it is assigned. */
export async function endAsStaff(ctx: Ctx, conversation: string): Promise<Ended> {
  const { id } = may(ctx, 'chat.end').staff;
  const { sql } = ctx;
  return closeAsStaff(ctx, id, conversation, {
    reason: 'ended',
    set: sql`, answered_by = case when kind = 'question' then 'chat'::chat_answer_way end`,
    where: sql`and status = 'active' and casemanager_id = ${id}`,
  });
}

/** Closes a question that was answered outside the chat, by mail or telephone. */
export async function markAnswered(ctx: Ctx, conversation: string, how: AnswerWay): Promise<Ended> {
  const { id } = may(ctx, 'chat.end').staff;
  const { sql } = ctx;
  return closeAsStaff(ctx, id, conversation, {
    reason: 'answered',
    set: sql`, answered_by = ${how}, casemanager_id = ${id}, taken_at = coalesce(taken_at, ${new Date(ctx.clock.now()).toISOString()})`,
    where: sql`and kind = 'question' and (status = 'waiting' or casemanager_id = ${id})`,
  });
}

/** Closes the conversation of a browser that was blocked, unless it is assigned to a colleague: only they may end it. */
export async function endBlocked(ctx: Ctx, conversation: string): Promise<Ended> {
  const { id } = may(ctx, 'chat.block').staff;
  return closeAsStaff(ctx, id, conversation, {
    reason: 'blocked',
    where: ctx.sql`and (status = 'waiting' or casemanager_id = ${id})`,
  });
}
