import { setImmediate as afterOthers } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';

/** Of each key at most so many tasks are under way at once; the others of that key wait, first come first served. */
export interface Turns {
  /** Rejects with `LineFull` when too many of this key wait already, else as the task does. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

/** So many wait for a turn already that one more would wait too long. */
export class LineFull extends Error {}

export interface TurnBounds {
  atOnce: number;
  /** How many may wait, for each key. */
  mostWaiting?: number;
}

/** Nobody waits: in load tests. */
export const noTurns: Turns = { run: (_key, task) => task() };

/** Turns in the memory of this process. A key that nobody uses takes no memory. */
export function createTurns({ atOnce, mostWaiting = Number.POSITIVE_INFINITY }: TurnBounds): Turns {
  const lines = new Map<string, { turns: Semaphore; size: number }>();
  return {
    async run(key, task) {
      const line = lines.get(key) ?? { turns: new Semaphore(atOnce), size: 0 };
      const waits = line.size >= atOnce;
      if (line.size >= atOnce + mostWaiting) throw new LineFull(`expected at most ${mostWaiting} to wait`);
      line.size += 1;
      lines.set(key, line);
      try {
        return await line.turns.runExclusive(async () => {
          // Else a long line would go on without a pause, and requests of others would not even be read.
          if (waits) await afterOthers();
          return await task();
        });
      } finally {
        line.size -= 1;
        if (line.size === 0) lines.delete(key);
      }
    },
  };
}
