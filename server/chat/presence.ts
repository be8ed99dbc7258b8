import { may } from '#server/access/may.ts';
import { longestIdleMs, longestSessionMs } from '#server/accounts/rules.ts';
import type { Ctx, Services } from '#server/chat/context.ts';
import { presenceLapsesMs, presentForMs } from './rules.ts';
import type { PresenceStatus } from './schema.ts';

/** Somebody whose last heartbeat is older than this counts as not present. */
export const seenSince = (now: number) => new Date(now - presentForMs).toISOString();

/** Sets whether the casemanager takes new chats. While away or in a pause, their own conversations go on. */
export async function setPresence(ctx: Ctx, status: PresenceStatus): Promise<void> {
  const { id } = may(ctx, 'chat.presence').staff;
  const at = new Date(ctx.clock.now()).toISOString();
  await ctx.sql`
    insert into chat_presence (staff_id, status, seen_at) values (${id}, ${status}, ${at})
    on conflict (staff_id) do update set status = excluded.status, seen_at = excluded.seen_at`;
  ctx.bus.say({ queue: true });
}

/**
 * Records a heartbeat for casemanagers who are connected to this process. It does not make anybody present: whoever never said
 * that they take chats, or said so long ago, stays away. Opening a page of the portal is not enough. `watching` are those of them
 * who have the inbox in view.
 */
export async function beatPresence(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  ids: readonly string[],
  watching: readonly string[] = [],
): Promise<void> {
  if (ids.length === 0) return;
  const now = clock.now();
  const at = new Date(now).toISOString();
  await sql`
    insert into chat_presence as known (staff_id, status, seen_at, watched_at)
    select id, 'away', ${at}, case when id = any(${[...watching]}::uuid[]) then ${at}::timestamptz end
    from staff where id = any(${[...ids]}::uuid[]) order by id
    on conflict (staff_id) do update set seen_at = excluded.seen_at,
      watched_at = coalesce(excluded.watched_at, known.watched_at), status = case when known.seen_at > ${new Date(now - presenceLapsesMs).toISOString()} then known.status
        else excluded.status end`;
}

/** A casemanager looked away from the inbox: what waits may call them elsewhere from now on. */
export async function stopWatching({ sql }: Pick<Services, 'sql'>, id: string): Promise<void> {
  await sql`update chat_presence set watched_at = null where staff_id = ${id} and watched_at is not null`;
}

/** Sets those to away who have no session left or are no casemanager any more. Returns whether anything changed. */
export async function endPresence(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  ids: readonly string[],
): Promise<boolean> {
  const before = (ms: number) => new Date(clock.now() - ms).toISOString();
  const rows = await sql`
    update chat_presence known set status = 'away'
    where staff_id = any(${[...ids]}::uuid[]) and status <> 'away' and not exists (
      select from sessions join staff on staff.id = user_id
      where user_id = known.staff_id and active and 'casemanager' = any(roles)
        and created_at > ${before(longestSessionMs)} and last_used_at > ${before(longestIdleMs)})
    returning staff_id`;
  return rows.length > 0;
}

/** Whether a casemanager is present: they take chats and their heartbeat is recent. */
export async function isSomebodyThere({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<boolean> {
  const rows = await sql`
    select from chat_presence p join staff s on s.id = p.staff_id
    where p.status = 'present' and p.seen_at > ${seenSince(clock.now())} and s.active limit 1`;
  return rows.length > 0;
}
