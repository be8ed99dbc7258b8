import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';

export interface Worker {
  /** Gives the process a job and waits for what it answers. */
  ask<Answer>(job: unknown, answer: z.ZodType<Answer>): Promise<Answer>;
  stop(): Promise<void>;
  /** Ends it without warning: who still waits for an answer gets an error. */
  kill(): Promise<void>;
}

/** Starts a file of this folder as a process of its own: a floor, or a generator of load. */
export function startWorker(file: string): Worker {
  const child = fork(new URL(file, import.meta.url));
  const ended = once(child, 'exit');
  return {
    async ask(job, answer) {
      child.send(JSON.stringify(job));
      const [message] = await Promise.race([once(child, 'message'), ended.then(() => [null])]);
      return answer.parse(JSON.parse(String(message)));
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The other side: does one job after another. */
export function work<Job>(jobs: z.ZodType<Job>, run: (job: Job) => Promise<unknown>): void {
  process.on('message', async (message) => {
    const answer = await run(jobs.parse(JSON.parse(String(message))));
    process.send?.(JSON.stringify(answer));
  });
}
