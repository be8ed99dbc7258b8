import type { Services } from '#server/chat/context.ts';
import { append } from './append.ts';
import { lostAfterMs } from './rules.ts';
import { serverWasThere } from './serverWasThere.ts';

/**
 * Puts the conversations of a casemanager whose heartbeat stopped two minutes ago at the front of the queue, and tells the
 * jongere. Only when some server has been up for that long: before, casemanagers had no server to reconnect to.
 */
export async function requeueLostChats({
  sql,
  clock,
  bus,
}: Pick<Services, 'sql' | 'clock' | 'bus'>): Promise<void> {
  const now = clock.now();
  const limit = new Date(now - lostAfterMs).toISOString();
  const couldComeBack = serverWasThere(sql, now);
  const isLost = sql`casemanager_id is not null and ${couldComeBack} and coalesce(
    (select p.seen_at from chat_presence p where p.staff_id = casemanager_id), '-infinity') <= ${limit}`;
  const lost = await sql<{ id: string; name: string }[]>`
    select c.id, s.first_name as name from chat_conversations c join staff s on s.id = c.casemanager_id
    where c.status = 'active' and ${isLost}`;
  for (const { id, name } of lost) {
    const row = await append(sql, {
      conversation: id,
      now,
      message: { author: 'system', kind: 'requeued', data: { name } },
      set: sql`, status = 'waiting', returned = true, casemanager_id = null, jongere_turn_at = null, asked_at = null`,
      where: sql`and status = 'active' and ${isLost}`,
    });
    if (row) bus.say({ messages: [id], conversations: [id], queue: true });
  }
}
