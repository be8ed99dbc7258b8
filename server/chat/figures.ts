import type { TransactionSql } from 'postgres';
import { timeZone } from '#server/kernel/time.ts';

/**
 * Keeps what remains of a conversation when it is forgotten: numbers, and nothing of what was said or by whom. Call it
 * in the transaction that closes it; one that went on and closes again is counted once, as it is then.
 * The length is that of the talk, from when it was taken; of who was never taken, how long they waited.
 */
export async function writeFigures(tx: TransactionSql, conversation: string): Promise<void> {
  await tx`
    insert into chat_figures (id, day, kind, close_reason, language, ahead, waited_seconds, length_seconds,
      jongere_messages, staff_messages, rating)
    select c.id, (c.started_at at time zone ${timeZone})::date, c.kind, c.close_reason, c.language, c.ahead,
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

/** Counts how the jongere found it: 1 is sad, 3 is glad. */
export async function rateFigures(tx: TransactionSql, conversation: string, face: number): Promise<void> {
  await tx`update chat_figures set rating = ${face} where id = ${conversation}`;
}
