import type { Sql } from 'postgres';

/**
 * Makes due what was made or tried later than now (epoch ms): the clock was set back, and without this it would wait for as long as
 * that. What is under way is left alone.
 */
export async function turnForward(sql: Sql, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  await sql`
    update outbox set next_at = ${at}
    where next_at > ${at} and state <> 'sending' and (created_at > ${at} or sent_at > ${at})`;
}
