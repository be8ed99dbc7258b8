import { z } from 'zod';
import { conversationStatuses } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';

const linesSchema = z.array(
  z.object({
    isMine: z.boolean(),
    /** Of a casemanager: the first name. */
    name: z.string().nullable(),
    /** Epoch ms. */
    at: z.number(),
    text: z.string(),
  }),
);

/** What was said in a conversation, oldest first, as its jongere reads it on a page. */
export interface OwnConversation {
  isClosed: boolean;
  lines: z.output<typeof linesSchema>;
}

/** So many of the last lines are shown; all of them are in the chat. */
const most = 50;

/** The conversation that a token opens. Reading it so changes nothing, not even what counts as seen: programs open links too. */
export async function readOwnConversation(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; conversation: OwnConversation } | NotFound> {
  may(ctx, 'chat.own');
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [found] = await ctx.sql`
    select id, status from chat_conversations where token_hash = ${hashToken(token)}`;
  if (!found) return { ok: false, error: 'not-found' };
  const { id, status } = z.object({ id: z.uuid(), status: z.enum(conversationStatuses) }).parse(found);
  const rows = await ctx.sql`
    select author = 'jongere' as "isMine", data ->> 'name' as name, extract(epoch from created_at)::float8 * 1000 as at, body as text
    from chat_messages where conversation_id = ${id} and kind = 'text'
    order by seq desc limit ${most}`;
  return {
    ok: true,
    conversation: { isClosed: status === 'closed', lines: linesSchema.parse([...rows]).toReversed() },
  };
}
