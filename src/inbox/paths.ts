import { staffPaths, withQuery } from '../agenda/paths.ts';

/** The inbox, with one conversation open in it. */
export const chatPath = (conversation: string | null) =>
  withQuery(staffPaths.chat, { gesprek: conversation ?? undefined });

/** The conversation that an address asks for. */
export const conversationIn = (search: string): string | null => new URLSearchParams(search).get('gesprek');

/** Where a conversation stands in the lists. */
export const rowId = (conversation: string): string => `rij-${conversation}`;
