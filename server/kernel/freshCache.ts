import { LRUCache } from 'lru-cache';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { Mark, Topics } from './versions.ts';

/** A value and the moment (epoch ms) from which time alone makes it wrong: a hold ends, a slot comes too near. */
export interface Timed<Value> {
  value: Value;
  validUntil: number;
}

/** Where the changes stood when something began to be read, and when that was on the clock of this process. */
export interface Moment {
  mark: Mark;
  readAt: number;
}

export const momentNow = (bus: Pick<Bus, 'mark'>): Moment => ({
  mark: bus.mark(),
  readAt: performance.now(),
});

export interface FreshCache<Value> {
  /** What was computed under this key and still holds; null when it has to be computed. */
  find(key: string): Timed<Value> | null;
  /** What was computed under this key, computed anew when it may be older than the last change. */
  get(key: string, compute: () => Promise<Timed<Value>>): Promise<Timed<Value>>;
}

interface Entry<Value> extends Timed<Value>, Moment {}

type Heard = Pick<Bus, 'mark' | 'changedSince'>;

export interface CacheBounds<Value> {
  /** What the values are computed from. */
  topics: Topics;
  /** All values together; the one that was asked for longest ago goes first. */
  mostBytes: number;
  /** About how many bytes of memory a value takes. */
  bytesOf: (value: Value) => number;
}

/** What an entry takes beside its value: the key, the moments and its place among the others. */
const entryBytes = 500;

/** Bounds how far this process may lag behind a change elsewhere of which the message was lost. */
const maxAgeMs = 1500;

/** Whether nothing of these topics changed since it was read, and it did not become untrue by itself. */
export const isFresh = (
  { mark, readAt, validUntil }: Moment & { validUntil: number },
  { bus, topics, clock }: { bus: Heard; topics: Topics; clock: Clock },
) => !bus.changedSince(mark, topics) && clock.now() < validUntil && performance.now() - readAt < maxAgeMs;

/**
 * Keeps computed answers until something changes, at most so many bytes of them.
 * An answer is tied to the mark at which its reading began, so one that raced a change is never served after it.
 * Keys must come from input that was clipped: whoever can make up new ones pushes out those of others.
 */
export function createFreshCache<Value>(
  bus: Heard,
  clock: Clock,
  { topics, mostBytes, bytesOf }: CacheBounds<Value>,
): FreshCache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: mostBytes,
    sizeCalculation: ({ value }, key) => entryBytes + 2 * key.length + bytesOf(value),
  });
  const underWay = new Map<string, { mark: Mark; result: Promise<Timed<Value>> }>();

  const find = (key: string) => {
    const kept = entries.get(key);
    return kept && isFresh(kept, { bus, topics, clock }) ? kept : null;
  };

  return {
    find,
    get(key, compute) {
      const kept = find(key);
      if (kept) return Promise.resolve(kept);
      const { mark, readAt } = momentNow(bus);
      const joined = underWay.get(key);
      if (joined && !bus.changedSince(joined.mark, topics)) return joined.result;
      const mine = {
        mark,
        result: compute()
          .then((timed) => {
            entries.set(key, { ...timed, mark, readAt });
            return timed;
          })
          .finally(() => {
            if (underWay.get(key) === mine) underWay.delete(key);
          }),
      };
      underWay.set(key, mine);
      return mine.result;
    },
  };
}
