import type { Fragment } from 'postgres';
import { type WriteCtx, write } from '#server/kernel/write.ts';
import { append } from './append.ts';
import type { RequeueReason } from './types.ts';

interface Requeue {
  conversation: string;
  /** The casemanager who loses it. */
  from: { id: string; firstName: string };
  why: RequeueReason;
  /** A condition beside "it is still theirs", beginning with `and`. It is looked at under the lock of the conversation. */
  where: Fragment;
}

/**
 * Puts a conversation at the front of the queue, tells of it in the conversation and records it, in one transaction.
 * Returns whether it did: of two who try at once one does, and neither when the casemanager was first.
 */
export function requeue(ctx: WriteCtx, { conversation, from, why, where }: Requeue): Promise<boolean> {
  return write(ctx, async ({ tx, now, record, changed }) => {
    const row = await append(tx, {
      conversation,
      now: Date.parse(now),
      message: { author: 'system', kind: 'requeued', staffId: from.id, data: { name: from.firstName, why } },
      set: tx`, status = 'waiting', returned = true, casemanager_id = null, jongere_turn_at = null, asked_at = null,
        unanswered_since = null`,
      where: tx`and status = 'active' and casemanager_id = ${from.id} ${where}`,
    });
    if (!row) return false;
    record({
      about: { kind: 'conversation', id: conversation },
      what: 'requeued',
      details: { why, from: from.id },
    });
    changed({ messages: [conversation], conversations: [conversation], queue: true });
    return true;
  });
}
