import type { Services } from '#server/chat/context.ts';
import { requeue } from './requeue.ts';
import { lostAfterMs } from './rules.ts';
import { serverWasThere } from './serverWasThere.ts';

/**
 * Puts the conversations of a casemanager whose heartbeat stopped two minutes ago at the front of the queue, and tells the
 * jongere. Only when some server has been up for that long: before, casemanagers had no server to reconnect to.
 */
export async function requeueLostChats(services: Services): Promise<void> {
  const { sql, clock } = services;
  const ctx = { ...services, actor: { kind: 'system' } as const };
  const now = clock.now();
  const limit = new Date(now - lostAfterMs).toISOString();
  const isLost = sql`${serverWasThere(sql, now)} and coalesce(
    (select p.seen_at from chat_presence p where p.staff_id = casemanager_id), '-infinity') <= ${limit}`;
  const lost = await sql<{ conversation: string; id: string; firstName: string }[]>`
    select c.id as conversation, s.id, s.first_name as "firstName"
    from chat_conversations c join staff s on s.id = c.casemanager_id where c.status = 'active' and ${isLost}`;
  for (const { conversation, ...from } of lost)
    await requeue(ctx, { conversation, from, why: 'lost', where: sql`and ${isLost}` });
}
