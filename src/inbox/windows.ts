// Somebody has the portal open in more than one window; these know of each other by the locks of the browser.

const lookedAt = 'doorstart-chat-bekeken';

/**
 * Waits for a turn that one window has at a time; the next has it when that one is closed. Answers how to ask whether it
 * is this one's. Without locks, over plain HTTP, each has it.
 */
export function takeTurn(name: string): () => boolean {
  let has = !navigator.locks;
  navigator.locks?.request(name, () => {
    has = true;
    return new Promise(() => {});
  });
  return () => has;
}

/** Lets the other windows know while somebody looks at this one. Answers how to ask whether they look at any. */
export function watchLooking(): () => Promise<boolean> {
  let away: (() => void) | undefined;
  const looksHere = () => document.visibilityState === 'visible' && document.hasFocus();
  const look = () => {
    if (!looksHere()) {
      away?.();
      away = undefined;
    } else if (!away) {
      const looking = new Promise<void>((resolve) => {
        away = resolve;
      });
      navigator.locks?.request(lookedAt, { mode: 'shared' }, () => looking);
    }
  };
  for (const event of ['focus', 'blur', 'pageshow'] as const) addEventListener(event, look);
  document.addEventListener('visibilitychange', look);
  look();
  return async () => {
    if (looksHere()) return true;
    const known = await navigator.locks?.query();
    return known?.held?.some(({ name }) => name === lookedAt) ?? false;
  };
}
