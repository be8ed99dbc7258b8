import { storageKeys, tabStorage } from '#ui/storage.ts';
import type { Entry, Keeper } from './makeOutbox.ts';

// What this tab keeps for a chat, in sessionStorage and only once somebody began. A browser may refuse: then the
// chat works all the same, as long as the page stays.

/** What the browser refused. */
const loose = new Map<string, string>();

/** With the page goes what only it knew. */
export const dropLoose = (): void => loose.clear();

/** Whether a refresh, and the next page, find all of it. */
export const isKept = (): boolean => loose.size === 0;

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
export type KeptName = keyof typeof names;

export const recall = (name: KeptName): string | null =>
  loose.get(names[name]) ?? tabStorage.read(names[name]);

/** Null and an empty text forget it. */
export function keep(name: KeptName, value: string | null): void {
  loose.delete(names[name]);
  if (!tabStorage.write(names[name], value) && value) loose.set(names[name], value);
}

/** What opens the conversation of this tab. */
export function recallToken(): string | null {
  const { token } = parsed(recall('token')) ?? {};
  return typeof token === 'string' ? token : null;
}

export const keepToken = (token: string): void => keep('token', JSON.stringify({ token }));

/**
 * The conversation is over for this tab. An open panel stays open, and sound as it was. What was typed and never sent
 * is what the next one begins with; gives it.
 */
export function forgetConversation(): string {
  const unsent = tabKeeper.read().filter(({ state }) => state !== 'sent');
  const texts = [...unsent.map(({ body }) => body), recall('draft')];
  if (recall('panel') === 'closed') keep('panel', null);
  for (const name of ['token', 'startKey', 'name', 'outbox', 'seen'] as const) keep(name, null);
  const draft = texts.filter(Boolean).join('\n\n');
  keep('draft', draft);
  return draft;
}

/** The outbox of this tab, so that a refresh loses nothing that was typed. */
export const tabKeeper: Keeper = {
  read() {
    const { entries } = parsed(recall('outbox')) ?? {};
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  },
  write: (entries) => keep('outbox', entries.length > 0 ? JSON.stringify({ entries }) : null),
};

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' &&
  value !== null &&
  ['clientId', 'body', 'state'].every((name) => typeof Reflect.get(value, name) === 'string');

function parsed(text: string | null): Record<string, unknown> | null {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
