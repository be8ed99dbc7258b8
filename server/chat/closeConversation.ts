import type { Fragment } from 'postgres';
import { type WriteCtx, write } from '#server/kernel/write.ts';
import { append } from './append.ts';
import { writeFigures } from './figures.ts';
import type { MessageRow } from './rows.ts';
import type { CloseReason, Side } from './types.ts';

export interface Close {
  conversation: string;
  by: Side | 'system';
  reason: CloseReason;
  staffId?: string;
  /** A condition beside "not closed yet", beginning with `and`. */
  where?: Fragment;
  set?: Fragment;
}

/** Closes a conversation and stores its figures. Null when it was closed already or `where` does not hold. */
export function closeConversation(
  ctx: WriteCtx,
  { conversation, by, reason, staffId, where, set }: Close,
): Promise<MessageRow | null> {
  return write(ctx, async ({ tx, now: at, record, changed }) => {
    const now = Date.parse(at);
    const closed = await append(tx, {
      conversation,
      now,
      message: { author: 'system', kind: 'closed', staffId: staffId ?? null, data: { by, reason } },
      set: tx`, status = 'closed', closed_at = ${at}, close_reason = ${reason}, jongere_turn_at = null, asked_at = null,
        unanswered_since = null ${set ?? tx``}`,
      where: tx`and status <> 'closed' ${where ?? tx``}`,
    });
    if (!closed) return null;
    await writeFigures(tx, conversation);
    record({ about: { kind: 'conversation', id: conversation }, what: 'closed', details: { reason } });
    changed({ messages: [conversation], conversations: [conversation], queue: true });
    return closed;
  });
}
