import { storageKeys } from '#ui/storage.ts';
import { fromJson } from './check.ts';
import { makeEntryStore } from './entryStore.ts';
import { hasToken } from './received.ts';
import { read, write } from './storage.ts';

// What a tab keeps of the chat of a jongere.

const names = {
  token: storageKeys.chat,
  startKey: storageKeys.chatStart,
  name: storageKeys.chatName,
  draft: storageKeys.chatDraft,
  outbox: storageKeys.chatOutbox,
  seen: storageKeys.chatSeen,
  sound: storageKeys.chatSound,
  panel: storageKeys.chatPanel,
} as const;
export type StoredName = keyof typeof names;

export const recall = (name: StoredName): string | null => read(names[name]);

/** Null and an empty text forget it. */
export const store = (name: StoredName, value: string | null): void => write(names[name], value);

/** What opens the conversation of this tab. */
export function recallToken(): string | null {
  const stored = fromJson(recall('token'));
  return hasToken(stored) ? stored.token : null;
}

export const storeToken = (token: string): void => store('token', JSON.stringify({ token }));

/** The number of the newest message that was looked at; 0 before the first. */
export function recallSeen(): number {
  const seen = Number(recall('seen'));
  return Number.isSafeInteger(seen) ? seen : 0;
}

/** The outbox of this tab. */
export const entryStore = makeEntryStore(names.outbox);

/**
 * The conversation is over for this tab. An open panel stays open, and sound as it was. What was typed and never sent
 * is what the next one begins with; gives it.
 */
export function forgetConversation(): string {
  const unsent = entryStore.read().filter(({ state }) => state !== 'sent');
  const texts = [...unsent.map(({ body }) => body), recall('draft')];
  if (recall('panel') === 'closed') store('panel', null);
  for (const name of ['token', 'startKey', 'name', 'outbox', 'seen'] as const) store(name, null);
  const draft = texts.filter(Boolean).join('\n\n');
  store('draft', draft);
  return draft;
}
