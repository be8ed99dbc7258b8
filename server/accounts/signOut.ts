import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { type Guarded, logSecurity } from '#server/security/securityLog.ts';
import { endAccess } from './endAccess.ts';

// Who listens by a session that ended hears it from the database, see migration 0012.

/** Ends the session that the cookies of a request open; without one there is nothing to end. */
export async function signOut(
  ctx: Pick<Ctx, 'sessions'> & Guarded,
  cookieHeader: string | null | undefined,
): Promise<void> {
  may(ctx, 'session.end');
  const { sessions, actor } = ctx;
  const token = sessions.tokenIn(cookieHeader);
  if (token === null) return;
  await sessions.end(token);
  if (actor.kind === 'staff') {
    logSecurity(ctx, { action: 'sign-out', object: `account:${actor.staff.id}`, result: 'done' });
  }
}

/**
 * Ends every session of who is signed in, this one included, and with them what a lost device has beside its session: a sign-in
 * under way, and being trusted.
 */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  const { id } = may(ctx, 'session.end-all').staff;
  await write(ctx, async (w) => {
    await w.tx`select from staff where id = ${id} for no key update`;
    const ended = await endAccess(w, id);
    w.record({
      about: { kind: 'casemanager', id },
      what: 'sessions-ended',
      details: { count: String(ended) },
    });
  });
  logSecurity(ctx, { action: 'sign-out', object: `account:${id}`, result: 'done', reason: 'everywhere' });
}
