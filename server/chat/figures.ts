import type { TransactionSql } from 'postgres';
import { timeZone } from '#server/kernel/time.ts';

/**
 * Stores the figures of a conversation, which stay when its messages are deleted: numbers, without words or names. Call it in
 * the transaction that closes the conversation. A conversation that is reopened and closed again counts once, as it is last.
 * The length runs from taking to closing; for a conversation that was never taken it is the waiting time.
 */
export async function writeFigures(tx: TransactionSql, conversation: string): Promise<void> {
  await tx`
    insert into chat_figures (id, day, kind, topic_id, close_reason, language, ahead, waited_seconds, length_seconds,
      jongere_messages, staff_messages, rating)
    select c.id, (c.started_at at time zone ${timeZone})::date, c.kind, c.topic_id, c.close_reason, c.language, c.ahead,
      extract(epoch from c.taken_at - c.started_at),
      extract(epoch from c.closed_at - coalesce(c.taken_at, c.started_at)),
      count(m.seq) filter (where m.author = 'jongere'), count(m.seq) filter (where m.author = 'casemanager'),
      c.rating
    from chat_conversations c left join chat_messages m on m.conversation_id = c.id and m.kind = 'text'
    where c.id = ${conversation} group by c.id
    on conflict (id) do update set
      close_reason = excluded.close_reason, waited_seconds = excluded.waited_seconds,
      length_seconds = excluded.length_seconds, jongere_messages = excluded.jongere_messages,
      staff_messages = excluded.staff_messages, rating = excluded.rating`;
}

/** Stores the rating of the jongere in the figures: 1 is sad, 3 is glad. */
export async function rateFigures(tx: TransactionSql, conversation: string, face: number): Promise<void> {
  await tx`update chat_figures set rating = ${face} where id = ${conversation}`;
}
