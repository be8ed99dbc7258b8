import type { Entry, Keeper } from '../chat/delivery/makeOutbox.ts';

/** Keeps in this tab what was typed in one conversation and is not sent yet, across a refresh. */
export function makeKeeper(conversation: string): Keeper {
  const key = `doorstart-inbox-${conversation}`;
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
