import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';

/** Figures of recently closed chats and questions, without words or names. */
export interface ChatFigures {
  chats: number;
  /** Chats that nobody took. */
  unanswered: number;
  /** Chats that were taken within two minutes. */
  withinTwoMinutes: number;
  /** Averages over the chats that were taken; null when there were none. */
  waitedSeconds: number | null;
  lengthSeconds: number | null;
  /** Questions that were answered, in the chat or outside it. */
  answeredQuestions: number;
  sad: number;
  neither: number;
  glad: number;
}

/** The figures of the last days up to and including today, of the whole gemeente. */
export async function readFigures(ctx: Ctx, { days }: { days: number }): Promise<ChatFigures> {
  may(ctx, 'chat.figures');
  const from = addDays(dateInAmsterdam(ctx.clock.now()), 1 - days);
  const [figures] = await ctx.sql<ChatFigures[]>`
    select count(*) filter (where kind = 'chat')::int as chats,
      count(*) filter (where kind = 'chat' and waited_seconds is null)::int as unanswered,
      count(*) filter (where kind = 'chat' and waited_seconds <= 120)::int as "withinTwoMinutes",
      avg(waited_seconds) filter (where kind = 'chat')::float8 as "waitedSeconds",
      avg(length_seconds) filter (where kind = 'chat' and waited_seconds is not null)::float8 as "lengthSeconds",
      count(*) filter (where kind = 'question' and close_reason in ('answered', 'ended'))::int as "answeredQuestions",
      count(*) filter (where rating = 1)::int as sad,
      count(*) filter (where rating = 2)::int as neither,
      count(*) filter (where rating = 3)::int as glad
    from chat_figures where day >= ${from}`;
  if (!figures) throw new Error('expected one row of figures');
  return figures;
}
