import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { io } from 'socket.io-client';
import { socketPath, staffNamespace } from '#server/chat/events.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { jongereSocket, staffSocket } from '../support/chatEnds.ts';
import {
  aMessage,
  bodies,
  hangUp,
  jongere,
  refusalOf,
  staff,
  tryOut,
  until,
} from '../support/chatListeners.ts';
import type { Colleague, Talk } from '../support/chatServer.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat();
/** A casemanager of another team. */
const stranger = await chat.join({ firstName: 'Vreemd', team: 'Een ander team' });

const countOf = async ({ id }: Talk) =>
  (await chat.sql`select last_seq as last, status from chat_conversations where id = ${id}`)[0];

test('no token, one that is made up, too long, or of something else opens nothing', async () => {
  const talk = await chat.talk();
  const { tokens } = chat.services;
  const wrong = [
    '',
    'x',
    'x'.repeat(32),
    `${talk.token}x`,
    'x'.repeat(5000),
    talk.id,
    hashToken(talk.token),
    tokens.make('appointment', talk.id, 1),
    tokens.make('chat', talk.id, 2),
    tokens.make('chat', randomUUID(), 1),
    '\u0000'.repeat(32),
    `${talk.token.slice(0, 31)}\ud800`,
  ];
  for (const token of wrong) assert.equal(await refusalOf(jongereSocket(chat.url, token)), 'not-found');
  for (const auth of [undefined, {}, { token: null }, { token: 5 }, { token: [talk.token] }, { token: {} }]) {
    const options = {
      path: socketPath,
      transports: ['websocket'],
      multiplex: false,
      ...(auth ? { auth } : {}),
    };
    assert.equal(await refusalOf(io(`${chat.url}/jongere`, options)), 'not-found');
  }
  assert.equal(await refusalOf(jongereSocket(chat.url, talk.token)), 'let in');
});

test('a connection that brings far too much in place of a token is cut', async () => {
  const socket = jongereSocket(chat.url, 'x'.repeat(20_000));
  const reason = await new Promise((resolve) => {
    socket.io.once('close', resolve);
  });
  socket.disconnect();
  assert.match(String(reason), /transport (close|error)/);
});

test('there is nothing to join but the two ends of a chat', async () => {
  for (const namespace of ['/', '/admin', '/medewerkers', '/jongere/']) {
    const socket = io(chat.url + namespace, {
      path: socketPath,
      transports: ['websocket'],
      multiplex: false,
    });
    assert.notEqual(await refusalOf(socket), 'let in', namespace);
  }
});

test('only a casemanager with a session of this moment gets in as one', async () => {
  const talk = await chat.talk();
  const beheerder = await chat.join({ roles: ['beheerder'] });
  const ended = await chat.join();
  await chat.services.sql`delete from sessions where user_id = ${ended.id}`;
  const left = await chat.join();
  await chat.sql`update staff set active = false where id = ${left.id}`;
  const wrong = [
    '',
    ...['', 'x'.repeat(43), talk.token].map((value) => `${chat.services.sessions.cookieName}=${value}`),
  ];
  for (const cookie of [...wrong, beheerder.cookie, ended.cookie, left.cookie])
    assert.equal(await refusalOf(staffSocket(chat.url, cookie)), 'signed-out');
});

test('the token of a jongere opens nothing for staff, and the session of staff nothing for a jongere', async () => {
  const { token } = await chat.talk();
  const options = { path: socketPath, transports: ['websocket'], multiplex: false };
  const { cookie } = chat.noor;
  const asStaff = io(`${chat.url}${staffNamespace}`, { ...options, auth: { token } });
  assert.equal(await refusalOf(asStaff), 'signed-out');
  const asJongere = io(`${chat.url}/jongere`, { ...options, extraHeaders: { cookie } });
  assert.equal(await refusalOf(asJongere), 'not-found');
});

test('who is signed out, is no casemanager any more or is of another team now is cut off before long', async () => {
  const [out, promoted, moved] = [await chat.join(), await chat.join(), await chat.join()];
  const ends = await Promise.all([out, promoted, moved].map(({ cookie }) => staff(chat.url, cookie)));
  const stays = await staff(chat.url, chat.noor.cookie);
  await chat.services.sql`delete from sessions where user_id = ${out.id}`;
  await chat.sql`update staff set roles = '{beheerder}' where id = ${promoted.id}`;
  await chat.sql`update staff set team = 'Een ander team' where id = ${moved.id}`;
  chat.intervals();
  await until(() => ends.every(({ socket }) => !socket.connected), 'that they are cut off');
  assert.ok(stays.socket.connected);
});

