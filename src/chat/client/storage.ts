import { tabStorage } from '#ui/storage.ts';

// What this tab keeps of chats, only once there is something. A browser may refuse: then it is there as long as the page.

/** What the browser refused. */
const refused = new Map<string, string>();

export const read = (key: string): string | null => refused.get(key) ?? tabStorage.read(key);

/** Null and an empty text forget it. */
export function write(key: string, value: string | null): void {
  refused.delete(key);
  if (!tabStorage.write(key, value) && value) refused.set(key, value);
}

/** The names of all that begins with a text. */
export const keys = (prefix: string): string[] => [
  ...new Set([...tabStorage.keys(prefix), ...[...refused.keys()].filter((key) => key.startsWith(prefix))]),
];

/** Whether a refresh, and the next page, find all of it. */
export const isStored = (): boolean => refused.size === 0;

/** With the page goes what only it knew. */
export const dropRefused = (): void => refused.clear();
