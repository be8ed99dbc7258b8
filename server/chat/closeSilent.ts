import type { Services } from '#server/kernel/context.ts';
import { append } from './append.ts';
import { closeConversation } from './closeConversation.ts';
import { askAfterMs, leftAfterMs, lostAfterMs, silentAfterMs } from './rules.ts';
import { serverWasThere } from './serverWasThere.ts';

type Live = Pick<Services, 'sql' | 'clock' | 'bus'>;

/**
 * Asks who is silent for ten minutes after a word of the casemanager whether they are still there, ends the chat after
 * twenty, and ends the waiting of who is gone for ten. Each is looked at again in the statement that acts: who spoke
 * meanwhile goes on.
 */
export async function closeSilentChats(ctx: Live): Promise<void> {
  const { sql, clock, bus } = ctx;
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

  // Of who was connected to a process that died, it said nothing any more: what it was heard of last counts.
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
