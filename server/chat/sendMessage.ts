import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { auditRow } from '#server/kernel/auditRow.ts';
import { isDouble } from '#server/kernel/isDouble.ts';
import { pointsToDanger } from './danger.ts';
import type { Refused, Sent } from './events.ts';
import type { MessageRow } from './rows.ts';
import type { SendInput } from './schema.ts';

/** `row` is the new message. A repeat writes nothing and gets the ack of the first, whose text stays. */
export type SendResult = { ok: true; sent: Sent; row: MessageRow | null } | ({ ok: false } & Refused);

/** A refusal as the client is told. */
export function refusalOf({ ok: _, ...refused }: Extract<SendResult, { ok: false }>): Refused {
  return refused;
}

// The two statements that carry all that is said. They do what `append.ts` does, each written out: putting a statement
// together anew for each message costs as much as the rest of the work on it.

/** Stores a message of the jongere, unless the conversation is closed. */
export function sendAsJongere(
  { sql, clock, roster }: Pick<Ctx, 'sql' | 'clock' | 'roster'>,
  conversation: string,
  { clientId, body }: SendInput,
): Promise<SendResult> {
  const at = clock.now();
  // As it was last read: a message waits for no look at the settings.
  const danger = pointsToDanger(body, roster.known()?.settings.chat.dangerWords);
  return once({ sql }, conversation, clientId, async () => {
    const [row] = await sql<{ seq: number }[]>`
      with grown as (
        update chat_conversations
        set last_seq = last_seq + 1, jongere_turn_at = null, asked_at = null, danger = danger or ${danger}
        where id = ${conversation} and status <> 'closed' returning last_seq
      )
      insert into chat_messages (conversation_id, seq, client_id, author, kind, body, danger, created_at)
      select ${conversation}, last_seq, ${clientId}, 'jongere', 'text', ${body}, ${danger}, ${new Date(at).toISOString()}
      from grown returning seq`;
    return row
      ? textRow({
          conversation,
          seq: row.seq,
          clientId,
          author: 'jongere',
          staffId: null,
          body,
          data: {},
          danger,
          at,
        })
      : null;
  });
}

/** Stores a message of the casemanager to whom the conversation is assigned. */
export async function sendAsStaff(
  { sql, clock, actor, door }: Pick<Ctx, 'sql' | 'clock' | 'actor' | 'door'>,
  conversation: string,
  { clientId, body }: SendInput,
): Promise<SendResult> {
  const { id, firstName } = may({ actor }, 'chat.write').staff;
  const at = clock.now();
  const about = { kind: 'conversation', id: conversation };
  const { session } = auditRow({ actor, door }, '', { kind: 'changed', action: 'message-sent', about });
  const data = { name: firstName };
  return once({ sql }, conversation, clientId, async () => {
    const [row] = await sql<{ seq: number }[]>`
      with grown as (
        update chat_conversations
        set last_seq = last_seq + 1, jongere_turn_at = coalesce(jongere_turn_at, ${new Date(at).toISOString()}),
          unanswered_since = null
        where id = ${conversation} and status = 'active' and casemanager_id = ${id} returning last_seq
      ), audited as (
        insert into audit (at, kind, action, object_kind, object_id, result, actor, staff_id, session, door)
        select ${new Date(at).toISOString()}, 'changed', 'message-sent', 'conversation', ${conversation}, 'done', 'staff',
          ${id}, ${session}, ${door} from grown
      )
      insert into chat_messages (conversation_id, seq, client_id, author, kind, staff_id, body, data, created_at)
      select ${conversation}, last_seq, ${clientId}, 'casemanager', 'text', ${id}, ${body},
        ${JSON.stringify(data)}::text::jsonb, ${new Date(at).toISOString()}
      from grown returning seq`;
    return row
      ? textRow({
          conversation,
          seq: row.seq,
          clientId,
          author: 'casemanager',
          staffId: id,
          body,
          data,
          danger: false,
          at,
        })
      : null;
  });
}

const textRow = (row: Omit<MessageRow, 'kind' | 'appointmentId' | 'generation' | 'team'>): MessageRow => ({
  ...row,
  kind: 'text',
  appointmentId: null,
  team: null,
  generation: null,
});

/** Inserts a message unless one with its client id exists. */
export async function once(
  { sql }: Pick<Ctx, 'sql'>,
  conversation: string,
  clientId: string,
  write: () => Promise<MessageRow | null>,
): Promise<SendResult> {
  const row = await write().catch((error: unknown) => {
    if (isDouble(error)) return null;
    throw error;
  });
  if (row) return { ok: true, sent: { seq: row.seq, at: row.at }, row };
  const [found] = await sql<{ status: string; seq: number | null; at: number }[]>`
    select c.status, m.seq, (extract(epoch from m.created_at) * 1000)::float8 as at
    from chat_conversations c left join chat_messages m on m.conversation_id = c.id and m.client_id = ${clientId}
    where c.id = ${conversation}`;
  if (found && found.seq !== null) return { ok: true, sent: { seq: found.seq, at: found.at }, row: null };
  if (!found) return { ok: false, error: 'not-found' };
  return { ok: false, error: found.status === 'closed' ? 'closed' : 'not-open' };
}
