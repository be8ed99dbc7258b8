import type { Services } from '#server/chat/context.ts';
import { dayMs } from '#server/kernel/time.ts';

/** How many recent chats are taken into account, and how far back. */
const mostChats = 20;
const daysBack = 14;
/** With fewer chats there is no estimate. */
const fewestChats = 3;

/**
 * Seconds per place in the queue: the median over the newest chats that were taken of waiting time divided by queue places.
 * Null when there are too few chats.
 */
export async function readWaitPerPlace({
  sql,
  clock,
}: Pick<Services, 'sql' | 'clock'>): Promise<number | null> {
  const since = new Date(clock.now() - daysBack * dayMs).toISOString();
  const [row] = await sql<{ known: number; seconds: number | null }[]>`
    select count(*)::int as known, percentile_cont(0.5) within group (order by seconds) as seconds
    from (
      select extract(epoch from taken_at - started_at)::float8 / (ahead + 1) as seconds
      from chat_conversations where kind = 'chat' and taken_at > ${since}
      order by taken_at desc limit ${mostChats}
    ) as newest`;
  return row && row.known >= fewestChats ? row.seconds : null;
}

/** Expected wait in whole minutes with `ahead` before them, at least one; null without an estimate. */
export function expectedMinutes(secondsPerPlace: number | null, ahead: number): number | null {
  return secondsPerPlace === null ? null : Math.max(1, Math.ceil((secondsPerPlace * (ahead + 1)) / 60));
}
