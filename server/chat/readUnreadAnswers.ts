import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { languages, reachWays } from '#db/schema/words.ts';
import { seenSince } from './presence.ts';

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    language: z.enum(languages),
    topic: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    reachBy: z.enum(reachWays).nullable(),
    /** The number of the answer. */
    seq: z.number().int(),
  }),
);
/** The last word of a casemanager about a left question, which the jongere did not see. */
export type UnreadAnswer = z.output<typeof rowsSchema>[number];

/** So long (ms) an answer waits for who may look again in a moment, before they are told. */
const lookAgainMs = 60_000;
/** What was answered longer ago is not told any more (ms). */
const oldMs = 7 * 24 * 3_600_000;

/** Answers of which the jongere hears nothing by themselves: no page of theirs is open, and what was said they do not know. */
export async function readUnreadAnswers(sql: Sql | TransactionSql, now: number): Promise<UnreadAnswer[]> {
  const rows = await sql`
    select c.id, c.language, c.topic_id as topic, c.email, c.phone, c.reach_by as "reachBy", answer.seq
    from chat_conversations c
    -- One that is gone could not write down that the jongere left.
    left join chat_processes process on process.id = c.jongere_process
    cross join lateral (
      select seq, created_at from chat_messages m
      where m.conversation_id = c.id and m.author = 'casemanager' and m.kind in ('text', 'offer')
      order by seq desc limit 1) answer
    where c.kind = 'question' and coalesce(c.email, c.phone) is not null and answer.seq > c.jongere_seen
      and (c.jongere_gone_at is not null or process.seen_at > ${seenSince(now)} is not true)
      and answer.created_at between ${new Date(now - oldMs).toISOString()} and ${new Date(now - lookAgainMs).toISOString()}`;
  return rowsSchema.parse([...rows]);
}
