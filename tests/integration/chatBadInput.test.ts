import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { socketPath } from '#server/chat/events.ts';
import { aMessage, bodies, connected, jongere, staff, tryOut, until } from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat();
let talk: Talk;
beforeEach(async () => {
  talk = await chat.talk({ of: chat.noor });
});

/** All that may have been written, but for who is connected: that writes 'away', some moments later. */
async function everything(): Promise<unknown[]> {
  const { sql } = chat;
  return Promise.all([
    sql`select id, status, last_seq, staff_seen, staff_delivered, jongere_seen, jongere_delivered, rating, casemanager_id
      from chat_conversations order by id`,
    sql`select * from chat_messages order by conversation_id, seq`,
    sql`select * from chat_notes order by id`,
    sql`select * from chat_blocks`,
    sql`select staff_id, status from chat_presence where status <> 'away' order by staff_id`,
    sql`select id from appointments`,
  ]);
}

/** Everybody else is still served. */
async function stillServes(): Promise<void> {
  const other = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, other.token);
  const answer = await sam.ask().emitWithAck('send', aMessage('Doet hij het nog?'));
  assert.deepEqual(answer, { ok: { seq: 1, at: chat.clock.now() } });
}

const invalid = (message: string) => ({ error: 'invalid', fields: [{ field: 'body', message }] });

test('text that is no text is refused, with a word for the person who sent it', async () => {
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const wrong: [unknown, string][] = [
    ['', 'message-required'],
    [' \n\t ', 'message-required'],
    ['\u200b\u2060\u200e \u2800\u3164', 'message-required'],
    [5, 'message-required'],
    [null, 'message-required'],
    [['hoi'], 'message-required'],
    ['a\u0000b', 'text-not-allowed'],
    ['\u001b[31mrood', 'text-not-allowed'],
    ['\ud83d', 'text-not-allowed'],
    ['\ude00\ud83d', 'text-not-allowed'],
    ['abc\u202edef', 'text-not-allowed'],
    ['\u2066abc\u2069', 'text-not-allowed'],
    ['x'.repeat(2001), 'message-too-long'],
    ['😀'.repeat(2001), 'message-too-long'],
    ['x'.repeat(12_000), 'message-too-long'],
  ];
  const before = await everything();
  for (const [body, message] of wrong) {
    const payload = { clientId: randomUUID(), body };
    const own = await sam.socket.timeout(5000).emitWithAck('send', Object(payload));
    const theirs = await noor.socket
      .timeout(5000)
      .emitWithAck('send', Object({ conversation: talk.id, ...payload }));
    assert.deepEqual([own, theirs], [invalid(message), invalid(message)], JSON.stringify(body).slice(0, 40));
  }
  assert.deepEqual(await everything(), before);
});

test('everything that is text arrives to the letter', async () => {
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const zalgo = `h${'\u0300\u0316\u0489'.repeat(60)}oi`;
  const texts = [
    '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;',
    "'; drop table chat_messages; -- $1 %s {{x}} \\u0000",
    zalgo,
    'e\u0301 is niet é',
    'שלום \u200fen مرحبا\u200e',
    '👩‍👩‍👧‍👦🏳️‍🌈 \u{1f1f3}\u{1f1f1}',
    '😀'.repeat(2000),
    'x'.repeat(2000),
    'regel een\nregel twee\n\n\tregel vier',
    '\u200bniets te zien\u00ad',
    'javascript:alert(1)',
    '__proto__',
  ];
  for (const body of texts) {
    const answer = await sam.ask().emitWithAck('send', aMessage(body));
    assert.ok('ok' in answer, JSON.stringify(body).slice(0, 60));
  }
  await until(() => bodies(noor.messages.get(talk.id)).length === texts.length, 'all of it');
  assert.deepEqual(bodies(noor.messages.get(talk.id)), texts);
  const replayed = await sam.ask().emitWithAck('replay', { after: 0 });
  assert.deepEqual('ok' in replayed && bodies(replayed.ok.messages), texts);
  const kept = await chat.sql`select body from chat_messages order by seq`;
  assert.deepEqual(
    kept.map(({ body }) => body),
    texts,
  );
});

