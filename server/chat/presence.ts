import { staffOf } from '../accounts/staffOf.ts';
import type { Ctx, Services } from '../context.ts';
import { presenceLapsesMs, presentForMs } from './rules.ts';
import type { PresenceStatus } from './schema.ts';

/** The instant from which somebody must have been heard of to be there. */
export const seenSince = (now: number) => new Date(now - presentForMs).toISOString();

/** Says whether the casemanager takes chats. Away or in a pause, the own conversations go on. */
export async function setPresence(ctx: Ctx, status: PresenceStatus): Promise<void> {
  const { id } = staffOf(ctx);
  const at = new Date(ctx.clock.now()).toISOString();
  await ctx.sql`
    insert into chat_presence (staff_id, status, seen_at) values (${id}, ${status}, ${at})
    on conflict (staff_id) do update set status = excluded.status, seen_at = excluded.seen_at`;
  ctx.chatPokes.say({ queue: true });
}

/**
 * Keeps those who are connected to this process from counting as lost. Who never said that they take chats is away, and
 * so is who said so yesterday: a page of the portal that is opened is no word.
 */
export async function beatPresence(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const now = clock.now();
  await sql`
    insert into chat_presence as known (staff_id, status, seen_at)
    select id, 'away', ${new Date(now).toISOString()} from staff where id = any(${[...ids]}::uuid[]) order by id
    on conflict (staff_id) do update set seen_at = excluded.seen_at,
      status = case when known.seen_at > ${new Date(now - presenceLapsesMs).toISOString()} then known.status
        else excluded.status end`;
}

/** Whether a casemanager is there for chats: they say so, and are connected. */
export async function isSomebodyThere({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<boolean> {
  const rows = await sql`
    select from chat_presence p join staff s on s.id = p.staff_id
    where p.status = 'present' and p.seen_at > ${seenSince(clock.now())} and s.active limit 1`;
  return rows.length > 0;
}
