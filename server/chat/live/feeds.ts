import type { Language } from '#server/kernel/languages.ts';
import type { MessageRow } from '../rows.ts';
import type { QueuePlace, Side } from '../types.ts';

/** A conversation with at least one listener in this process. */
export interface Feed {
  /** The number of the newest message that was emitted to its sockets. */
  last: number;
  language: Language;
  /** Whether it is closed; typing is then not passed on. */
  over: boolean;
  /** The number of sockets of each side. */
  sockets: Record<Side, number>;
  /** The last queue place that was sent to the jongere; null when they do not wait. */
  place: QueuePlace | null;
}

/** Where a feed begins: `last` is the number of the newest message. */
export type FeedStart = Pick<Feed, 'last' | 'language' | 'over'>;

export interface Feeds {
  get(conversation: string): Feed | undefined;
  /** Conversations that a side listens to in this process. */
  heldBy(side: Side): string[];
  held(): string[];
  /** Adds a socket as a listener; `start` is the state of the conversation at the look-up. */
  hold(conversation: string, side: Side, start: FeedStart): void;
  /** Removes a socket. Returns whether it was the last one of its side. */
  release(conversation: string, side: Side): boolean;
  /** Emits a message that this process wrote, unless an earlier one was not emitted yet. `sender` has it in its ack already. */
  publish(row: MessageRow, sender?: string): void;
  /** Emits messages that were read from the database, in the order of their numbers. */
  publishRead(rows: readonly MessageRow[]): void;
}

interface FeedParts {
  /** Emits to all sockets of the conversation except this one. */
  send(row: MessageRow, feed: Feed, sender: string | undefined): void;
  /** Called when there is a gap before a message; the missing one is in the database. */
  missing(conversation: string): void;
}

/**
 * Remembers per conversation the last message that was emitted, so that every message is emitted once and in order, whichever
 * process wrote it and in whatever order the notifications arrive.
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
