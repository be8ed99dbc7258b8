import type { Services } from '#server/chat/context.ts';
import { append } from './append.ts';
import type { Changed } from './changed.ts';
import { reopenForMs } from './rules.ts';

/** Reopens a chat that was closed because of silence; it goes to the front of the queue. */
export async function reopen(
  { sql, clock, bus }: Pick<Services, 'sql' | 'clock' | 'bus'>,
  conversation: string,
): Promise<Changed<'closed'>> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  const since = new Date(now - reopenForMs).toISOString();
  const row = await append(sql, {
    conversation,
    now,
    message: { author: 'system', kind: 'reopened' },
    set: sql`, status = 'waiting', closed_at = null, close_reason = null, casemanager_id = null, returned = true,
      waiting_since = ${at}`,
    where: sql`and status = 'closed' and close_reason = 'silent' and closed_at > ${since}`,
  });
  if (!row) return { ok: false, error: 'closed' };
  bus.say({ messages: [conversation], conversations: [conversation], queue: true });
  return { ok: true, row };
}
