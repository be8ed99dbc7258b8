import type { Fragment, Sql } from 'postgres';
import { seenSince } from './presence.ts';
import { lostAfterMs } from './rules.ts';

/**
 * Whether some server that is there now has been there for two minutes, as a condition: before that nobody can be held
 * to be gone, for nobody could come back.
 */
export function serverWasThere(sql: Sql, now: number): Fragment {
  return sql`exists (select from chat_processes one
    where one.started_at <= ${new Date(now - lostAfterMs).toISOString()} and one.seen_at > ${seenSince(now)})`;
}
