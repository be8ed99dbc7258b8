import { desc, eq } from 'drizzle-orm';
import { sessions } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
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
    const rows = await w.tx`
      delete from sessions where user_id = ${id} and id <> ${session}
        and ${word === null ? w.tx`true` : w.tx`left(id, 16) = ${word}`} returning id`;
    // All others: what a lost device has beside its session goes as well.
    if (word === null) await endAccess(w, id, session);
    if (rows.length > 0)
      w.record({
        about: { kind: 'casemanager', id },
        what: 'sessions-ended',
        details: { count: String(rows.length) },
      });
    return rows.length;
  });
  if (ended > 0)
    logSecurity(ctx, { action: 'sign-out', object: `account:${id}`, result: 'done', reason: 'others' });
  return ended;
}
