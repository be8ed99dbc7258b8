import type { Services } from '#server/accounts/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';

/**
 * Who is signed in by the cookies of a request, or null. Reading counts as use of the session, unless `touch`
 * is false: for what a page asks by itself while nobody may be looking.
 */
export async function readSession(
  { sessions }: Pick<Services, 'sessions'>,
  cookieHeader: string | null | undefined,
  { touch = true }: { touch?: boolean } = {},
): Promise<StaffMember | null> {
  const token = sessions.tokenIn(cookieHeader);
  return token === null ? null : sessions.find(token, { touch });
}

/** Whether a page asks for itself again by its own doing, live or by the minute: that is no use of a session. */
export function refreshesItself(url: string | undefined): boolean {
  return /[?&]refresh=1(&|$)/.test(url ?? '');
}
