import type { ConversationSummary, Inbox } from '#server/chat/types.ts';
import type { Received } from '../chat/client/received.ts';

/** In the order in which they stand on the page. */
export const listNames = ['waiting', 'mine', 'questions', 'team', 'closed'] as const;
export type ListName = (typeof listNames)[number];

/** In which list a conversation stands, and how. */
export function findIn(
  inbox: Inbox,
  id: string,
): { list: ListName; conversation: ConversationSummary } | null {
  for (const list of listNames) {
    const conversation = inbox[list].find((one) => one.id === id);
    if (conversation) return { list, conversation };
  }
  return null;
}

/** The conversation after or before one, through all lists but those that are over; without one the first or last. */
export function neighbour(inbox: Inbox, id: string | null, by: 1 | -1): string | null {
  const ids = listNames
    .filter((name) => name !== 'closed')
    .flatMap((name) => inbox[name].map((one) => one.id));
  const at = id === null ? -1 : ids.indexOf(id);
  if (at === -1) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[at + by] ?? null;
}

/** Of a long queue so many stand on the page at first. */
const shortQueue = 8;

/** The begin of the queue, and of the rest what points to danger and what is shown: nobody has to look for those. */
export const shortened = (
  waiting: readonly ConversationSummary[],
  shown: readonly (string | null)[],
): readonly ConversationSummary[] =>
  waiting.filter(({ id, danger }, index) => index < shortQueue || danger || shown.includes(id));

/** How many conversations somebody has to do something about now: who waits, and own ones with something unread. */
export const toDo = ({ waiting, mine }: Pick<Inbox, 'waiting' | 'mine'>): number =>
  waiting.length + mine.filter(({ unread }) => unread > 0).length;

/** The lists with one conversation as it is now, where it stands. */
export function withState(inbox: Inbox, now: ConversationSummary): Inbox {
  return changed(inbox, now.id, () => now);
}

/** The lists with a message in them that just came. One that the lists know of already changes nothing. */
export function withMessage(inbox: Inbox, id: string, message: Received): Inbox {
  return changed(inbox, id, (one) => {
    const lastSeq = Math.max(one.lastSeq, message.seq);
    if (message.kind !== 'text' || message.author !== 'jongere' || message.seq <= one.lastJongereSeq)
      return { ...one, lastSeq };
    return {
      ...one,
      lastSeq,
      lastJongereSeq: message.seq,
      lastAt: message.at,
      unread: one.unread + (message.seq > one.staffSeen ? 1 : 0),
      danger: one.danger || message.danger === true,
      preview: [...message.body].slice(0, 120).join(''),
    };
  });
}

/** The lists when this end has seen all up to a number: a count that was made just before does not come back. */
export function withSeen(inbox: Inbox, seen: ReadonlyMap<string, number>): Inbox {
  return {
    ...inbox,
    mine: inbox.mine.map((one) => {
      const upTo = seen.get(one.id) ?? 0;
      return upTo >= one.lastJongereSeq
        ? { ...one, staffSeen: Math.max(one.staffSeen, upTo), unread: 0 }
        : one;
    }),
  };
}

/** The lists in which what was handed over asks for attention as something unread does. */
export const withHanded = (inbox: Inbox, handed: ReadonlySet<string>): Inbox => ({
  ...inbox,
  mine: inbox.mine.map((one) => (handed.has(one.id) ? { ...one, unread: Math.max(1, one.unread) } : one)),
});

function changed(inbox: Inbox, id: string, change: (one: ConversationSummary) => ConversationSummary): Inbox {
  const found = findIn(inbox, id);
  if (!found) return inbox;
  const { list } = found;
  return { ...inbox, [list]: inbox[list].map((one) => (one.id === id ? change(one) : one)) };
}