test('a page elsewhere cannot speak for who is signed in here, by either transport', async () => {
  const talk = await chat.talk();
  for (const transports of [['websocket'], ['polling']]) {
    for (const origin of [
      'https://elders.example',
      'null',
      'http://doorstart.test',
      'https://doorstart.test:8443',
    ]) {
      const socket = io(`${chat.url}${staffNamespace}`, {
        path: socketPath,
        transports,
        multiplex: false,
        extraHeaders: { origin, cookie: chat.noor.cookie },
      });
      assert.match(await refusalOf(socket), /websocket error|xhr poll error/, origin);
    }
    const own = io(`${chat.url}/jongere`, {
      path: socketPath,
      transports,
      multiplex: false,
      auth: { token: talk.token },
      extraHeaders: { origin: 'https://doorstart.test' },
    });
    assert.equal(await refusalOf(own), 'let in');
  }
});

test('who has to poll talks like everybody else', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const noor = await staff(chat.url, chat.noor.cookie);
  const polling = io(`${chat.url}/jongere`, {
    path: socketPath,
    transports: ['polling'],
    multiplex: false,
    auth: { token: talk.token },
  });
  await new Promise<void>((resolve) => polling.once('connect', resolve));
  const answer = await polling.timeout(5000).emitWithAck('send', aMessage('langs de achterdeur'));
  assert.deepEqual(answer, { ok: { seq: 1, at: chat.clock.now() } });
  await until(() => bodies(noor.messages.get(talk.id)).length === 1, 'the message');
  polling.disconnect();
});

/** All that somebody of staff may try on a conversation; it would go to a colleague of theirs. */
const tries = (conversation: string, colleague: Colleague) =>
  [
    ['open', { conversation, after: null }],
    ['earlier', { conversation, before: 5 }],
    ['send', { conversation, ...aMessage('Ik bemoei me ermee') }],
    ['take', { conversation }],
    ['handOver', { conversation, to: colleague.id, note: 'neem jij hem?' }],
    ['note', { conversation, clientId: randomUUID(), text: 'gezien' }],
    ['offer', { conversation, clientId: randomUUID(), topic: 'school' }],
    ['end', { conversation }],
    ['answered', { conversation, how: 'email' }],
    ['block', { conversation }],
  ] as const;

test('a casemanager of another team can do nothing with a conversation, nor hear it', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  await sam.ask().emitWithAck('send', aMessage('Dit is voor Noor'));
  const other = await staff(chat.url, stranger.cookie);
  const colleague = await chat.join({ team: 'Een ander team' });
  const before = await countOf(talk);
  for (const [event, payload] of tries(talk.id, colleague)) {
    const answer = await tryOut(other.socket, event, payload);
    assert.deepEqual(Object.keys(Object(answer)), ['error'], `${event}: ${JSON.stringify(answer)}`);
  }
  other.socket.emit('typing', { conversation: talk.id });
  other.socket.emit('receipt', { conversation: talk.id, delivered: 1, seen: 1 });
  await sam.ask().emitWithAck('send', aMessage('En dit ook'));
  const answer = await other.ask().emitWithAck('inbox', {});
  assert.ok('ok' in answer && !JSON.stringify(answer).includes(talk.id));
  assert.ok(!JSON.stringify(other.inboxes).includes(talk.id));
  assert.equal(other.messages.size, 0);
  assert.deepEqual(await countOf(talk), { ...before, last: 2 });
  assert.equal((await chat.sql`select from chat_notes where conversation_id = ${talk.id}`).length, 0);
  assert.equal((await chat.sql`select from chat_blocks`).length, 0);
  assert.equal(sam.typings.length, 0);
  assert.ok(sam.states.every(({ receipts }) => receipts.delivered === 0));
});

test('who read a chat that waited hears nothing more of it once another team has it', async () => {
  const talk = await chat.talk();
  const sam = await jongere(chat.url, talk.token);
  const other = await staff(chat.url, stranger.cookie);
  const noor = await staff(chat.url, chat.noor.cookie);
  const opened = await other.ask().emitWithAck('open', { conversation: talk.id, after: null });
  assert.ok('ok' in opened, 'who waits may be read by everybody');
  await noor.ask().emitWithAck('take', { conversation: talk.id });
  await until(() => other.inboxes.at(-1)?.waiting.length === 0, 'that it waits no more');
  await sam.ask().emitWithAck('send', aMessage('Alleen voor Noor'));
  await until(() => bodies(noor.messages.get(talk.id)).length === 1, 'the message');
  const states = other.states.length;
  const earlier = await other.ask().emitWithAck('earlier', { conversation: talk.id, before: 100 });
  assert.deepEqual(earlier, { error: 'not-open' });
  assert.deepEqual(bodies(other.messages.get(talk.id)), []);
  noor.socket.emit('receipt', { conversation: talk.id, delivered: 2, seen: 2 });
  await until(() => sam.states.at(-1)?.receipts.seen === 2, 'that it was seen');
  await other.ask().emitWithAck('inbox', {});
  assert.equal(other.states.length, states);
});

