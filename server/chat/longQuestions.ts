import type { Fragment, Sql, TransactionSql } from 'postgres';
import { z } from 'zod';

/**
 * Left questions of which the last word is the jongere's since an instant (ISO 8601) or longer, as a part of a statement: `id`,
 * `casemanager_id`, and since when they wait for a word (`since`). That a question came back to the queue makes it wait no longer.
 */
export const longQuestions = (sql: Sql | TransactionSql, until: string): Fragment => sql`
  select c.id, c.casemanager_id, asked.since
  from chat_conversations c
  cross join lateral (
    select min(m.created_at) as since from chat_messages m
    where m.conversation_id = c.id and m.author = 'jongere' and m.kind = 'text' and m.seq > coalesce((
      select max(said.seq) from chat_messages said
      where said.conversation_id = c.id and said.author = 'casemanager' and said.kind in ('text', 'offer')), 0)) asked
  where c.kind = 'question' and c.status <> 'closed' and asked.since <= ${until}`;

const rowsSchema = z.array(
  z.object({ id: z.uuid(), casemanager: z.uuid().nullable(), since: z.number().transform(Math.round) }),
);
/** A left question that waits for a word: who has it, and since when (epoch ms). */
export type LongQuestion = z.output<typeof rowsSchema>[number];

/** The left questions that wait for a word since an instant (ISO 8601) or longer, longest first. */
export async function readLongQuestions(sql: Sql | TransactionSql, until: string): Promise<LongQuestion[]> {
  const rows = await sql`
    select id, casemanager_id as casemanager, extract(epoch from since)::float8 * 1000 as since
    from (${longQuestions(sql, until)}) as questions order by since, id`;
  return rowsSchema.parse([...rows]);
}
