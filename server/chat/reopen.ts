import { type WriteCtx, write } from '#server/kernel/write.ts';
import { append } from './append.ts';
import type { Changed } from './changed.ts';
import { reopenForMs } from './rules.ts';

/** Reopens a chat that was closed because of silence; it goes to the front of the queue. */
export function reopen(ctx: WriteCtx, conversation: string): Promise<Changed<'closed'>> {
  return write<Changed<'closed'>, WriteCtx>(ctx, async ({ tx, now: at, record, changed }) => {
    const now = Date.parse(at);
    const since = new Date(now - reopenForMs).toISOString();
    const row = await append(tx, {
      conversation,
      now,
      message: { author: 'system', kind: 'reopened' },
      set: tx`, status = 'waiting', closed_at = null, close_reason = null, casemanager_id = null, returned = true,
        waiting_since = ${at}`,
      where: tx`and status = 'closed' and close_reason = 'silent' and closed_at > ${since}`,
    });
    if (!row) return { ok: false, error: 'closed' };
    record({ about: { kind: 'conversation', id: conversation }, what: 'reopened' });
    changed({ messages: [conversation], conversations: [conversation], queue: true });
    return { ok: true, row };
  });
}
