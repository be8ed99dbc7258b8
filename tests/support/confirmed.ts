import type { Sql } from 'postgres';

/** The session of tests, of somebody who just gave their password again. */
export const confirmedSession = (sql: Sql, staffId: string) => sql`
  insert into sessions (id, user_id, created_at, last_used_at, expires_at, confirmed_until)
  values ('of tests', ${staffId}, now(), now(), 'infinity', 'infinity')
  on conflict (id) do update set confirmed_until = excluded.confirmed_until`;
