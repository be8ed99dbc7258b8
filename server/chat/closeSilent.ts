import type { Services } from '#server/chat/context.ts';
import { append } from './append.ts';
import { closeConversation } from './closeConversation.ts';
import { askAfterMs, leftAfterMs, lostAfterMs, silentAfterMs } from './rules.ts';
import { serverWasThere } from './serverWasThere.ts';

/**
 * After ten minutes without an answer to the casemanager, asks the jongere whether they are still there; after twenty minutes
 * closes the chat. Closes a waiting conversation when its jongere has been gone for ten minutes. The statement that acts checks
 * each condition again, so whoever wrote in the meantime goes on.
 */
export async function closeSilentChats(services: Services): Promise<void> {
  const { sql, clock, bus } = services;
  const ctx = { ...services, actor: { kind: 'system' } as const };
  const now = clock.now();
  const couldComeBack = serverWasThere(sql, now);
  const before = (ms: number) => new Date(now - ms).toISOString();
  const silent = await sql<{ id: string }[]>`
    select id from chat_conversations where status = 'active' and jongere_turn_at <= ${before(askAfterMs)} and asked_at is null`;
  for (const { id } of silent) {
    const row = await append(sql, {
      conversation: id,
      now,
      message: { author: 'system', kind: 'asked' },
      set: sql`, asked_at = ${before(0)}`,
      where: sql`and status = 'active' and jongere_turn_at <= ${before(askAfterMs)} and asked_at is null`,
    });
    if (row) bus.say({ messages: [id], conversations: [id] });
  }

  const overdue = await sql<{ id: string }[]>`
    select id from chat_conversations
    where status = 'active' and jongere_turn_at <= ${before(silentAfterMs)}
      and asked_at <= ${before(silentAfterMs - askAfterMs)} and ${couldComeBack}`;
  for (const { id } of overdue) {
    const where = sql`and status = 'active' and jongere_turn_at <= ${before(silentAfterMs)} and asked_at is not null`;
    await closeConversation(ctx, { conversation: id, by: 'system', reason: 'silent', where });
  }

  // A crashed process never recorded the disconnect; fall back to its last heartbeat.
  const hasLeft = sql`status = 'waiting' and kind = 'chat' and ${couldComeBack} and (
    jongere_gone_at <= ${before(leftAfterMs)}
    or (jongere_gone_at is null and ${before(leftAfterMs + lostAfterMs)} >= coalesce(
      (select p.seen_at from chat_processes p where p.id = jongere_process), started_at)))`;
  const left = await sql<{ id: string }[]>`select id from chat_conversations where ${hasLeft}`;
  for (const { id } of left) {
    const where = sql`and ${hasLeft}`;
    await closeConversation(ctx, { conversation: id, by: 'system', reason: 'left', where });
  }
}
