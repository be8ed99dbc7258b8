import type { Ctx, Services } from '../context.ts';
import { staffOf } from './staffOf.ts';

/** Ends the session that the cookies of a request open; without one there is nothing to end. */
export async function signOut(
  { sessions, chatPokes }: Pick<Services, 'sessions' | 'chatPokes'>,
  cookieHeader: string | null | undefined,
): Promise<void> {
  const token = sessions.tokenIn(cookieHeader);
  if (token === null) return;
  await sessions.end(token);
  chatPokes.say({ sessions: true });
}

/** Ends every session of who is signed in, this one included. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  await ctx.sessions.endAll(staffOf(ctx).id);
  ctx.chatPokes.say({ sessions: true });
}
