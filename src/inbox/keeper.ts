import type { Entry, Keeper } from '../chat/delivery/makeOutbox.ts';

const prefix = 'doorstart-inbox-';

/** The conversations of which something is still to be sent. */
export function unsentIn(): string[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

/** Keeps in this tab what was typed in one conversation and is not sent yet, across a refresh. */
export function makeKeeper(conversation: string): Keeper {
  const key = prefix + conversation;
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
