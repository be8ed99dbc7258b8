import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { jongereNamespace, socketPath } from '#server/chat/events.ts';
import { createAdmission } from '#server/chat/live/admit.ts';
import { addressReader } from '#server/http/address.ts';
import { createOrigins } from '#server/http/origin.ts';
import { isBusy } from '../../src/chat/client/isBusy.ts';
import { saveSettings } from '../support/chatGround.ts';
import {
  aMessage,
  bodies,
  hangUp,
  type JongereEnd,
  jongere,
  staff,
  until,
} from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { openChat } from '../support/openChat.ts';
import { requestFrom } from '../support/requestFrom.ts';

const chat = await openChat({ limitsEnabled: true });
let talk: Talk;
beforeEach(async () => {
  talk = await chat.talk({ of: chat.noor });
});
afterEach(async () => {
  for (const socket of connections) socket.terminate();
  connections.clear();
  await until(() => chat.services.seats.chat.taken() === 0, 'all places are free');
});

const kept = () => chat.sql<{ seq: number; body: string }[]>`
  select seq, body from chat_messages where conversation_id = ${talk.id} order by seq`;

test('who types and pastes fast is told to wait, and gets there', async () => {
  const sam = await jongere(chat.url, talk.token);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) => sam.ask().emitWithAck('send', aMessage(String(at)))),
  );
  const [said, held] = [answers.filter((one) => 'ok' in one), answers.filter((one) => 'error' in one)];
  assert.equal(said.length, 30);
  for (const answer of held) {
    assert.ok('error' in answer && answer.error === 'too-fast' && answer.retryAfterMs !== undefined);
    assert.ok(answer.retryAfterMs >= 1000 && answer.retryAfterMs <= 10_000);
  }
  assert.equal((await kept()).length, 30);
  const noor = await staff(chat.url, chat.noor.cookie);
  const answer = await noor.ask().emitWithAck('send', {
    conversation: talk.id,
    ...aMessage('Rustig'),
  });
  assert.ok('ok' in answer, 'who answers is not held back by it');
});

test('who ends, rates and comes back over and over is told to wait', async () => {
  const sam = await jongere(chat.url, talk.token);
  assert.deepEqual(await sam.ask().emitWithAck('end', {}), { ok: true });
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => sam.ask().emitWithAck('rate', { face: 3 })),
  );
  assert.equal(answers.filter((one) => 'ok' in one).length, 19);
  for (const event of ['end', 'reopen'] as const) {
    const answer = await sam.ask().emitWithAck(event, {});
    assert.ok('error' in answer && answer.error === 'too-fast', event);
  }
  const said = await sam.ask().emitWithAck('send', aMessage('Hoi'));
  assert.deepEqual(said, { error: 'closed' });
});

test('a thousand messages in a second end the connection; nothing is doubled, and others notice nothing', async () => {
  const sam = await jongere(chat.url, talk.token);
  const other = await chat.talk({ of: chat.noor });
  const [quiet, noor] = [await jongere(chat.url, other.token), await staff(chat.url, chat.noor.cookie)];
  const cut = new Promise((resolve) => sam.socket.once('disconnect', resolve));
  const message = aMessage('keer duizend');
  for (let count = 0; count < 1000; count++)
    sam.socket.emit('send', count % 2 ? message : aMessage(`nummer ${count}`), () => {});
  const answer = await quiet.ask().emitWithAck('send', aMessage('Ik ben er ook nog'));
  assert.ok('ok' in answer);
  await until(() => bodies(noor.messages.get(other.id)).length === 1, 'what another says');
  assert.equal(await cut, 'io server disconnect');
  const said = await kept();
  assert.ok(said.length <= 30);
  assert.deepEqual(
    said.map(({ seq }) => seq),
    said.map((_, at) => at + 1),
  );
  assert.ok(said.filter(({ body }) => body === message.body).length <= 1);
  const back = await jongere(chat.url, talk.token);
  const replayed = await back.ask().emitWithAck('replay', { after: 0 });
  assert.deepEqual(
    'ok' in replayed && bodies(replayed.ok.messages),
    said.map(({ body }) => body),
  );
});

test('events that are not ours, and typing without end, are no way to flood it either', async () => {
  const floods = [
    ({ socket }: JongereEnd) => socket.emit('typing'),
    ({ socket }: JongereEnd) => socket.emit('receipt', { delivered: 0, seen: 0 }),
    ({ socket }: JongereEnd) => Object(socket).emit('zomaar'),
  ];
  for (const flood of floods) {
    const sam = await jongere(chat.url, talk.token);
    const noor = await staff(chat.url, chat.noor.cookie);
    const cut = new Promise((resolve) => sam.socket.once('disconnect', resolve));
    for (let count = 0; count < 1000; count++) flood(sam);
    assert.equal(await cut, 'io server disconnect');
    assert.ok(noor.typings.length <= 2);
    hangUp();
  }
});

