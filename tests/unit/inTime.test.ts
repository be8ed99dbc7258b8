import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { inTime, TooLate } from '#server/http/inTime.ts';

function exchange(method: string) {
  const req = new IncomingMessage(new Socket());
  req.method = method;
  return { req, res: new ServerResponse(req) };
}

test('what waits for ever is given up: a question after 20 seconds, what brings a body after 60', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const [method, patience] of [
    ['GET', 20_000],
    ['POST', 60_000],
  ] as const) {
    const { req, res } = exchange(method);
    let outcome: unknown = 'waiting';
    const waiting = inTime(req, res, () => new Promise(() => {})).catch((error: unknown) => {
      outcome = error;
    });
    t.mock.timers.tick(patience - 1);
    assert.equal(outcome, 'waiting');
    t.mock.timers.tick(1);
    await waiting;
    assert.equal(Object(outcome).constructor, TooLate);
  }
});

test('an answer that has begun is not given up, and what throws at once is told', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { req, res } = exchange('GET');
  const ended = Promise.withResolvers<void>();
  const answered = inTime(req, res, () => {
    res.writeHead(200);
    return ended.promise;
  });
  t.mock.timers.tick(100_000);
  ended.resolve();
  await answered;
  await assert.rejects(
    inTime(req, res, () => {
      throw new Error('a bug of ours');
    }),
    /a bug of ours/,
  );
});