test('after the end nothing is written any more, whoever tries', async () => {
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const clientId = randomUUID();
  const first = await sam.ask().emitWithAck('send', aMessage('Dag', clientId));
  assert.deepEqual(await noor.ask().emitWithAck('end', { conversation: talk.id }), { ok: true });
  const before = await everything();
  const { id: conversation } = talk;
  assert.deepEqual(await sam.ask().emitWithAck('send', aMessage('Nog iets')), { error: 'closed' });
  assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { error: 'closed' });
  assert.deepEqual(await sam.ask().emitWithAck('end', {}), { ok: true }, 'it is over, as was asked');
  for (const [event, payload] of [
    ['send', { conversation, ...aMessage('Nog iets') }],
    ['take', { conversation }],
    ['handOver', { conversation, to: chat.noor.id }],
    ['offer', { conversation, clientId: randomUUID(), topic: 'school' }],
    ['end', { conversation }],
    ['answered', { conversation, how: 'email' }],
  ] as const) {
    const answer = await tryOut(noor.socket, event, payload);
    assert.deepEqual(Object.keys(Object(answer)), ['error'], event);
  }
  const repeat = await sam.ask().emitWithAck('send', aMessage('Dag', clientId));
  assert.deepEqual(repeat, first, 'what was kept before the end is told again');
  assert.deepEqual(await everything(), before);
});

test('what was not opened on a connection gives no pages on it', async () => {
  const waiting = await chat.talk();
  const noor = await staff(chat.url, chat.noor.cookie);
  const before = await everything();
  const { id: conversation } = waiting;
  const earlier = await noor.ask().emitWithAck('earlier', { conversation, before: 10 });
  assert.deepEqual(earlier, { error: 'not-open' });
  const sent = await noor.ask().emitWithAck('send', { conversation, ...aMessage('Hoi') });
  assert.deepEqual(sent, { error: 'not-open' });
  noor.socket.emit('typing', { conversation });
  noor.socket.emit('receipt', { conversation, delivered: 1, seen: 1 });
  assert.deepEqual(await noor.ask().emitWithAck('leave', { conversation }), { ok: true });
  assert.deepEqual(await everything(), before);
});

test('who is still connected when their chat is forgotten is told that there is none', async () => {
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  await noor.ask().emitWithAck('open', { conversation: talk.id, after: null });
  await chat.sql`delete from chat_conversations`;
  const { id: conversation } = talk;
  sam.socket.emit('typing');
  sam.socket.emit('receipt', { delivered: 1, seen: 1 });
  noor.socket.emit('receipt', { conversation, delivered: 1, seen: 1 });
  assert.deepEqual(await sam.ask().emitWithAck('replay', { after: 0 }), { error: 'not-found' });
  assert.deepEqual(await sam.ask().emitWithAck('send', aMessage('Hallo?')), { error: 'not-found' });
  assert.deepEqual(await sam.ask().emitWithAck('reopen', {}), { error: 'closed' });
  assert.deepEqual(await sam.ask().emitWithAck('rate', { face: 1 }), { error: 'not-open' });
  const sent = { conversation, ...aMessage('Hallo?') };
  assert.deepEqual(await noor.ask().emitWithAck('send', sent), { error: 'not-found' });
  assert.deepEqual(await noor.ask().emitWithAck('open', { conversation, after: 0 }), { error: 'not-found' });
  assert.deepEqual(chat.logged, []);
});

