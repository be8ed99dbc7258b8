import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/chat/context.ts';
import { readProposalsOf } from '#server/chat/proposal/readProposalsOf.ts';
import { readNotes } from './addNote.ts';
import { fromConversations, type SummaryRow, summaryColumns, toSummary } from './summaries.ts';
import type { ConversationDetails } from './types.ts';

type Row = SummaryRow & Pick<ConversationDetails, 'email' | 'phone' | 'reachBy' | 'blocked'>;

/** One conversation with all details for staff; null when there is none or this casemanager may not see it. */
export async function readConversation(ctx: Ctx, conversation: string): Promise<ConversationDetails | null> {
  may(ctx, 'chat.read');
  const { sql } = ctx;
  const [row] = await sql<Row[]>`
    select ${summaryColumns(ctx)}, c.email, c.phone, c.reach_by as "reachBy",
      exists (select from chat_blocks b where b.visitor_key = c.visitor_key) as blocked
    ${fromConversations(sql)} where c.id = ${conversation} and ${rawScope(ctx, 'chat.read')}`;
  const about = { kind: 'conversation', id: conversation } as const;
  if (!row) {
    notFound(ctx, 'chat.read', about);
    return null;
  }
  viewed(ctx, 'chat.read', about);
  const { email, phone, reachBy, blocked, ...summary } = row;
  const [notes, proposals] = await Promise.all([
    readNotes(ctx, { conversation }),
    readProposalsOf(ctx, conversation),
  ]);
  return {
    ...toSummary(summary),
    email,
    phone,
    reachBy,
    blocked,
    notes: notes.map(({ id, at, name, text }) => ({ id, at, name, text })),
    proposals,
  };
}
