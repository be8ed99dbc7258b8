import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Guarded, logSecurity } from '#server/security/securityLog.ts';

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

/** Ends every session of who is signed in, this one included. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  const { id } = may(ctx, 'session.end-all').staff;
  await ctx.sessions.endAll(id);
  logSecurity(ctx, { action: 'sign-out', object: `account:${id}`, result: 'done', reason: 'everywhere' });
}
