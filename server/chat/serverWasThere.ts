import type { Fragment, Sql } from 'postgres';
import { seenSince } from './presence.ts';
import { lostAfterMs } from './rules.ts';

/**
 * A condition: some server that is up now has been up for two minutes. Before that nobody counts as gone, because clients had no
 * server to reconnect to.
 */
export function serverWasThere(sql: Sql, now: number): Fragment {
  return sql`exists (select from chat_processes one
    where one.started_at <= ${new Date(now - lostAfterMs).toISOString()} and one.seen_at > ${seenSince(now)})`;
}
