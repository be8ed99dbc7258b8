import type { Fragment } from 'postgres';
import type { Services } from '#server/chat/context.ts';
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
export async function closeConversation(
  { sql, clock, bus }: Pick<Services, 'sql' | 'clock' | 'bus'>,
  { conversation, by, reason, staffId, where, set }: Close,
): Promise<MessageRow | null> {
  const now = clock.now();
  const at = new Date(now).toISOString();
  const row = await sql.begin(async (tx) => {
    const closed = await append(tx, {
      conversation,
      now,
      message: { author: 'system', kind: 'closed', staffId: staffId ?? null, data: { by, reason } },
      set: tx`, status = 'closed', closed_at = ${at}, close_reason = ${reason}, jongere_turn_at = null, asked_at = null ${set ?? tx``}`,
      where: tx`and status <> 'closed' ${where ?? tx``}`,
    });
    if (closed) await writeFigures(tx, conversation);
    return closed;
  });
  if (row) bus.say({ messages: [conversation], conversations: [conversation], queue: true });
  return row;
}
