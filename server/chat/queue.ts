import type { Fragment } from 'postgres';
import type { Services } from '../context.ts';
import { expectedMinutes, readWaitPerPlace } from './expectedWait.ts';
import { isSomebodyThere } from './presence.ts';
import { countsForMs } from './rules.ts';
import type { QueuePlace } from './types.ts';

/** Of those who wait, who counts for those behind them: whoever is connected, or was a moment ago. */
export function stillThere({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Fragment {
  const since = new Date(clock.now() - countsForMs).toISOString();
  return sql`(jongere_gone_at is null or jongere_gone_at > ${since})`;
}

/** Where everybody who waits stands: conversation ids with their places. */
export async function readQueue(ctx: Pick<Services, 'sql' | 'clock'>): Promise<Map<string, QueuePlace>> {
  const [rows, perPlace, present] = await Promise.all([
    ctx.sql<{ id: string; ahead: number }[]>`
      select id, (count(*) filter (where ${stillThere(ctx)} ) over (
        order by returned desc, waiting_since, id rows between unbounded preceding and 1 preceding))::int as ahead
      from chat_conversations where status = 'waiting' and kind = 'chat'`,
    readWaitPerPlace(ctx),
    isSomebodyThere(ctx),
  ]);
  return new Map(
    rows.map(({ id, ahead }) => [id, { ahead, minutes: expectedMinutes(perPlace, ahead), present }]),
  );
}
