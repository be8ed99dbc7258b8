import type { Services } from '#server/chat/context.ts';
import { requeue } from './requeue.ts';

const minuteMs = 60_000;

/**
 * Puts chats that somebody took, or got from a colleague, and did not answer within the minutes of the settings at the front of
 * the queue, and tells the jongere; the inbox tells the casemanager. A question that was taken is not meant: it may be
 * answered outside the chat.
 */
export async function requeueUnansweredChats(services: Services): Promise<void> {
  const { sql, clock, roster } = services;
  const ctx = { ...services, actor: { kind: 'system' } as const };
  const { settings } = await roster.current();
  const limit = new Date(clock.now() - settings.chat.answerMinutes * minuteMs).toISOString();
  // A process of the release before this one writes an answer without noting that there is one.
  const isUnanswered = sql`c.kind = 'chat' and c.unanswered_since <= ${limit} and not exists (
    select from chat_messages m
    where m.conversation_id = c.id and m.author = 'casemanager' and m.created_at >= c.unanswered_since)`;
  const late = await sql<{ conversation: string; id: string; firstName: string }[]>`
    select c.id as conversation, s.id, s.first_name as "firstName"
    from chat_conversations c join staff s on s.id = c.casemanager_id where c.status = 'active' and ${isUnanswered}`;
  for (const { conversation, ...from } of late)
    await requeue(ctx, {
      conversation,
      from,
      why: 'unanswered',
      where: sql`and unanswered_since <= ${limit}`,
    });
}
