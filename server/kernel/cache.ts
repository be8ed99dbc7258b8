import { LRUCache } from 'lru-cache';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { Mark, Topics } from './versions.ts';

/** A value and what makes it wrong. */
export interface Computed<Value> {
  value: Value;
  /** The moment (epoch ms) from which time alone makes it wrong: a hold ends, a slot comes too near. */
  validUntil: number;
  /** What it was computed from, when that is less than what the cache as a whole is tied to. */
  topics?: Topics;
}

export interface Cache<Value> {
  /** What was computed under this key and still holds; null when it has to be computed. */
  find(key: string): Value | null;
  /** The same, computed anew when it may be older than the last change: once for all who ask meanwhile. */
  get(key: string, compute: () => Promise<Computed<Value>>): Promise<Value>;
  /** Keeps what was made elsewhere, of what nothing can have changed since. */
  set(key: string, computed: Computed<Value>): void;
  /** How many bytes all that it keeps takes together. */
  bytes(): number;
}

export interface CacheBounds<Value> {
  /** What the values are computed from: a change in one of these makes them all old. */
  topics: Topics;
  /** All values together; the one that was asked for longest ago goes first. */
  mostBytes: number;
  /** About how many bytes of memory a value takes. */
  bytesOf: (value: Value) => number;
  /** How long a value can be wrong when word of a change elsewhere got lost. */
  maxAgeMs?: number;
}

interface Entry<Value> extends Computed<Value> {
  /** Where the changes stood, and the clock of this process, when its reading began. */
  mark: Mark;
  readAt: number;
}

/** What an entry takes beside its value: the key, the moments and its place among the others. */
const entryBytes = 500;
const usualMaxAgeMs = 1500;

/**
 * Keeps computed values until something changes of what they were computed from, at most so many bytes of them. A value
 * is tied to the moment at which its reading began, so one that raced a change is never served after it.
 *
 * Make keys of input that was clipped and normalised: who can make up new ones pushes out those of others.
 */
export function createCache<Value>(
  { bus, clock }: { bus: Pick<Bus, 'mark' | 'changedSince'>; clock: Clock },
  { topics: all, mostBytes, bytesOf, maxAgeMs = usualMaxAgeMs }: CacheBounds<Value>,
): Cache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: mostBytes,
    sizeCalculation: ({ value }, key) => entryBytes + 2 * key.length + bytesOf(value),
  });
  const underWay = new Map<string, { mark: Mark; result: Promise<Value> }>();

  const find = (key: string): Value | null => {
    const entry = entries.get(key);
    if (!entry) return null;
    const { value, mark, readAt, validUntil, topics = all } = entry;
    const holds =
      clock.now() < validUntil && performance.now() - readAt < maxAgeMs && !bus.changedSince(mark, topics);
    if (!holds) entries.delete(key);
    return holds ? value : null;
  };

  return {
    find,
    bytes: () => entries.calculatedSize,
    set(key, computed) {
      entries.set(key, { ...computed, mark: bus.mark(), readAt: performance.now() });
    },
    async get(key, compute) {
      const kept = find(key);
      if (kept !== null) return kept;
      const joined = underWay.get(key);
      if (joined && !bus.changedSince(joined.mark, all)) return joined.result;
      const mark = bus.mark();
      const readAt = performance.now();
      const mine = {
        mark,
        result: compute()
          .then((computed) => {
            entries.set(key, { ...computed, mark, readAt });
            return computed.value;
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
