import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { Computed } from '#server/kernel/cache.ts';
import { expectedMinutes, readWaitPerPlace } from './expectedWait.ts';
import { chatOpening } from './opening.ts';
import { seenSince } from './presence.ts';
import { countsSince } from './queue.ts';
import type { ChatAvailability } from './types.ts';

/** Whether the chat is open, who is there and how long it takes. Every panel that opens asks: at most some seconds old. */
export async function readChatAvailability(ctx: Ctx): Promise<ChatAvailability> {
  may(ctx, 'chat.availability');
  return ctx.chatAvailability.get('now', () => findChatAvailability(ctx));
}

/** The same as it is at this moment, and until when time alone leaves it so. */
export async function findChatAvailability(ctx: Ctx): Promise<Computed<ChatAvailability>> {
  const opening = chatOpening(await ctx.roster.current(), ctx.clock.now());
  if (opening.state !== 'open') {
    const changesAt = opening.state === 'closed' ? opening.opensAt : null;
    return { value: opening, validUntil: changesAt ?? Infinity };
  }
  const validUntil = opening.until ?? Infinity;
  const [casemanagers, waiting, perPlace] = await Promise.all([
    readWhoIsThere(ctx),
    countWaiting(ctx),
    readWaitPerPlace(ctx),
  ]);
  if (casemanagers.length === 0) return { value: { state: 'nobody', opensAt: opening.opensAt }, validUntil };
  const minutes = expectedMinutes(perPlace, waiting);
  return { value: { state: 'open', waiting, minutes, casemanagers }, validUntil };
}

/** First names of the casemanagers who are there, each once. */
async function readWhoIsThere({ sql, clock }: Ctx): Promise<string[]> {
  const rows = await sql<{ firstName: string }[]>`
    select distinct s.first_name as "firstName" from chat_presence p join staff s on s.id = p.staff_id
    where p.status = 'present' and p.seen_at > ${seenSince(clock.now())} and s.active order by s.first_name`;
  return rows.map(({ firstName }) => firstName);
}

async function countWaiting(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ waiting: number }[]>`
    select count(*)::int as waiting from chat_conversations
    where status = 'waiting' and kind = 'chat' 
      and (jongere_gone_at is null or jongere_gone_at > ${countsSince(ctx.clock.now())})`;
  return row?.waiting ?? 0;
}
