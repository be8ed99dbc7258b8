/** What an attempt answers that another one may undo. */
export const lost = Symbol('lost');

/** Far more than any rush needs: every loss means that somebody else won, so who gets here met a bug. */
const mostAttempts = 1000;

/**
 * Attempts something until it is not lost to others any more: their change, or their time. Throws when that never ends,
 * so that a bug is not taken for bad luck; `what` says in the error what it was about.
 */
export async function retry<T>(what: string, attempt: () => Promise<T | typeof lost>): Promise<T> {
  for (let attempts = 0; attempts < mostAttempts; attempts += 1) {
    const result = await attempt();
    if (result !== lost) return result;
  }
  throw new Error(`${what} was lost to others ${mostAttempts} times in a row`);
}
