import { desc, eq } from 'drizzle-orm';
import { sessions } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { endAccess } from './endAccess.ts';
import { sessionEnded } from './rules.ts';

/** One sign-in of whoever asks. Instants are epoch ms. */
export interface OwnSession {
  /** A word for it that opens nothing: a part of the hash that the database has. */
  id: string;
  /** With what: `Firefox, Windows`; empty when that is not known. */
  browser: string;
  since: number;
  lastUsed: number;
  /** The one that asks. */
  isThis: boolean;
}

const wordOf = (id: string) => id.slice(0, 16);

/** Where whoever is signed in is signed in: here first, then the last used. */
export async function readOwnSessions(ctx: Ctx): Promise<OwnSession[]> {
  const { id, session } = may(ctx, 'account.read').staff;
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, id))
    .orderBy(desc(sessions.lastUsedAt), sessions.id);
  return rows
    .filter((row) => !sessionEnded(row, ctx.clock.now()))
    .map((row) => ({
      id: wordOf(row.id),
      browser: row.browser,
      since: row.createdAt.getTime(),
      lastUsed: row.lastUsedAt.getTime(),
      isThis: row.id === session,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/** Ends own sessions: one, by its word, or with null all but the one that asks. Answers how many ended. */
export async function endOwnSessions(ctx: Ctx, word: string | null): Promise<number> {
  const { id, session } = may(ctx, 'account.change').staff;
  const ended = await write(ctx, async (w) => {
    const count = word === null ? await endOthers(w) : await endOne(w, word);
    if (count > 0)
      w.record({
        about: { kind: 'casemanager', id },
        what: 'sessions-ended',
        details: { count: String(count) },
      });
    return count;
  });
  if (ended > 0)
    logSecurity(ctx, { action: 'sign-out', object: `account:${id}`, result: 'done', reason: 'others' });
  return ended;

  /** With what a lost device has beside its session. */
  async function endOthers(w: Write<Ctx>): Promise<number> {
    await w.tx`select from staff where id = ${id} for no key update`;
    return endAccess(w, id, session);
  }

  async function endOne(w: Write<Ctx>, one: string): Promise<number> {
    const rows = await w.tx`
      delete from sessions where user_id = ${id} and id <> ${session} and left(id, 16) = ${one} returning id`;
    return rows.length;
  }
}
