import type { Ctx } from '#server/chat/context.ts';
import { readNotes } from './addNote.ts';
import { visible } from './maySee.ts';
import { fromConversations, type SummaryRow, summaryColumns, toSummary } from './summaries.ts';
import type { ConversationDetails } from './types.ts';

type Row = SummaryRow & Pick<ConversationDetails, 'email' | 'phone' | 'reachBy' | 'blocked'>;

/** One conversation with all details for staff; null when there is none or this casemanager may not see it. */
export async function readConversation(ctx: Ctx, conversation: string): Promise<ConversationDetails | null> {
  const { sql } = ctx;
  const [row] = await sql<Row[]>`
    select ${summaryColumns(ctx)}, c.email, c.phone, c.reach_by as "reachBy",
      exists (select from chat_blocks b where b.visitor_key = c.visitor_key) as blocked
    ${fromConversations(sql)} where c.id = ${conversation} and ${visible(ctx)}`;
  if (!row) return null;
  const { email, phone, reachBy, blocked, ...summary } = row;
  const notes = await readNotes(ctx, { conversation });
  return {
    ...toSummary(summary),
    email,
    phone,
    reachBy,
    blocked,
    notes: notes.map(({ id, at, name, text }) => ({ id, at, name, text })),
  };
}
