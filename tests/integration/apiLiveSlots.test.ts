import assert from 'node:assert/strict';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSlotStream, type LiveSlots } from '../../server/live/slots.ts';
import { listenOn, monday, startApi, type TestApi } from '../support/apiServer.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

/** A stream on a server of its own, for as long as `use` takes. */
async function withStream(
  bounds: Parameters<typeof createSlotStream>[1],
  use: (stream: LiveSlots, port: number) => Promise<void>,
) {
  const stream = createSlotStream(api.services, bounds);
  const server = await listenOn(stream.handle);
  try {
    await use(stream, server.port);
  } finally {
    stream.close();
    await server.close();
  }
}

/** Listens, and keeps what is heard. */
async function listen(port: number) {
  let request: ClientRequest | undefined;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request = get({ port, host: '127.0.0.1', agent: false }, resolve).on('error', reject);
  });
  const heard = { text: '', ended: false };
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    heard.text += chunk;
  });
  response.on('end', () => {
    heard.ended = true;
  });
  response.on('error', () => {});
  const changes = () => heard.text.split('event: change\n').length - 1;
  return { response, heard, changes, hangUp: () => request?.destroy() };
}

async function until(condition: () => boolean) {
  for (let tries = 0; tries < 200 && !condition(); tries++) await sleep(10);
  assert.ok(condition());
}

test('who listens hears that something changed when a time is held and let go', async () => {
  await withStream({ gatherMs: 20 }, async (_, port) => {
    const { response, heard, changes } = await listen(port);
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['content-type'], 'text/event-stream; charset=utf-8');
    assert.equal(response.headers['cache-control'], 'no-store');
    await until(() => heard.text.startsWith('retry: '));
    const held = await api.call('/holds', { json: { topic: 'school', ...monday } });
    await until(() => changes() === 1);
    await api.call(`/holds/${held.body.hold}`, { method: 'DELETE' });
    await until(() => changes() === 2);
    assert.doesNotMatch(heard.text, /2026|centrum/);
  });
});

test('however much changes, it is said at once and then no more than once per 200 ms', async () => {
  await withStream({}, async (_, port) => {
    const { changes } = await listen(port);
    const began = performance.now();
    while (performance.now() - began < 700) {
      api.services.changes.say({ casemanagers: [] });
      await sleep(5);
    }
    const inTime = changes();
    assert.ok(inTime >= 2 && inTime <= 4, `${inTime} in 700 ms`);
    await sleep(300);
    assert.ok(changes() <= inTime + 1, 'the last change is told too, once');
  });
});

test('signs of life come in between, and all look again now and then', async () => {
  await withStream({ beatMs: 20, sweepMs: 60, gatherMs: 5 }, async (_, port) => {
    const { heard, changes } = await listen(port);
    await until(() => heard.text.includes('\n\n:\n\n'));
    await until(() => changes() >= 1);
  });
});

test('beyond the most listeners it is 503 until somebody leaves', async () => {
  await withStream({ mostListeners: 2 }, async (stream, port) => {
    const first = await listen(port);
    await listen(port);
    const third = await listen(port);
    assert.equal(third.response.statusCode, 503);
    assert.ok(third.response.headers['retry-after']);
    first.hangUp();
    await until(() => stream.listeners() === 1);
    assert.equal((await listen(port)).response.statusCode, 200);
  });
});

test('closing ends every answer and refuses new ones', async () => {
  await withStream({}, async (stream, port) => {
    const { heard } = await listen(port);
    stream.close();
    await until(() => heard.ended && stream.listeners() === 0);
    assert.equal((await listen(port)).response.statusCode, 503);
  });
});

test('another method is 405', async () => {
  await withStream({}, async (_, port) => {
    const response = await fetch(`http://127.0.0.1:${port}/live/slots`, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET');
  });
});
