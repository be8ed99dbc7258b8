import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Sql } from '#db/client.ts';
import { cookieNames, longestSessionMs } from '#server/accounts/rules.ts';
import { jongereNamespace, socketPath, staffNamespace } from '#server/chat/events.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { makeCasemanager, makeLocation } from '../../support/factories.ts';
import type { ChatEnd } from './jobs.ts';

/** A conversation with what opens it on either side. */
export interface Chat {
  id: string;
  token: string;
  /** The session cookie of its own casemanager. */
  cookie: string;
}

/** So many conversations that are under way, each with a casemanager of its own who is signed in. */
export async function makeChats({ db, sql }: { db: Database; sql: Sql }, count: number): Promise<Chat[]> {
  const location = await makeLocation(db, {});
  const chats: Chat[] = [];
  for (let at = 0; at < count; at++) {
    const casemanager = await makeCasemanager(db, [{ locationId: location, weekdays: [1] }]);
    const session = randomBytes(32).toString('base64url');
    const now = Date.now();
    const begun = new Date(now).toISOString();
    await sql`
      insert into sessions (id, user_id, created_at, last_used_at, expires_at)
      values (${hashToken(session)}, ${casemanager}, ${begun}, ${begun}, ${new Date(now + longestSessionMs).toISOString()})`;
    const [id, token] = [randomUUID(), randomBytes(24).toString('base64url')];
    await sql`
      insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
        taken_at)
      values (${id}, 'chat', 'active', ${hashToken(token)}, 'nl', ${casemanager}, ${begun}, ${begun}, ${begun})`;
    chats.push({ id, token, cookie: `${cookieNames(false).session}=${session}` });
  }
  return chats;
}

/** So many who wait, and nobody who takes them. */
export async function makeWaiting(sql: Sql, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(24).toString('base64url'));
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, started_at, waiting_since)
    select gen_random_uuid(), 'chat', 'waiting', hash, 'nl', now(), now()
    from unnest(${tokens.map(hashToken)}::text[]) as one (hash)`;
  return tokens;
}

export const jongereEnd = (port: number, token: string): ChatEnd => ({
  port,
  namespace: jongereNamespace,
  path: socketPath,
  auth: { token },
});

export const staffEnd = (port: number, cookie: string): ChatEnd => ({
  port,
  namespace: staffNamespace,
  path: socketPath,
  auth: {},
  cookie,
});
