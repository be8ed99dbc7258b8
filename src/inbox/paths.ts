import { staffPaths, withQuery } from '../agenda/paths.ts';

/** The inbox, with one conversation open in it. */
export const chatPath = (conversation: string | null, beside: string | null = null) =>
  withQuery(staffPaths.chat, { conversation: conversation ?? undefined, beside: beside ?? undefined });

/** The conversation that an address asks for, and the one beside it. */
export function conversationsIn(search: string): [string | null, string | null] {
  const query = new URLSearchParams(search);
  return [query.get('conversation'), query.get('beside')];
}

/** Where a conversation stands in the lists. */
export const rowId = (conversation: string): string => `rij-${conversation}`;