test('a packet that is far too large ends the connection, over polling too', async () => {
  const sam = await jongere(chat.url, talk.token);
  const cut = new Promise((resolve) => sam.socket.once('disconnect', resolve));
  sam.socket.emit('send', aMessage('x'.repeat(17_000)), () => {});
  assert.match(String(await cut), /transport/);
  const polling = `${chat.url}${socketPath}/?EIO=4&transport=polling`;
  const sid = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text())?.[1];
  const session = `${polling}&sid=${sid}`;
  const waiting = fetch(session);
  const post = await fetch(session, { method: 'POST', body: `4${'x'.repeat(20_000)}` });
  assert.equal(post.status, 413);
  await waiting;
  assert.equal((await fetch(session)).status, 400, 'the session is over');
  assert.equal((await kept()).length, 0);
});

const connections = new Set<WebSocket>();
/** Connects `count` times from an address, and tells what came of each; those that are in stay so until the test is over. */
function connectOften(count: number, from = '192.0.2.1') {
  const address = `${chat.url.replace('http', 'ws')}${socketPath}/?EIO=4&transport=websocket`;
  return Promise.all(
    Array.from({ length: count }, () => {
      const socket = new WebSocket(address, { headers: { 'x-forwarded-for': from } });
      connections.add(socket);
      return new Promise<{ socket: WebSocket; status: number | undefined; wait: string | undefined }>(
        (resolve) => {
          socket.once('open', () => resolve({ socket, status: 101, wait: undefined }));
          socket.once('unexpected-response', (_request, { statusCode, headers }) => {
            resolve({ socket, status: statusCode, wait: headers['retry-after'] });
            socket.once('error', () => {}).terminate();
          });
        },
      );
    }),
  );
}
const ending = (tries: Awaited<ReturnType<typeof connectOften>>, status: number) =>
  tries.filter((one) => one.status === status);

test('a school is let in; one network that connects without end is not, and leaves room for others', async () => {
  const tries = await connectOften(700);
  assert.equal(ending(tries, 101).length, 600);
  const refused = ending(tries, 429);
  assert.equal(refused.length, 100);
  assert.ok(refused.every(({ wait }) => wait === '30'));
  const [other] = await connectOften(1, '198.51.100.7');
  assert.equal(other?.status, 101);
  const taken = () => chat.services.seats.chat.taken();
  assert.equal(taken(), 601);

  const refusal = await new Promise<Error>((resolve) => {
    const socket = io(`${chat.url}${jongereNamespace}`, {
      path: socketPath,
      extraHeaders: { 'x-forwarded-for': '192.0.2.1' },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnection: false,
    });
    socket.once('connect_error', resolve);
  });
  assert.ok(isBusy(refusal), 'a page knows that it has to wait');

  for (const { socket } of [...tries, other]) socket?.terminate();
  await until(() => taken() === 0, 'all places are free');
  assert.equal((await connectOften(1))[0]?.status, 101);
});

test('who comes and goes without end is told to wait too', async () => {
  const tries = [];
  for (let round = 0; round < 13; round++) {
    const some = await connectOften(100, '203.0.113.9');
    tries.push(...some);
    for (const { socket } of some) socket.terminate();
  }
  assert.equal(ending(tries, 101).length, 1200);
  assert.equal(ending(tries, 429).length, 100);
});

test('coming and going from the many addresses of one site counts as one site', async () => {
  const { refusalOf } = createAdmission(chat.services, {
    addressOf: addressReader(['127.0.0.1']),
    origins: createOrigins(chat.services.publicUrl, () => '127.0.0.1'),
  });
  const refused = await Promise.all(
    Array.from({ length: 4900 }, (_, nth) =>
      refusalOf(requestFrom('127.0.0.1', `2001:db8:1:${(nth % 256).toString(16)}00::1`)),
    ),
  );
  assert.equal(refused.filter((one) => one !== null).length, 100);
  assert.equal(await refusalOf(requestFrom('127.0.0.1', '2001:db8:2::1')), null);
});

test('beyond what one process carries it is 503', async () => {
  const limits = { chatConnectionsPerProcess: 2 };
  await saveSettings(chat.services, { limits });
  await chat.services.roster.current();
  const tries = await connectOften(3, '203.0.113.10');
  assert.deepEqual(
    tries.map(({ status, wait }) => [status, wait]),
    [
      [101, undefined],
      [101, undefined],
      [503, '10'],
    ],
  );
});
