import type { Services } from '#server/chat/context.ts';
import { expectedMinutes, readWaitPerPlace } from './expectedWait.ts';
import { isSomebodyThere } from './presence.ts';
import { countsForMs } from './rules.ts';
import type { QueuePlace } from './types.ts';

/**
 * A waiting jongere counts for those behind them while connected, or when they disconnected after this instant:
 * `jongere_gone_at is null or jongere_gone_at > …`.
 */
export const countsSince = (now: number): string => new Date(now - countsForMs).toISOString();

/** The queue: the place of each waiting conversation, by id. */
export async function readQueue(ctx: Pick<Services, 'sql' | 'clock'>): Promise<Map<string, QueuePlace>> {
  const [rows, perPlace, present] = await Promise.all([
    ctx.sql<{ id: string; ahead: number }[]>`
      select id, (count(*) filter (where jongere_gone_at is null or jongere_gone_at > ${countsSince(ctx.clock.now())}) over (
        order by returned desc, waiting_since, id rows between unbounded preceding and 1 preceding))::int as ahead
      from chat_conversations where status = 'waiting' and kind = 'chat'`,
    readWaitPerPlace(ctx),
    isSomebodyThere(ctx),
  ]);
  return new Map(
    rows.map(({ id, ahead }) => [id, { ahead, minutes: expectedMinutes(perPlace, ahead), present }]),
  );
}
