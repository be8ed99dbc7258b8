import type { CannedReply } from '#server/chat/cannedReplies.ts';
import type { NextUp } from '#server/chat/types.ts';

/** The shortcut of what is said when an afspraak is due. */
export const goingShortcut = 'zo';

/** The canned replies, with one to say that one has to go; whoever made one by that word keeps theirs. */
export function withGoing(replies: readonly CannedReply[], body: string): CannedReply[] {
  if (replies.some(({ shortcut }) => shortcut === goingShortcut)) return [...replies];
  return [...replies, { id: goingShortcut, shortcut: goingShortcut, body, whose: 'team' }];
}

const minute = 60_000;
/** From so long before an afspraak the inbox says that it is due. */
const dueWithinMs = 15 * minute;

/** How many minutes there are until an afspraak, 0 once it began; null when it is not due, or over. */
export function minutesToDue(next: Pick<NextUp, 'start' | 'end'> | null, now: number): number | null {
  if (!next || next.start - now > dueWithinMs || now >= next.end) return null;
  return Math.max(0, Math.ceil((next.start - now) / minute));
}
