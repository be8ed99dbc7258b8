import type { Received } from './received.ts';

/** What came of a message: it is new, it was here already, or one before it is missing. */
export type TakeResult = 'new' | 'known' | 'gap';

/** One conversation as far as it is at hand: numbers without a gap, in order, each once. */
export interface Thread {
  messages(): readonly Received[];
  /** The number of the newest at hand without a gap before it; null before the first page. */
  last(): number | null;
  /** The first page that was asked for: everything at hand begins with it. */
  begin(page: readonly Received[]): void;
  /** A message in whatever order it came. One that is too early is kept until those before it are here. */
  take(message: Received): TakeResult;
  /** The page before the oldest at hand. */
  putBefore(page: readonly Received[]): void;
  /** Whether it stands here, or came and is before the oldest at hand. */
  has(clientId: string): boolean;
  clear(): void;
}

export function makeThread(): Thread {
  let known: Received[] = [];
  let early = new Map<number, Received>();
  let ids = new Set<string>();
  let last: number | null = null;

  const add = (message: Received) => {
    known = [...known, message];
    ids.add(message.clientId);
    last = message.seq;
  };

  const take = (message: Received): TakeResult => {
    if (last !== null && message.seq <= last) return 'known';
    if (last === null || message.seq > last + 1) {
      early.set(message.seq, message);
      return 'gap';
    }
    add(message);
    for (let next = early.get(message.seq + 1); next; next = early.get(next.seq + 1)) {
      early.delete(next.seq);
      add(next);
    }
    return 'new';
  };

  return {
    messages: () => known,
    last: () => last,
    begin(page) {
      last = (page[0]?.seq ?? 1) - 1;
      for (const message of page) take(message);
      // What came while the page was under way; what is before it is there, and not at hand.
      const waiting = [...early.values()].sort((a, b) => a.seq - b.seq);
      early = new Map();
      for (const message of waiting) if (take(message) === 'known') ids.add(message.clientId);
    },
    take,
    putBefore(page) {
      const oldest = known[0]?.seq ?? Number.POSITIVE_INFINITY;
      const before = page.filter(({ seq }) => seq < oldest);
      known = [...before, ...known];
      for (const { clientId } of before) ids.add(clientId);
    },
    has: (clientId) => ids.has(clientId),
    clear() {
      known = [];
      early = new Map();
      ids = new Set();
      last = null;
    },
  };
}
