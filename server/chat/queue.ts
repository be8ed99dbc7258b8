import type { Services } from '../context.ts';
import { expectedMinutes, readWaitPerPlace } from './expectedWait.ts';
import { isSomebodyThere } from './presence.ts';
import type { QueuePlace } from './types.ts';

/** Where everybody who waits stands: conversation ids with their places. */
export async function readQueue(ctx: Pick<Services, 'sql' | 'clock'>): Promise<Map<string, QueuePlace>> {
  const [rows, perPlace, present] = await Promise.all([
    ctx.sql<{ id: string }[]>`
      select id from chat_conversations where status = 'waiting' and kind = 'chat'
      order by returned desc, waiting_since, id`,
    readWaitPerPlace(ctx),
    isSomebodyThere(ctx),
  ]);
  return new Map(
    rows.map(({ id }, ahead) => [id, { ahead, minutes: expectedMinutes(perPlace, ahead), present }]),
  );
}
