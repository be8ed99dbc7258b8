import type { IncomingMessage, ServerResponse } from 'node:http';

/** Time limit for a response to start; longer when a body must arrive first. */
const patienceMs = { withoutBody: 20_000, withBody: 60_000 };

/** The response took too long: what it waits for may never come, such as a database that hangs. */
export class TooLate extends Error {}

/** Rejects with `TooLate` when the response has not started in time. */
export function inTime(
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => Promise<void> | void,
): Promise<void> {
  const bodiless = req.method === 'GET' || req.method === 'HEAD';
  const patience = bodiless ? patienceMs.withoutBody : patienceMs.withBody;
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      if (!res.headersSent) reject(new TooLate(`expected an answer within ${patience / 1000} seconds`));
    };
    const timer = setTimeout(giveUp, patience).unref();
    res.once('close', () => clearTimeout(timer));
    Promise.resolve(answer()).then(resolve, reject);
  });
}
