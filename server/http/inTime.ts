import type { IncomingMessage, ServerResponse } from 'node:http';

/** A visitor waits this long for an answer; a body may take its time to come in first. */
const patienceMs = { withoutBody: 20_000, withBody: 60_000 };

/** What an answer waited for may never come: a database that says nothing, for example. */
export class TooLate extends Error {}

/** Rejects with `TooLate` when an answer that is under way has not begun to go out in time. */
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
