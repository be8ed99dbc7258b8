import { Worker } from 'node:worker_threads';
import { createKeyedSemaphore, QueueFull } from '#server/kernel/keyedSemaphore.ts';
import type { Layout } from '../layout.ts';
import type { Possible } from '../types.ts';
import {
  type ColumnsAsked,
  chooseFor,
  type Entries,
  type EntriesAsked,
  type FileRead,
  type JudgedRow,
  judgeRows,
  likelyOf,
  type PlanAsked,
  type ReadAsked,
  readEntries,
  readFile,
  type Wanted,
} from './steps.ts';

/** One list that is worked out. */
export interface ListJob {
  read(asked: ReadAsked): Promise<FileRead>;
  columns(asked: ColumnsAsked): Promise<Layout>;
  /** Reads the rows as entries, which the next step judges. */
  entries(asked: EntriesAsked): Promise<Wanted>;
  /** The ids of those who one of the entries may be about. */
  likely(possible: Possible[]): Promise<string[]>;
  judge(asked: PlanAsked): Promise<JudgedRow[]>;
}

/** It took longer or more memory than any list of its size does, or too many wait for their turn. */
export class ListTooHeavy extends Error {
  override name = 'ListTooHeavy';
}

/** Where lists are worked out. */
export interface ListJobs {
  /**
   * `work` gets a job: of few rows (or bytes of text, at `size`) it runs where it is asked, else in a thread that is ended with it.
   * @throws ListTooHeavy
   */
  run<Result>(size: number, work: (job: ListJob) => Promise<Result>): Promise<Result>;
}

/** Below so many rows a thread costs more than the work: some 50 ms. */
export const fewRows = 500;

export type Asked =
  | { step: 'read'; given: ReadAsked }
  | { step: 'columns'; given: ColumnsAsked }
  | { step: 'entries'; given: EntriesAsked }
  | { step: 'likely'; given: Possible[] }
  | { step: 'judge'; given: PlanAsked };
export type Said =
  | { step: 'read'; said: FileRead }
  | { step: 'columns'; said: Layout }
  | { step: 'entries'; said: Wanted }
  | { step: 'likely'; said: string[] }
  | { step: 'judge'; said: JudgedRow[] };
type Reply = { ok: true; said: Said } | { ok: false; error: unknown };

export interface JobBounds {
  /** How long one step may take. */
  mostMs: number;
  /** How much memory a thread may take, in MB. */
  mostMegabytes: number;
}

/** Threads of one process: two large lists would take the memory of all others. */
const atOnce = 1;
const mostWaiting = 4;

/** A step is over before a request is given up (server/http/inTime.ts), so that it is said why. */
export function createListJobs(
  { mostMs, mostMegabytes }: JobBounds = { mostMs: 45_000, mostMegabytes: 1024 },
): ListJobs {
  const turns = createKeyedSemaphore({ atOnce, mostWaiting });
  return {
    async run(size, work) {
      if (size <= fewRows) return work(jobHere());
      try {
        return await turns.run('list', () => inThread({ mostMs, mostMegabytes }, work));
      } catch (error) {
        if (error instanceof QueueFull) throw new ListTooHeavy('expected fewer lists at once');
        throw error;
      }
    },
  };
}

function jobHere(): ListJob {
  let entries: Entries | null = null;
  const there = (): Entries => {
    if (entries === null) throw new Error('expected the entries to be read before they are judged');
    return entries;
  };
  return {
    read: readFile,
    columns: async (asked) => chooseFor(asked),
    entries: async (asked) => {
      entries = readEntries(asked);
      return entries.wanted;
    },
    likely: async (possible) => likelyOf(there(), possible),
    judge: async (asked) => judgeRows(there(), asked),
  };
}

async function inThread<Result>(
  { mostMs, mostMegabytes }: JobBounds,
  work: (job: ListJob) => Promise<Result>,
): Promise<Result> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    // What a server is started with is not for a thread.
    execArgv: [],
  });
  let pending: PromiseWithResolvers<Said> | null = null;
  const refuse = (error: unknown) => pending?.reject(error);
  const heavy = (why: string) => refuse(new ListTooHeavy(why));
  worker.on('message', (reply: Reply) => (reply.ok ? pending?.resolve(reply.said) : refuse(reply.error)));
  worker.on('error', (error: Error & { code?: string }) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? heavy(error.message) : refuse(error),
  );
  worker.on('exit', () => heavy('expected the thread to stay until the list is done'));
  const ask = async (asked: Asked): Promise<Said> => {
    pending = Promise.withResolvers<Said>();
    const timer = setTimeout(() => heavy(`expected a step within ${mostMs} ms`), mostMs);
    try {
      worker.postMessage(asked);
      return await pending.promise;
    } finally {
      clearTimeout(timer);
      pending = null;
    }
  };
  const unexpected = (said: Said) => new Error(`expected another answer than ${said.step}`);
  try {
    return await work({
      async read(given) {
        const answer = await ask({ step: 'read', given });
        if (answer.step !== 'read') throw unexpected(answer);
        return answer.said;
      },
      async columns(given) {
        const answer = await ask({ step: 'columns', given });
        if (answer.step !== 'columns') throw unexpected(answer);
        return answer.said;
      },
      async entries(given) {
        const answer = await ask({ step: 'entries', given });
        if (answer.step !== 'entries') throw unexpected(answer);
        return answer.said;
      },
      async likely(given) {
        const answer = await ask({ step: 'likely', given });
        if (answer.step !== 'likely') throw unexpected(answer);
        return answer.said;
      },
      async judge(given) {
        const answer = await ask({ step: 'judge', given });
        if (answer.step !== 'judge') throw unexpected(answer);
        return answer.said;
      },
    });
  } finally {
    await worker.terminate();
  }
}
