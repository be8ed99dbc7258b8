import type { Sql } from 'postgres';
import { z } from 'zod';
import { pushKinds } from '#db/schema/words.ts';
import { longQuestions } from '#server/chat/longQuestions.ts';
import { countsSince } from '#server/chat/queue.ts';
import { hourMs } from '#server/kernel/time.ts';
import { type Matter, newsMs } from './rules.ts';

const rowSchema = z.object({
  key: z.string(),
  kind: z.enum(pushKinds),
  staff: z.string().nullable(),
  own: z.boolean(),
  day: z.string().nullable(),
  at: z.number(),
});

/**
 * All that somebody may want to hear of at this moment, from what stands in the database: nothing was written down for it when it
 * happened, so what is over, moved on or wiped meanwhile is not here.
 */
export async function readMatters(
  sql: Sql,
  { now, questionHours }: { now: number; questionHours: number },
): Promise<Matter[]> {
  const ago = (ms: number) => new Date(now - ms).toISOString();
  const rows = await sql`
    select 'chat ' || id || ' ' || extract(epoch from waiting_since) as key, 'chat-waits' as kind, null as staff, false as own,
      null as day, (extract(epoch from waiting_since) * 1000)::float8 as at
    from chat_conversations
    where status = 'waiting' and kind = 'chat' and (jongere_gone_at is null or jongere_gone_at > ${countsSince(now)})
    union all
    select 'question ' || id, 'question-waits', casemanager_id::text, false, null,
      (extract(epoch from since) * 1000)::float8
    from (${longQuestions(sql, ago(questionHours * hourMs))}) as questions
    union all
    select 'history ' || h.id, case h.what when 'moved' then 'appointment-moved' when 'cancelled' then 'appointment-cancelled'
        else 'appointment-new' end,
      a.casemanager_id::text, coalesce(h.staff_id = a.casemanager_id, false), a.local_date::text,
      (extract(epoch from h.at) * 1000)::float8
    from history h join appointments a on a.id = h.appointment_id
    where h.at > ${ago(newsMs)} and a.starts_at > ${ago(0)}
      and case when h.what = 'cancelled' then a.status = 'cancelled'
        else h.what in ('booked', 'moved', 'handed-over') and a.status = 'booked' end`;
  return z.array(rowSchema).parse([...rows]);
}
