import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';

const rowsSchema = z.array(z.object({ id: z.uuid(), casemanager: z.uuid().nullable() }));
/** A left question that nobody answered yet, and who has it. */
export type LongQuestion = z.output<typeof rowsSchema>[number];

/** The left questions that wait since an instant (ISO 8601) or longer, longest first. */
export async function readLongQuestions(sql: Sql | TransactionSql, since: string): Promise<LongQuestion[]> {
  const rows = await sql`
    select id, casemanager_id as casemanager from chat_conversations
    where kind = 'question' and (status = 'waiting' or (status = 'active' and unanswered_since is not null))
      and waiting_since <= ${since}
    order by waiting_since, id`;
  return rowsSchema.parse([...rows]);
}
