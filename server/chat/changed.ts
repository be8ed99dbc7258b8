import type { MessageRow } from './rows.ts';

/** What came of a change of a conversation: the line that tells of it, or why nothing changed. */
export type Changed<Error extends string = 'not-found'> =
  | { ok: true; row: MessageRow }
  | { ok: false; error: Error };
