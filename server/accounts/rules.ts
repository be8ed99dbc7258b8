const minute = 60_000;

/**
 * The cookies of the product, all for staff only: the session, a sign-in that waits for the second factor, the browser in which
 * somebody signed in before, one in which no second factor is asked for a while, and one in which a sign-in is under way at the
 * provider of single sign-on. On https browsers hold names with `__Host-` to this one host (RFC 6265bis 4.1.3.2); on http they
 * refuse them.
 */
export const cookieNames = (secure: boolean) => {
  const prefix = secure ? '__Host-' : '';
  return {
    session: `${prefix}doorstart_staff`,
    pending: `${prefix}doorstart_step`,
    knownBrowser: `${prefix}doorstart_known`,
    trustedDevice: `${prefix}doorstart_trust`,
    singleSignOn: `${prefix}doorstart_sso`,
  };
};

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

/** How long a browser stays known after a sign-in. */
export const knownBrowserMs = 180 * 24 * 60 * minute;
/** After this long without another failure they are forgotten. */
export const forgetFailuresMs = 24 * 60 * minute;
const firstWaitMs = 15_000;
const longestWaitMs = 15 * minute;

/**
 * How long after the last failure the next attempt is let through, in milliseconds. The first `free` failures cost no
 * wait; then it doubles from 15 seconds to a quarter of an hour, and no further: nobody is locked out for good.
 */
export function waitAfterFailures(failures: number, free: number): number {
  const over = failures - free;
  if (over < 0) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(over, 16));
}

/** How long a link to set a password opens: a new colleague may be on leave, who forgot a password is at the door. */
export const passwordLinkMs = { invitation: 7 * 24 * 60 * minute, reset: 24 * 60 * minute } as const;
