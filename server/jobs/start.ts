import type { Logger } from 'pino';
import type { Job } from './jobs.ts';
import { openQueue } from './openQueue.ts';

/** How often, in seconds, each process looks for what went wrong. */
export interface Watch {
  /** Turns of which the process is gone: they are given up, so that the next can come. */
  lostSeconds: number;
  /** Turns that a process was granted and did not come to take: another takes them. */
  leftSeconds: number;
}

/**
 * Does each job every so many seconds, in one of all processes on this database and never twice at once.
 *
 * A timer in every process asks the queue for a turn. The queue grants one per so many seconds, and none while
 * one waits or is under way; who was granted it takes it at once. So there is no chain that could break with
 * the process that holds it: the others ask as well, and the turn of a killed process is given up after a while.
 */
export async function startJobs<Needs extends { log: Logger }>(
  url: string,
  jobs: readonly Job<Needs>[],
  needs: Needs,
  { lostSeconds, leftSeconds }: Watch = { lostSeconds: 30, leftSeconds: 15 },
) {
  const { log } = needs;
  const onTrouble = (err: unknown) => log.warn({ err }, 'trouble in the job queue; it goes on by itself');
  const queue = await openQueue(url, { lostSeconds, onTrouble });

  const startJob = async ({ name, everySeconds, lostAfterSeconds, run }: Job<Needs>) => {
    await queue.createQueue(name, { policy: 'exclusive' });
    const worker = await queue.work(name, { pollingIntervalSeconds: leftSeconds }, async () => {
      try {
        await run(needs);
      } catch (err) {
        log.error({ err, job: name }, 'a regular job failed; it is tried again');
      }
    });
    const turn = {
      singletonSeconds: everySeconds,
      expireInSeconds: lostAfterSeconds,
      retryLimit: 0,
      // A turn that is forgotten before its time is over would be granted again.
      deleteAfterSeconds: 2 * everySeconds,
    };
    const ask = async () => {
      const granted = await queue.send(name, null, turn);
      if (granted !== null) queue.notifyWorker(worker);
    };
    const askNow = () => void ask().catch(onTrouble);
    askNow();
    return setInterval(askNow, everySeconds * 1000);
  };
  const timers = await Promise.all(jobs.map(startJob));

  return {
    /** Waits for what is under way, at most ten seconds. */
    async stop(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await queue.stop({ timeout: 10_000 });
    },
  };
}
