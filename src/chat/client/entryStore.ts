import { fromJson, hasShape, isAnything, isNumber, isText, listOf, oneOf } from './check.ts';
import type { Entry, EntryStore } from './makeOutbox.ts';
import { isChatError } from './received.ts';
import { read, write } from './storage.ts';

const isEntry = hasShape<Omit<Entry, 'error'> & { error: unknown }>({
  clientId: isText,
  body: isText,
  at: isNumber,
  state: oneOf('waiting', 'sending', 'sent', 'refused'),
  error: isAnything,
});
const isList = listOf(isAnything);
const isStored = hasShape<{ entries: unknown[] }>({ entries: isList });

/** Keeps an outbox in this tab, so that a refresh loses nothing that was typed. What is broken in there counts as nothing. */
export function makeEntryStore(key: string): EntryStore {
  return {
    read() {
      const stored = fromJson(read(key));
      // A tab of before an update of the site may still hold a bare list.
      const list = isList(stored) ? stored : isStored(stored) ? stored.entries : [];
      return list
        .filter(isEntry)
        .map(({ error, ...entry }) => (isChatError(error) ? { ...entry, error } : entry));
    },
    write: (entries) => write(key, entries.length > 0 ? JSON.stringify({ entries }) : null),
  };
}
