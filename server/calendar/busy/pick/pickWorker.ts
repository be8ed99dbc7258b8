import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { type PickQuestion, type PickResult, pickBusy } from './pickBusy.ts';

// Beside the main loop: what people keep in a calendar can be more than a library gets through.

/** What is sent to the worker. */
export interface PickOrder {
  texts: readonly string[];
  question: PickQuestion;
  /** Events that are left out unread. */
  skip: readonly number[];
}

if (parentPort) answer(parentPort);

function answer(port: MessagePort): void {
  /** Which event is read now, for who watches from outside. */
  const at = z.instanceof(Int32Array).parse(workerData);
  port.on('message', ({ texts, question, skip }: PickOrder) => {
    const watch = { skip: new Set(skip), at: (event: number) => void Atomics.store(at, 0, event) };
    const result: PickResult = pickBusy(texts, question, watch);
    port.postMessage(result);
  });
}
