import { storageKeys, tabStorage } from '#ui/storage.ts';

/** What somebody is typing, as far as this tab remembers it. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

/**
 * Remembers in this tab what was typed and not sent: it is there again after a refresh, and after signing in again when
 * the session was over. Signing out forgets it. `key` says whose it is, and of what.
 */
export function makeDraft(key: string): Draft {
  const name = storageKeys.staffDrafts + key;
  return {
    read: () => tabStorage.read(name) ?? '',
    write: (text) => tabStorage.write(name, text),
  };
}
