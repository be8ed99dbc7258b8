import { randomUUID } from 'node:crypto';
import type { Fragment, Sql, TransactionSql } from 'postgres';
import type { MessageRow } from './rows.ts';

/** A message to add. A message of the system has no client id; it gets a random one. */
export interface NewMessage {
  clientId?: string;
  author: MessageRow['author'];
  kind: MessageRow['kind'];
  staffId?: string | null;
  body?: string;
  data?: Record<string, string | number | number[]>;
  danger?: boolean;
  /** The afspraak that was booked from an offer, with the team of its casemanager. */
  appointment?: { id: string; team: string | null };
}

interface Append {
  conversation: string;
  /** Epoch ms. */
  now: number;
  message: NewMessage;
  /** Further assignments to columns of the conversation, beginning with a comma. */
  set?: Fragment;
  /** A condition on the conversation, beginning with `and`. */
  where: Fragment;
}

/**
 * Appends a message and updates its conversation in one statement. The number comes from the row of the conversation, which
 * stays locked until the commit. So numbers have no gaps, and `where` is checked on the current row.
 * Returns null and writes nothing when `where` does not hold.
 * @throws PostgresError 23505 when the conversation has a message with this client id.
 */
export async function append(
  sql: Sql | TransactionSql,
  { conversation, now, message, set, where }: Append,
): Promise<MessageRow | null> {
  const { clientId = randomUUID(), author, kind, staffId = null, body = '', data = {} } = message;
  const { danger = false, appointment } = message;
  const appointmentId = appointment?.id ?? null;
  const at = new Date(now).toISOString();
  const [row] = await sql<{ seq: number }[]>`
    with grown as (
      update chat_conversations set last_seq = last_seq + 1 ${set ?? sql``}
      where id = ${conversation} ${where} returning last_seq
    )
    insert into chat_messages
      (conversation_id, seq, client_id, author, kind, staff_id, body, data, danger, appointment_id, created_at)
    select ${conversation}, last_seq, ${clientId}, ${author}, ${kind}, ${staffId}, ${body},
      ${JSON.stringify(data)}::text::jsonb, ${danger}, ${appointmentId}, ${at}
    from grown returning seq`;
  if (!row) return null;
  const { seq } = row;
  const generation = appointmentId === null ? null : 1;
  return {
    conversation,
    seq,
    clientId,
    author,
    staffId,
    kind,
    body,
    data,
    danger,
    at: now,
    appointmentId,
    generation,
    team: appointment?.team ?? null,
  };
}
