import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { languages, reachWays } from '#db/schema/words.ts';

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    language: z.enum(languages),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    reachBy: z.enum(reachWays).nullable(),
    /** The number of the answer. */
    seq: z.number().int(),
    /** Since when the jongere is not there. Epoch ms. */
    goneAt: z.number().transform(Math.round),
  }),
);
/** An answer in a conversation that began with a left question, and that the jongere did not see. */
export type UnreadAnswer = z.output<typeof rowsSchema>[number];

/** So long (ms) an answer waits for who may look again in a moment, before they are told. */
const lookAgainMs = 60_000;
/** What was answered longer ago is not told any more (ms). */
const oldMs = 7 * 24 * 3_600_000;

/** Answers of which the jongere hears nothing by themselves: they left, and what was said since they do not know. */
export async function readUnreadAnswers(sql: Sql | TransactionSql, now: number): Promise<UnreadAnswer[]> {
  const rows = await sql`
    select c.id, c.language, c.email, c.phone, c.reach_by as "reachBy", answer.seq,
      extract(epoch from c.jongere_gone_at)::float8 * 1000 as "goneAt"
    from chat_conversations c
    cross join lateral (
      select seq, created_at from chat_messages m
      where m.conversation_id = c.id and m.author = 'casemanager' and m.kind = 'text'
      order by seq desc limit 1) answer
    where c.kind = 'question' and c.jongere_gone_at is not null and coalesce(c.email, c.phone) is not null
      and answer.seq > c.jongere_seen
      and answer.created_at between ${new Date(now - oldMs).toISOString()} and ${new Date(now - lookAgainMs).toISOString()}
      and (c.status <> 'closed' or c.closed_at > ${new Date(now - oldMs).toISOString()})`;
  return rowsSchema.parse([...rows]);
}
