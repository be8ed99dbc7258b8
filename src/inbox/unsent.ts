import { storageKeys } from '#ui/storage.ts';
import { makeEntryStore } from '../chat/client/entryStore.ts';
import type { EntryStore } from '../chat/client/makeOutbox.ts';
import { keys } from '../chat/client/storage.ts';

/** Of one casemanager: who signs in after them in the same tab sends nothing of theirs. */
const prefixOf = (me: string) => `${storageKeys.staffOutboxes}${me}-`;

/** The conversations of which something is still to be sent. */
export function unsentIn(me: string): string[] {
  const prefix = prefixOf(me);
  return keys(prefix).map((key) => key.slice(prefix.length));
}

/** What was typed in one conversation and is not sent yet. */
export const unsentStore = (me: string, conversation: string): EntryStore =>
  makeEntryStore(prefixOf(me) + conversation);

/** Where the draft of one field is kept: whose it is, and of what. Signing out forgets it. */
export const draftKey = (
  me: string,
  conversation: string,
  field?: 'notitie' | 'overdracht' | 'voorstel',
): string => storageKeys.staffDrafts + [me, conversation, field].filter(Boolean).join('-');
