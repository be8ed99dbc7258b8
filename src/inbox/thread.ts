import type { ChatNote } from '#server/chat/types.ts';
import type { Received } from '../chat/client/received.ts';

/** What stands in the thread. A note has no kind. */
export type ThreadItem = Received | ChatNote;

/**
 * What was said with the notes of colleagues between it, where each was written. Messages stay in the order of their numbers.
 * Notes from before what is loaded come with it.
 */
export function withNotes(
  messages: readonly Received[],
  notes: readonly ChatNote[],
  { hasEarlier }: { hasEarlier: boolean },
): ThreadItem[] {
  const first = messages[0]?.at ?? 0;
  const rest = notes.filter(({ at }) => !hasEarlier || at >= first).toSorted((a, b) => a.at - b.at);
  const items: ThreadItem[] = [];
  for (const message of messages) {
    while (rest[0] && rest[0].at < message.at) items.push(...rest.splice(0, 1));
    items.push(message);
  }
  return [...items, ...rest];
}
