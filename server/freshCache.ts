import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';

/** A value and the moment (epoch ms) from which time alone makes it wrong: a hold ends, a slot comes too near. */
export interface Timed<Value> {
  value: Value;
  validUntil: number;
}

export interface FreshCache<Value> {
  /** What was computed under this key, computed anew when it may be older than the last change. */
  get(key: string, compute: () => Promise<Timed<Value>>): Promise<Timed<Value>>;
}

interface Entry<Value> extends Timed<Value> {
  version: number;
  readAt: number;
}

/** Bounds how far this process may lag behind a change elsewhere of which the message was lost. */
const maxAgeMs = 1500;
const mostEntries = 2000;

/**
 * Keeps computed answers until something changes.
 * An answer is tied to the version under which its reading began, so one that raced a change is never served after it.
 */
export function createFreshCache<Value>(changes: Changes, clock: Clock): FreshCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const underWay = new Map<string, { version: number; result: Promise<Timed<Value>> }>();

  const isFresh = (entry: Entry<Value>) =>
    entry.version === changes.version() &&
    clock.now() < entry.validUntil &&
    performance.now() - entry.readAt < maxAgeMs;

  const keep = (key: string, entry: Entry<Value>) => {
    if (entries.size >= mostEntries) entries.clear();
    entries.set(key, entry);
  };

  return {
    get(key, compute) {
      const kept = entries.get(key);
      if (kept && isFresh(kept)) return Promise.resolve(kept);
      const version = changes.version();
      const joined = underWay.get(key);
      if (joined?.version === version) return joined.result;
      const readAt = performance.now();
      const mine = {
        version,
        result: compute()
          .then((timed) => {
            keep(key, { ...timed, version, readAt });
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
