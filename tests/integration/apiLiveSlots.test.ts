import assert from 'node:assert/strict';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressReader } from '#server/http/address.ts';
import { createSlotStream, type LiveSlots } from '#server/live/slots.ts';
import { listenOn, monday, startApi, type TestApi } from '../support/apiServer.ts';
import { saveSettings } from '../support/chatGround.ts';

let api: TestApi;
before(async () => {
  api = await startApi({ limitsEnabled: true });
});
after(() => api.close());

/** A stream on a server of its own, for as long as `use` takes. */
async function withStream(
  bounds: Parameters<typeof createSlotStream>[2],
  use: (stream: LiveSlots, port: number) => Promise<void>,
) {
  const stream = createSlotStream(api.services, addressReader(['127.0.0.1']), bounds);
  const server = await listenOn(stream.handle);
  try {
    await use(stream, server.port);
  } finally {
    stream.close();
    await server.close();
  }
}

/** Listens, and keeps what is heard. */
async function listen(port: number, from = '192.0.2.1') {
  let request: ClientRequest | undefined;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request = get(
      { port, host: '127.0.0.1', agent: false, headers: { 'x-forwarded-for': from } },
      resolve,
    ).on('error', reject);
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
  for (let tries = 0; tries < 2000 && !condition(); tries++) await sleep(10);
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
      api.services.bus.say({ roster: true });
      await sleep(5);
    }
    const took = performance.now() - began;
    await until(() => changes() >= 2);
    await sleep(300);
    // The first at once, then one per 200 ms, the last change included.
    assert.ok(changes() <= 2 + took / 200, `${changes()} in ${took} ms`);
  });
});

test('signs of life come in between, and all look again now and then', async () => {
  await withStream({ beatMs: 20, sweepMs: 60, gatherMs: 5 }, async (_, port) => {
    const { heard, changes } = await listen(port);
    await until(() => heard.text.includes('\n\n:\n\n'));
    await until(() => changes() >= 1);
  });
});

test('one network cannot listen so often that others cannot; beyond the most it is 503 until somebody leaves', async () => {
  await saveSettings(api.services, { limits: { streamsPerAddress: 2, streamsPerProcess: 3 } });
  await api.services.roster.current();
  await withStream({}, async (stream, port) => {
    const first = await listen(port, '2001:db8::1');
    await listen(port, '2001:db8::2');
    const third = await listen(port, '2001:db8::3');
    assert.equal(third.response.statusCode, 429);
    assert.equal(third.response.headers['retry-after'], '30');
    assert.equal((await listen(port, '198.51.100.7')).response.statusCode, 200);
    const fifth = await listen(port, '203.0.113.9');
    assert.equal(fifth.response.statusCode, 503);
    assert.equal(fifth.response.headers['retry-after'], '10');
    first.hangUp();
    await until(() => stream.listeners() === 2);
    assert.equal((await listen(port, '2001:db8::3')).response.statusCode, 200);
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