/** Sends bare frames over a connection of its own; answers what came back until it ended or was told to go on. */
async function frames(said: readonly (string | Buffer)[]): Promise<{ heard: string[]; closed: boolean }> {
  const socket = new WebSocket(`${chat.url.replace('http', 'ws')}${socketPath}/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  let closed = false;
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', () => {});
  await new Promise((opened) => socket.once('open', opened));
  for (const frame of said) socket.send(frame);
  socket.send(`40/jongere,{"token":"${talk.token}"}`);
  await until(() => closed || heard.some((text) => text.startsWith('40/jongere')), 'an end or a beginning');
  socket.terminate();
  return { heard, closed };
}

test('events before joining, and frames that are no packet, end the connection', async () => {
  const send = `["send",{"clientId":"${randomUUID()}","body":"te vroeg"}]`;
  const before = await everything();
  const bad: (string | Buffer)[][] = [
    [`42/jongere,1${send}`],
    [`421${send}`],
    ['42'],
    ['4'],
    ['x'],
    ['49'],
    ['40/jongere,{'],
    ['40/jongere,[]'],
    ['42["disconnect"]'],
    ['451-/jongere,["send",{"_placeholder":true,"num":0}]'],
    [Buffer.from('4')],
    [Buffer.alloc(64, 255)],
    ['x'.repeat(20_000)],
    [Buffer.alloc(20_000)],
  ];
  for (const said of bad) {
    const { closed } = await frames(said);
    assert.ok(closed, JSON.stringify(said).slice(0, 80));
  }
  assert.deepEqual(await everything(), before);
  await stillServes();
});

test('frames that are no event of ours do nothing once somebody joined', async () => {
  const before = await everything();
  const join = `40/jongere,{"token":"${talk.token}"}`;
  const bad: (string | Buffer)[][] = [
    ['42/jongere,["send"]'],
    ['42/jongere,["send",'],
    ['42/jongere,[]'],
    ['42/jongere,{}'],
    ['42/jongere,[5]'],
    ['42/jongere,[null,{}]'],
    ['42/jongere,["connect"]'],
    ['42/jongere,["disconnect"]'],
    ['42/jongere,["disconnecting"]'],
    ['42/jongere,["error",{}]'],
    ['42/jongere,["newListener"]'],
    ['42/jongere,["__proto__",{"body":"x"}]'],
    ['42/jongere,99999999999999999999["send",{}]'],
    ['43/jongere,1[{"ok":true}]'],
    ['44/jongere,"weg"'],
    [`42/jongere,1["send",${'['.repeat(7000)}${']'.repeat(7000)}]`],
    ['451-/jongere,["send",{"clientId":{"_placeholder":true,"num":7}}]', Buffer.from('x')],
    ['451-/jongere,["send",{"_placeholder":true,"num":0}]', 'geen bijlage'],
    ['459999999-/jongere,["send",{"_placeholder":true,"num":0}]'],
    ['45-/jongere,["send"]'],
    [Buffer.from('losse bytes')],
    ['2', '3', '5', '6', '1'],
  ];
  for (const said of bad) await frames([join, ...said]);
  assert.deepEqual(await everything(), before);
  await stillServes();
});

/** The events of both namespaces, each with what it may be sent. */
const jongereEvents = (): Record<string, object> => ({
  replay: { after: 0 },
  earlier: { before: 5 },
  send: aMessage('Hoi'),
  receipt: { delivered: 1, seen: 1 },
  typing: {},
  end: {},
  reopen: {},
  rate: { face: 3, line: 'Fijn' },
  book: {
    clientId: randomUUID(),
    offer: 1,
    start: '2026-11-23T09:00:00+01:00',
    modality: 'telefoon',
    location: 'centrum',
    name: 'Sam',
    ageGroup: '18-22',
    reachBy: 'bellen',
    contact: { email: 'sam@example.com', phone: '0612345678' },
  },
});
const staffEvents = (): Record<string, object> => {
  const of = { conversation: talk.id };
  const clientId = randomUUID();
  return {
    inbox: {},
    presence: { status: 'away' },
    open: { ...of, after: null },
    leave: of,
    earlier: { ...of, before: 5 },
    send: { ...of, ...aMessage('Dag') },
    typing: of,
    take: of,
    receipt: { ...of, delivered: 1, seen: 1 },
    handOver: { ...of, to: chat.noor.id, note: 'x' },
    note: { ...of, clientId, text: 'x' },
    end: of,
    answered: { ...of, how: 'email' },
    block: of,
    offer: { ...of, clientId, topic: 'school', modality: 'video', location: 'centrum' },
  };
};
/** Events that say all by their name. */
const bare = ['typing', 'end', 'reopen', 'inbox'];
const wrongTexts = [
  '',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'x'.repeat(3000),
  '-1',
  '1e999',
  '[object Object]',
];
const wrong = fc.oneof(
  { weight: 3, arbitrary: fc.anything({ withTypedArray: true, maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(...wrongTexts, -1, 2.5, 2_147_483_648, 1e308, [], [[]], {}, null),
  },
);
/** As many connections as keep one of them below what ends it. */
const openMany = (namespace: string, options: object): Promise<Socket[]> =>
  Promise.all(
    Array.from({ length: 8 }, () => {
      const always = { path: socketPath, transports: ['websocket'], multiplex: false };
      return connected(io(chat.url + namespace, { ...always, ...options }));
    }),
  );

/** Both ends of a chat with an offer in it, each over many connections. */
async function bothEnds() {
  const jongeren = await openMany('/jongere', { auth: { token: talk.token } });
  const casemanagers = await openMany('/medewerker', { extraHeaders: { cookie: chat.noor.cookie } });
  await until(async () => (await chat.sql`select from chat_presence`).length === 1, 'that Noor is there');
  const offer = { conversation: talk.id, clientId: randomUUID(), topic: 'school' };
  const offered: unknown = await casemanagers[0]?.timeout(5000).emitWithAck('offer', offer);
  assert.ok(Object.hasOwn(Object(offered), 'ok'));
  return [
    { events: jongereEvents, sockets: jongeren },
    { events: staffEvents, sockets: casemanagers },
  ];
}

test('whatever is sent with any event is answered with an error, and writes nothing', async () => {
  const ends = await bothEnds();
  const before = await everything();
  let turn = 0;
  for (const { events, sockets } of ends) {
    const names = fc.constantFrom(...Object.keys(events()), 'toString', '__proto__', 'message');
    await fc.assert(
      fc.asyncProperty(names, wrong, async (event, payload) => {
        fc.pre(!bare.includes(event) || JSON.stringify(payload) !== '{}');
        const socket = sockets[turn++ % sockets.length];
        const answer: unknown = await socket?.timeout(5000).emitWithAck(event, payload);
        assert.ok(Object.hasOwn(Object(answer), 'error'), `${event}: ${JSON.stringify(answer)}`);
      }),
      { numRuns: 600 },
    );
    assert.ok(sockets.every(({ connected }) => connected));
  }
  assert.deepEqual(await everything(), before);
  await stillServes();
});

test('with one thing wrong in an event that is right otherwise, nothing breaks', async () => {
  const ends = await bothEnds();
  let turn = 0;
  for (const { events, sockets } of ends) {
    const names = fc.constantFrom(...Object.keys(events()));
    await fc.assert(
      fc.asyncProperty(names, fc.nat(), wrong, async (event, which, value) => {
        const payload = events()[event] ?? {};
        const keys = Object.keys(payload);
        const key = keys[which % keys.length] ?? 'more';
        const socket = sockets[turn++ % sockets.length];
        const answer: unknown = await socket?.timeout(5000).emitWithAck(event, { ...payload, [key]: value });
        assert.doesNotMatch(JSON.stringify(answer) ?? '', /"failed"/, event);
      }),
      { numRuns: 600 },
    );
    assert.ok(sockets.every(({ connected }) => connected));
  }
  assert.deepEqual(chat.logged, []);
  await stillServes();
});
