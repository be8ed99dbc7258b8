import type { Sql } from 'postgres';
import { z } from 'zod';
import { pushLevels } from '#db/schema/words.ts';
import { longestIdleMs, longestSessionMs } from '#server/accounts/rules.ts';
import { seenSince } from '#server/chat/presence.ts';
import { presenceLapsesMs } from '#server/chat/rules.ts';
import type { Listener } from './rules.ts';

const rowSchema = z.object({
  device: z.string(),
  staff: z.string(),
  level: z.enum(pushLevels),
  since: z.number(),
  present: z.boolean(),
  watching: z.boolean(),
});

/** The devices that may be told something: of casemanagers who are signed in with them. */
export async function readListeners(sql: Sql, now: number): Promise<Listener[]> {
  const ago = (ms: number) => new Date(now - ms).toISOString();
  const rows = await sql`
    select d.id as device, d.staff_id as staff, coalesce(c.level, 'soon') as level,
      (extract(epoch from d.created_at) * 1000)::float8 as since,
      (p.status = 'present' and p.seen_at > ${ago(presenceLapsesMs)}) is true as present,
      (p.watched_at > ${seenSince(now)}) is true as watching
    from push_devices d
    join sessions on sessions.id = d.session_id and sessions.user_id = d.staff_id
    join staff on staff.id = d.staff_id
    left join push_choices c on c.staff_id = d.staff_id
    left join chat_presence p on p.staff_id = d.staff_id
    where staff.active and 'casemanager' = any(staff.roles)
      and sessions.created_at > ${ago(longestSessionMs)} and sessions.last_used_at > ${ago(longestIdleMs)}`;
  return z.array(rowSchema).parse([...rows]);
}