test('a colleague of the team reads along and leaves a note, and does no more than that', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const daan = await staff(chat.url, (await chat.join({ firstName: 'Daan' })).cookie);
  await sam.ask().emitWithAck('send', aMessage('Hoi'));
  const before = await countOf(talk);
  for (const [event, payload] of tries(talk.id, chat.noor)) {
    if (event === 'note' || event === 'open' || event === 'block') continue;
    const answer = await tryOut(daan.socket, event, payload);
    assert.deepEqual(Object.keys(Object(answer)), ['error'], `${event}: ${JSON.stringify(answer)}`);
  }
  const opened = await daan.ask().emitWithAck('open', { conversation: talk.id, after: null });
  assert.ok('ok' in opened && bodies(opened.ok.messages).includes('Hoi'));
  daan.socket.emit('receipt', { conversation: talk.id, delivered: 1, seen: 1 });
  daan.socket.emit('typing', { conversation: talk.id });
  await daan.ask().emitWithAck('inbox', {});
  noor.socket.emit('receipt', { conversation: talk.id, delivered: 1, seen: 0 });
  await until(() => sam.states.at(-1)?.receipts.delivered === 1, 'that it was delivered');
  assert.equal(sam.states.at(-1)?.receipts.seen, 0, 'who reads along does not see for who answers');
  assert.equal(sam.typings.length, 0);
  const note = { conversation: talk.id, clientId: randomUUID(), text: 'Ken ik van school' };
  assert.ok('ok' in (await daan.ask().emitWithAck('note', note)));
  await until(() => noor.notes.length === 1, 'the note');
  await daan.ask().emitWithAck('leave', { conversation: talk.id });
  await sam.ask().emitWithAck('send', aMessage('Dag'));
  await until(() => bodies(noor.messages.get(talk.id)).includes('Dag'), 'the message');
  await daan.ask().emitWithAck('inbox', {});
  assert.deepEqual(bodies(daan.messages.get(talk.id)), []);
  assert.deepEqual(await countOf(talk), { ...before, last: 2 });
});

test('a conversation is handed to a colleague of the team and to nobody else', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const noor = await staff(chat.url, chat.noor.cookie);
  const left = await chat.join();
  await chat.sql`update staff set active = false where id = ${left.id}`;
  chat.services.bus.say({ roster: true });
  const beheerder = await chat.join({ roles: ['beheerder'] });
  for (const to of [stranger.id, chat.noor.id, left.id, beheerder.id, randomUUID()]) {
    const answer = await noor.ask().emitWithAck('handOver', { conversation: talk.id, to });
    assert.deepEqual(answer, { error: 'not-found' });
  }
  assert.equal((await countOf(talk))?.last, 0);
});

test('a note that comes twice is kept as it was the first time, and one conversation knows no note of another', async () => {
  const [talk, other] = [await chat.talk({ of: chat.noor }), await chat.talk({ of: stranger })];
  const noor = await staff(chat.url, chat.noor.cookie);
  const theirs = await staff(chat.url, stranger.cookie);
  const clientId = randomUUID();
  const note = (text: string) => ({ conversation: talk.id, clientId, text });
  const first = await noor.ask().emitWithAck('note', note('Zo was het'));
  chat.clock.advance(1000);
  assert.deepEqual(await noor.ask().emitWithAck('note', note('Toch niet')), first);
  const foreign = await theirs.ask().emitWithAck('note', {
    ...note('van mij'),
    conversation: other.id,
  });
  assert.ok('error' in foreign);
  const rows = await chat.sql`select conversation_id as id, text from chat_notes where id = ${clientId}`;
  assert.deepEqual([...rows], [{ id: talk.id, text: 'Zo was het' }]);
  assert.equal(theirs.notes.length, 0);
});

test('a block ends the chat and holds for that browser and day, also when it still waits', async () => {
  for (const owner of [chat.noor, undefined]) {
    const talk = await chat.talk(owner ? { of: owner } : {});
    const sam = await jongere(chat.url, talk.token);
    const noor = await staff(chat.url, chat.noor.cookie);
    assert.deepEqual(await noor.ask().emitWithAck('block', { conversation: talk.id }), { ok: true });
    await until(() => sam.states.at(-1)?.status === 'closed', 'that it is over');
    assert.deepEqual([sam.states.at(-1)?.closeReason, sam.states.at(-1)?.canReopen], ['blocked', false]);
    assert.deepEqual(await sam.ask().emitWithAck('send', aMessage('Hé!')), { error: 'closed' });
    assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { error: 'closed' });
    const rows =
      await chat.sql`select day, staff_id as by from chat_blocks where visitor_key = ${`the browser of ${talk.id}`}`;
    assert.deepEqual([...rows], [{ day: '2026-11-20', by: chat.noor.id }]);
    const opened = await noor.ask().emitWithAck('open', { conversation: talk.id, after: null });
    assert.equal('ok' in opened && opened.ok.conversation.blocked, true);
    hangUp();
  }
});
