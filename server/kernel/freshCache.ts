import { LRUCache } from 'lru-cache';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';

/** A value and the moment (epoch ms) from which time alone makes it wrong: a hold ends, a slot comes too near. */
export interface Timed<Value> {
  value: Value;
  validUntil: number;
}

/** Where the changes stood when something began to be read, and when that was on the clock of this process. */
export interface Moment {
  version: number;
  readAt: number;
}

export const momentNow = (changes: Pick<Changes, 'version'>): Moment => ({
  version: changes.version(),
  readAt: performance.now(),
});

export interface FreshCache<Value> {
  /** What was computed under this key and still holds; null when it has to be computed. */
  find(key: string): Timed<Value> | null;
  /** What was computed under this key, computed anew when it may be older than the last change. */
  get(key: string, compute: () => Promise<Timed<Value>>): Promise<Timed<Value>>;
}

interface Entry<Value> extends Timed<Value>, Moment {}

export interface CacheBounds<Value> {
  /** All values together; the one that was asked for longest ago goes first. */
  mostBytes: number;
  /** About how many bytes of memory a value takes. */
  bytesOf: (value: Value) => number;
}

/** What an entry takes beside its value: the key, the moments and its place among the others. */
const entryBytes = 500;

/** Bounds how far this process may lag behind a change elsewhere of which the message was lost. */
const maxAgeMs = 1500;

/** Whether nothing changed since it was read, and it did not become untrue by itself. */
export const isFresh = (
  { version, readAt, validUntil }: Moment & { validUntil: number },
  changes: Pick<Changes, 'version'>,
  clock: Clock,
) => version === changes.version() && clock.now() < validUntil && performance.now() - readAt < maxAgeMs;

/**
 * Keeps computed answers until something changes, at most so many bytes of them.
 * An answer is tied to the version under which its reading began, so one that raced a change is never served after it.
 * Keys must come from input that was clipped: whoever can make up new ones pushes out those of others.
 */
export function createFreshCache<Value>(
  changes: Pick<Changes, 'version'>,
  clock: Clock,
  { mostBytes, bytesOf }: CacheBounds<Value>,
): FreshCache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: mostBytes,
    sizeCalculation: ({ value }, key) => entryBytes + 2 * key.length + bytesOf(value),
  });
  const underWay = new Map<string, { version: number; result: Promise<Timed<Value>> }>();

  const find = (key: string) => {
    const kept = entries.get(key);
    return kept && isFresh(kept, changes, clock) ? kept : null;
  };

  return {
    find,
    get(key, compute) {
      const kept = find(key);
      if (kept) return Promise.resolve(kept);
      const { version, readAt } = momentNow(changes);
      const joined = underWay.get(key);
      if (joined?.version === version) return joined.result;
      const mine = {
        version,
        result: compute()
          .then((timed) => {
            entries.set(key, { ...timed, version, readAt });
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
