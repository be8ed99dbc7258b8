import { setImmediate as afterOthers } from 'node:timers/promises';
import { Semaphore } from 'async-mutex';

/** A semaphore per key: at most `atOnce` tasks of one key run at once, the others wait in order of arrival. */
export interface KeyedSemaphore {
  /** Rejects with `QueueFull` when too many tasks of this key wait already, else as the task does. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

/** So many tasks of this key wait already that one more would wait too long. */
export class QueueFull extends Error {}

export interface SemaphoreBounds {
  atOnce: number;
  /** How many tasks of one key may wait. */
  mostWaiting?: number;
}

/** Without any limit, for load tests. */
export const unlimited: KeyedSemaphore = { run: (_key, task) => task() };

/** Counts in the memory of this process. A key without tasks takes no memory. */
export function createKeyedSemaphore({
  atOnce,
  mostWaiting = Number.POSITIVE_INFINITY,
}: SemaphoreBounds): KeyedSemaphore {
  const queues = new Map<string, { semaphore: Semaphore; size: number }>();
  return {
    async run(key, task) {
      const queue = queues.get(key) ?? { semaphore: new Semaphore(atOnce), size: 0 };
      const waits = queue.size >= atOnce;
      if (queue.size >= atOnce + mostWaiting) throw new QueueFull(`expected at most ${mostWaiting} to wait`);
      queue.size += 1;
      queues.set(key, queue);
      try {
        return await queue.semaphore.runExclusive(async () => {
          // Yield to the event loop: otherwise a long queue would run without a pause, and requests of others would not be read.
          if (waits) await afterOthers();
          return await task();
        });
      } finally {
        queue.size -= 1;
        if (queue.size === 0) queues.delete(key);
      }
    },
  };
}
