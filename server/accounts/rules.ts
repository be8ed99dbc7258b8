const minute = 60_000;

/** The only cookie of the product. */
export const sessionCookieName = 'doorstart_staff';
/** A session ends this long after sign-in, however much it is used. */
export const longestSessionMs = 12 * 60 * minute;
/** A session ends this long after it was last used. */
export const longestIdleMs = 2 * 60 * minute;
/** Use is written down at most this often. */
export const touchEveryMs = minute;

/** Whether a session is over at an instant (epoch ms); at the very end it is. */
export function sessionEnded(session: { createdAt: Date; lastUsedAt: Date }, now: number): boolean {
  return (
    now >= session.createdAt.getTime() + longestSessionMs ||
    now >= session.lastUsedAt.getTime() + longestIdleMs
  );
}
