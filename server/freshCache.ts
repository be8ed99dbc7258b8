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
  /** What was computed under this key, computed anew when it may be older than the last change. */
  get(key: string, compute: () => Promise<Timed<Value>>): Promise<Timed<Value>>;
}

interface Entry<Value> extends Timed<Value>, Moment {}

/** Bounds how far this process may lag behind a change elsewhere of which the message was lost. */
const maxAgeMs = 1500;
const mostEntries = 2000;

/** Whether nothing changed since it was read, and it did not become untrue by itself. */
export const isFresh = (
  { version, readAt, validUntil }: Moment & { validUntil: number },
  changes: Pick<Changes, 'version'>,
  clock: Clock,
) => version === changes.version() && clock.now() < validUntil && performance.now() - readAt < maxAgeMs;

/**
 * Keeps computed answers until something changes.
 * An answer is tied to the version under which its reading began, so one that raced a change is never served after it.
 */
export function createFreshCache<Value>(changes: Changes, clock: Clock): FreshCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const underWay = new Map<string, { version: number; result: Promise<Timed<Value>> }>();

  const keep = (key: string, entry: Entry<Value>) => {
    if (entries.size >= mostEntries) entries.clear();
    entries.set(key, entry);
  };

  return {
    get(key, compute) {
      const kept = entries.get(key);
      if (kept && isFresh(kept, changes, clock)) return Promise.resolve(kept);
      const { version, readAt } = momentNow(changes);
      const joined = underWay.get(key);
      if (joined?.version === version) return joined.result;
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
