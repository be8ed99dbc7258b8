import type { Language } from '#server/kernel/languages.ts';
import type { MessageRow } from '../rows.ts';
import type { QueuePlace, Side } from '../types.ts';

/** A conversation that somebody listens to in this process. */
export interface Feed {
  /** The number of the newest message that went out to its sockets. */
  last: number;
  language: Language;
  /** Whether it is over: nobody types in it then. */
  over: boolean;
  /** How many sockets of each side there are. */
  sockets: Record<Side, number>;
  /** Where the jongere was last told that they stand; null when they do not wait. */
  place: QueuePlace | null;
}

/** Where a feed begins: `last` is the number of the newest message. */
export type FeedStart = Pick<Feed, 'last' | 'language' | 'over'>;

export interface Feeds {
  get(conversation: string): Feed | undefined;
  /** Conversations to which somebody of a side listens here. */
  heldBy(side: Side): string[];
  held(): string[];
  /** A socket begins to listen, to a conversation as it was when that was looked up. */
  hold(conversation: string, side: Side, start: FeedStart): void;
  /** A socket stops. Answers whether it was the last one of its side. */
  release(conversation: string, side: Side): boolean;
  /** A message that this process wrote: it goes out at once, unless one before it did not. `sender` knows by its answer. */
  publish(row: MessageRow, sender?: string): void;
  /** Messages in the order of their numbers, as they were read. */
  publishRead(rows: readonly MessageRow[]): void;
}

interface FeedParts {
  /** To all sockets of the conversation but this one. */
  send(row: MessageRow, feed: Feed, sender: string | undefined): void;
  /** A message is missing before one that came: it is in the database. */
  missing(conversation: string): void;
}

/**
 * What went out already, for each conversation that is listened to: each message goes out once and in order, whoever
 * wrote it and in whatever order its commit is heard of.
 */
export function createFeeds({ send, missing }: FeedParts): Feeds {
  const feeds = new Map<string, Feed>();

  const out = (row: MessageRow, sender?: string): void => {
    const feed = feeds.get(row.conversation);
    if (!feed || row.seq <= feed.last) return;
    if (row.seq > feed.last + 1) {
      missing(row.conversation);
      return;
    }
    feed.last = row.seq;
    if (row.kind === 'closed') feed.over = true;
    else if (row.kind === 'reopened') feed.over = false;
    send(row, feed, sender);
  };

  return {
    get: (conversation) => feeds.get(conversation),
    held: () => [...feeds.keys()],
    heldBy: (side) => [...feeds].flatMap(([id, { sockets }]) => (sockets[side] > 0 ? [id] : [])),
    hold(conversation, side, { last, language, over }) {
      let feed = feeds.get(conversation);
      if (!feed) {
        feed = { last, language, over, sockets: { jongere: 0, casemanager: 0 }, place: null };
        feeds.set(conversation, feed);
      }
      feed.sockets[side] += 1;
    },
    release(conversation, side) {
      const feed = feeds.get(conversation);
      if (!feed) return true;
      feed.sockets[side] -= 1;
      if (feed.sockets.jongere + feed.sockets.casemanager <= 0) feeds.delete(conversation);
      return feed.sockets[side] <= 0;
    },
    publish: out,
    publishRead(rows) {
      for (const row of rows) out(row);
    },
  };
}
