import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { foldTopics, type TopicFigures } from './topicFigures.ts';

const count = z.int();
const average = z.number().nullable();
const rowSchema = z.object({
  chats: count,
  /** Chats that nobody took. */
  unanswered: count,
  /** Chats that were taken within two minutes. */
  withinTwoMinutes: count,
  /** Averages over the chats that were taken; null when there were none. */
  waitedSeconds: average,
  lengthSeconds: average,
  /** Questions that were answered, in the chat or outside it. */
  answeredQuestions: count,
  sad: count,
  neither: count,
  glad: count,
});
const topicsSchema = z.array(
  z.object({
    topic: z.string().nullable(),
    chats: count,
    taken: count,
    questions: count,
    waitedSeconds: count,
    lengthSeconds: count,
  }),
);

/** Figures of recently closed chats and questions, without words or names. */
export interface ChatFigures extends z.output<typeof rowSchema> {
  topics: TopicFigures[];
}

/** The figures of the last days up to and including today, of the whole gemeente. */
export async function readFigures(ctx: Ctx, { days }: { days: number }): Promise<ChatFigures> {
  may(ctx, 'chat.figures');
  const { sql } = ctx;
  const from = addDays(dateInAmsterdam(ctx.clock.now()), 1 - days);
  const [[all], topics] = await Promise.all([
    sql`
      select count(*) filter (where kind = 'chat')::int as chats,
        count(*) filter (where kind = 'chat' and waited_seconds is null)::int as unanswered,
        count(*) filter (where kind = 'chat' and waited_seconds <= 120)::int as "withinTwoMinutes",
        avg(waited_seconds) filter (where kind = 'chat')::float8 as "waitedSeconds",
        avg(length_seconds) filter (where kind = 'chat' and waited_seconds is not null)::float8 as "lengthSeconds",
        count(*) filter (where kind = 'question' and close_reason in ('answered', 'ended'))::int as "answeredQuestions",
        count(*) filter (where rating = 1)::int as sad,
        count(*) filter (where rating = 2)::int as neither,
        count(*) filter (where rating = 3)::int as glad
      from chat_figures where day >= ${from}`,
    sql`
      select topic_id as topic, count(*) filter (where kind = 'chat')::int as chats,
        count(*) filter (where kind = 'chat' and waited_seconds is not null)::int as taken,
        count(*) filter (where kind = 'question')::int as questions,
        coalesce(sum(waited_seconds) filter (where kind = 'chat'), 0)::float8 as "waitedSeconds",
        coalesce(sum(length_seconds) filter (where kind = 'chat' and waited_seconds is not null), 0)::float8
          as "lengthSeconds"
      from chat_figures where day >= ${from} group by topic_id order by topic_id nulls last`,
  ]);
  return { ...rowSchema.parse(all), topics: foldTopics(topicsSchema.parse([...topics])) };
}
