import type { Ctx, Services } from '../context.ts';
import { staffOf } from './staffOf.ts';

// Who listens by a session that ended hears it from the database, see migration 0012.

/** Ends the session that the cookies of a request open; without one there is nothing to end. */
export async function signOut(
  { sessions }: Pick<Services, 'sessions'>,
  cookieHeader: string | null | undefined,
): Promise<void> {
  const token = sessions.tokenIn(cookieHeader);
  if (token !== null) await sessions.end(token);
}

/** Ends every session of who is signed in, this one included. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  await ctx.sessions.endAll(staffOf(ctx).id);
}
