import { storageKeys, tabStorage } from '#ui/storage.ts';
import type { Entry, Keeper } from '../chat/client/makeOutbox.ts';

/** Of one casemanager: who signs in after them in the same tab sends nothing of theirs. */
const prefixOf = (me: string) => `${storageKeys.staffOutboxes}${me}-`;

/** The conversations of which something is still to be sent. */
export function unsentIn(me: string): string[] {
  const prefix = prefixOf(me);
  return tabStorage.keys(prefix).map((key) => key.slice(prefix.length));
}

/** Keeps in this tab what was typed in one conversation and is not sent yet, across a refresh. */
export function makeKeeper(me: string, conversation: string): Keeper {
  const key = prefixOf(me) + conversation;
  return {
    read() {
      try {
        // Written below, from this very type.
        const kept: Entry[] = JSON.parse(tabStorage.read(key) ?? '[]');
        return kept;
      } catch {
        return [];
      }
    },
    write: (entries) => tabStorage.write(key, entries.length === 0 ? null : JSON.stringify(entries)),
  };
}
