import type { MessageRow } from './rows.ts';

/** The result of changing a conversation: the message that announces the change, or why nothing changed. */
export type Changed<Error extends string = 'not-found'> =
  | { ok: true; row: MessageRow }
  | { ok: false; error: Error };
