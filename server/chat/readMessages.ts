import type { Ctx } from '#server/chat/context.ts';
import { type MessageRow, messageColumns, withAppointment } from './rows.ts';
import { pageSize } from './rules.ts';

interface PageRows {
  /** In order. */
  rows: MessageRow[];
  /** Whether there are more messages in that direction. */
  more: boolean;
}

/** The messages after a number, in order. With null the newest page; `more` then tells of older messages. */
export async function readAfter(
  ctx: Pick<Ctx, 'sql'>,
  conversation: string,
  after: number | null,
): Promise<PageRows> {
  if (after === null) return readBefore(ctx, conversation, null);
  const { sql } = ctx;
  const rows = await sql<MessageRow[]>`
    select ${messageColumns(sql)} from chat_messages m ${withAppointment(sql)}
    where m.conversation_id = ${conversation} and m.seq > ${after} order by m.seq limit ${pageSize + 1}`;
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize };
}

/** The page of messages before a number, in order; with null the newest page. */
export async function readBefore(
  { sql }: Pick<Ctx, 'sql'>,
  conversation: string,
  before: number | null,
): Promise<PageRows> {
  const rows = await sql<MessageRow[]>`
    select ${messageColumns(sql)} from chat_messages m ${withAppointment(sql)}
    where m.conversation_id = ${conversation} and m.seq < ${before ?? 2_147_483_647}
    order by m.seq desc limit ${pageSize + 1}`;
  return { rows: rows.slice(0, pageSize).toReversed(), more: rows.length > pageSize };
}

/** Most messages per conversation when several are read at once. */
export const mostGrown = 200;

/**
 * The new messages of several conversations, in order, each after its last known number; at most `mostGrown` per conversation.
 * A lateral join uses the index for each conversation; a plan for all of them at once might read the whole table.
 */
export function readGrown(
  { sql }: Pick<Ctx, 'sql'>,
  known: readonly { conversation: string; last: number }[],
): Promise<MessageRow[]> {
  return sql<MessageRow[]>`
    select m.* from unnest(
      ${known.map(({ conversation }) => conversation)}::uuid[], ${known.map(({ last }) => last)}::int[]
    ) as have (id, last) cross join lateral (
      select ${messageColumns(sql)} from chat_messages m ${withAppointment(sql)}
      where m.conversation_id = have.id and m.seq > have.last order by m.seq limit ${mostGrown}
    ) m`;
}
