import type { Entry, Keeper } from '../chat/client/makeOutbox.ts';

/** What the names of all that is kept unsent begin with. */
export const unsentPrefix = 'doorstart-inbox-';

/** Of one casemanager: who signs in after them in the same tab sends nothing of theirs. */
const prefixOf = (me: string) => `${unsentPrefix}${me}-`;

/** The conversations of which something is still to be sent. */
export function unsentIn(me: string): string[] {
  const prefix = prefixOf(me);
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

/** Keeps in this tab what was typed in one conversation and is not sent yet, across a refresh. */
export function makeKeeper(me: string, conversation: string): Keeper {
  const key = prefixOf(me) + conversation;
  return {
    read() {
      try {
        // Written below, from this very type.
        const kept: Entry[] = JSON.parse(sessionStorage.getItem(key) ?? '[]');
        return kept;
      } catch {
        return [];
      }
    },
    write(entries) {
      try {
        if (entries.length === 0) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(entries));
      } catch {
        // Without storage it lasts as long as the page.
      }
    },
  };
}
