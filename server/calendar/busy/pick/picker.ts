import { Worker } from 'node:worker_threads';
import type { PickQuestion, PickResult } from './pickBusy.ts';
import type { PickOrder } from './pickWorker.ts';

/** Picks out of calendars when somebody is busy, beside the main loop, one after another and in bounded time and memory. */
export interface Picker {
  /** The texts of one source: a whole calendar, or several with one event each. */
  pick(texts: readonly string[], question: PickQuestion): Promise<PickResult>;
  close(): Promise<void>;
}

/** An event that takes longer keeps the library busy for ever: it is left out. */
const eventMs = 2000;
/** All events of one source together. */
const allMs = 10_000;
/** So many events that never end make a calendar that nobody reads. */
const mostEndless = 3;
const watchMs = 200;
const idleMs = 30_000;
const heapMb = 256;

type Outcome = PickResult | { ok: false; endless: number };

/** Created once per process; its thread starts when it is needed and ends when it was not for a while. */
export function createPicker(): Picker {
  const at = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    const made = new Worker(new URL('./pickWorker.ts', import.meta.url), {
      workerData: at,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      // Nothing of the environment is for it.
      env: {},
    });
    made.unref();
    return made;
  };
  const end = async () => {
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };

  const runOnce = (order: PickOrder): Promise<Outcome> => {
    worker ??= start();
    const running = worker;
    Atomics.store(at, 0, -1);
    return new Promise((resolve) => {
      const began = performance.now();
      let seen = { event: -1, since: began };
      const onMessage = (result: PickResult) => settle(result, false);
      // Out of memory, mostly.
      const onEnd = () => settle({ ok: false, fault: 'too-much' }, true);
      const settle = (outcome: Outcome, isOver: boolean) => {
        clearInterval(watch);
        running.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        if (!isOver) return resolve(outcome);
        if (worker === running) worker = null;
        void running.terminate().then(() => resolve(outcome));
      };
      const watch = setInterval(() => {
        const now = performance.now();
        const event = Atomics.load(at, 0);
        if (event !== seen.event) seen = { event, since: now };
        if (event >= 0 && now - seen.since > eventMs) settle({ ok: false, endless: event }, true);
        else if (now - began > allMs) settle({ ok: false, fault: 'too-much' }, true);
      }, watchMs);
      running.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
      running.postMessage(order);
    });
  };

  const run = async (texts: readonly string[], question: PickQuestion): Promise<PickResult> => {
    clearTimeout(idle);
    const skip: number[] = [];
    for (;;) {
      const outcome = await runOnce({ texts, question, skip: [...skip] });
      if (!('endless' in outcome)) {
        idle = setTimeout(() => void end(), idleMs).unref();
        return outcome;
      }
      skip.push(outcome.endless);
      if (skip.length > mostEndless) return { ok: false, fault: 'too-much' };
    }
  };

  return {
    pick(texts, question) {
      const mine = last.then(() => run(texts, question));
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      clearTimeout(idle);
      await last;
      await end();
    },
  };
}
