import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Message } from '#server/chat/types.ts';
import { staffSocket } from '../support/chatEnds.ts';
import { aMessage, bodies, jongere, refusalOf, staff, until } from '../support/chatListeners.ts';
import { type Talk, watchQueries } from '../support/chatServer.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat();

const kept = async ({ id }: Talk) => {
  const rows = await chat.sql<{ seq: number; body: string }[]>`
    select seq, body from chat_messages where conversation_id = ${id} order by seq`;
  return [...rows];
};
/** Text messages that were said before anybody looked. */
async function write({ id }: Talk, count: number) {
  await chat.sql`
    with grown as (
      update chat_conversations set last_seq = last_seq + ${count} where id = ${id} returning last_seq - ${count} as before
    )
    insert into chat_messages (conversation_id, seq, client_id, author, kind, body, created_at)
    select ${id}, before + n, gen_random_uuid(), 'jongere', 'text', 'bericht ' || before + n, now()
    from grown, generate_series(1, ${count}::int) as n`;
}
const numbers = (from: number, until: number) =>
  Array.from({ length: until - from + 1 }, (_, at) => from + at);

test('a message is kept when it is answered, under the next number, and the other side hears it once', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  for (const [at, body] of ['Hoi', 'Ben je er?'].entries()) {
    const answer = await sam.ask().emitWithAck('send', aMessage(body));
    assert.deepEqual(answer, { ok: { seq: at + 1, at: chat.clock.now() } });
    assert.deepEqual((await kept(talk)).at(-1), { seq: at + 1, body });
  }
  const said = await noor.ask().emitWithAck('send', { conversation: talk.id, ...aMessage('Ja!') });
  assert.deepEqual(said, { ok: { seq: 3, at: chat.clock.now() } });
  await until(() => sam.messages.length === 1 && noor.messages.get(talk.id)?.length === 2, 'the messages');
  assert.deepEqual(bodies(noor.messages.get(talk.id)), ['Hoi', 'Ben je er?']);
  assert.deepEqual(
    sam.messages.map((message) => message.kind === 'text' && [message.author, message.name, message.body]),
    [['casemanager', 'Noor', 'Ja!']],
  );
});

test('a repeat gets the number of the first, whose text stands, and nobody hears it again', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const clientId = randomUUID();
  const first = await sam.ask().emitWithAck('send', aMessage('Zo bedoel ik het', clientId));
  chat.clock.advance(1000);
  const answers = await Promise.all(
    numbers(1, 20).map((n) => sam.ask().emitWithAck('send', aMessage(`Of anders ${n}`, clientId))),
  );
  assert.deepEqual(answers, Array(20).fill(first));
  await sam.ask().emitWithAck('send', aMessage('En verder'));
  await until(() => bodies(noor.messages.get(talk.id)).includes('En verder'), 'the next message');
  assert.deepEqual(bodies(noor.messages.get(talk.id)), ['Zo bedoel ik het', 'En verder']);
  assert.deepEqual(await kept(talk), [
    { seq: 1, body: 'Zo bedoel ik het' },
    { seq: 2, body: 'En verder' },
  ]);
});

test('the same message over two connections at once is kept once, and both get its number', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const tabs = await Promise.all(numbers(1, 4).map(() => jongere(chat.url, talk.token)));
  const clientId = randomUUID();
  const answers = await Promise.all(
    tabs.map((end) => end.ask().emitWithAck('send', aMessage('Een keer', clientId))),
  );
  assert.deepEqual(answers, Array(4).fill({ ok: { seq: 1, at: chat.clock.now() } }));
  assert.equal((await kept(talk)).length, 1);
});

test('other tabs and devices hear what one of them sends, once and in order, also in a rush', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const [tab, otherTab] = [await jongere(chat.url, talk.token), await jongere(chat.url, talk.token)];
  const [phone, desk] = [await staff(chat.url, chat.noor.cookie), await staff(chat.url, chat.noor.cookie)];
  await Promise.all(
    numbers(1, 25).flatMap((n) => [
      tab.ask().emitWithAck('send', aMessage(`j${n}`)),
      phone.ask().emitWithAck('send', { conversation: talk.id, ...aMessage(`c${n}`) }),
    ]),
  );
  const heardBy = (end: typeof phone) => end.messages.get(talk.id) ?? [];
  await until(() => otherTab.messages.length === 50 && heardBy(desk).length === 50, 'all of it');
  const inOrder = (await kept(talk)).map(({ body }) => body);
  for (const end of [otherTab.messages, heardBy(desk)]) {
    assert.deepEqual(bodies(end), inOrder);
    assert.deepEqual(
      end.map(({ seq }) => seq),
      numbers(1, 50),
    );
  }
  // Who sends knows by the answer, and hears of the own ones at most when something before them was read anew.
  for (const [own, heard] of [
    ['j', tab.messages],
    ['c', heardBy(phone)],
  ] as const) {
    assert.equal(bodies(heard).filter((body) => !body.startsWith(own)).length, 25);
    const seqs = heard.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
    );
  }
});

test('who connects asks for the newest page, for what came after a number, and for what was before it', async () => {
  const talk = await chat.talk({ of: chat.noor });
  await write(talk, 120);
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const replayed = async (after: number | null) => {
    const [own, theirs] = await Promise.all([
      sam.ask().emitWithAck('replay', { after }),
      noor.ask().emitWithAck('open', { conversation: talk.id, after }),
    ]);
    assert.ok('ok' in own && 'ok' in theirs);
    assert.deepEqual(own.ok.messages, theirs.ok.messages);
    assert.deepEqual([own.ok.more, own.ok.state.lastSeq], [theirs.ok.more, theirs.ok.conversation.lastSeq]);
    return [own.ok.messages.map(({ seq }: Message) => seq), own.ok.more];
  };
  assert.deepEqual(await replayed(null), [numbers(71, 120), true]);
  assert.deepEqual(await replayed(0), [numbers(1, 50), true]);
  assert.deepEqual(await replayed(50), [numbers(51, 100), true]);
  assert.deepEqual(await replayed(70), [numbers(71, 120), false]);
  assert.deepEqual(await replayed(120), [[], false]);
  assert.deepEqual(await replayed(2_000_000_000), [[], false]);
  const earlier = async (before: number) => {
    const own = await sam.ask().emitWithAck('earlier', { before });
    const theirs = await noor.ask().emitWithAck('earlier', { conversation: talk.id, before });
    assert.deepEqual(own, theirs);
    assert.ok('ok' in own);
    return [own.ok.messages.map(({ seq }: Message) => seq), own.ok.more];
  };
  assert.deepEqual(await earlier(71), [numbers(21, 70), true]);
  assert.deepEqual(await earlier(21), [numbers(1, 20), false]);
  assert.deepEqual(await earlier(1), [[], false]);
});

test('what nobody told of comes with the next message, in order', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  await write(talk, 3);
  await sam.ask().emitWithAck('send', aMessage('en nu ik'));
  await until(() => noor.messages.get(talk.id)?.length === 4, 'what was missing');
  assert.deepEqual(bodies(noor.messages.get(talk.id)), ['bericht 1', 'bericht 2', 'bericht 3', 'en nu ik']);
  assert.deepEqual(bodies(sam.messages).slice(0, 3), ['bericht 1', 'bericht 2', 'bericht 3']);
});

test('what nobody told of is found before long, however much it is', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  await write(talk, 450);
  chat.intervals();
  await until(() => sam.messages.length === 450 && noor.messages.get(talk.id)?.length === 450, 'all of it');
  for (const end of [sam.messages, noor.messages.get(talk.id)])
    assert.deepEqual(
      end?.map(({ seq }) => seq),
      numbers(1, 450),
    );
});

test('an id in capitals is the same conversation', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const sam = await jongere(chat.url, talk.token);
  const noor = await staff(chat.url, chat.noor.cookie);
  const conversation = talk.id.toUpperCase();
  const clientId = randomUUID();
  const first = await noor.ask().emitWithAck('send', { conversation, ...aMessage('Dag', clientId) });
  await until(() => bodies(sam.messages).length === 1, 'the message');
  const again = { conversation: talk.id, ...aMessage('Dag', clientId.toUpperCase()) };
  assert.deepEqual(await noor.ask().emitWithAck('send', again), first);
  assert.equal(sam.messages[0]?.clientId, clientId);
});

test('nothing is read any more for who went away in the middle of opening a conversation', async () => {
  const talk = await chat.talk();
  const noor = await staff(chat.url, chat.noor.cookie);
  // As long as nobody can look, opening it is not done.
  await chat.sql.begin(async (tx) => {
    await tx`lock table chat_conversations in access exclusive mode`;
    noor.socket.emit('open', { conversation: talk.id, after: null }, () => {});
    const waiting = () =>
      tx`select from pg_locks where not granted and relation = 'chat_conversations'::regclass`;
    await until(async () => (await waiting()).length > 0, 'that it is looked for');
    noor.socket.disconnect();
    await refusalOf(staffSocket(chat.url, ''));
  });
  const another = await chat.talk();
  await jongere(chat.url, another.token);
  const queries = watchQueries(chat.sql);
  chat.intervals();
  const looks = () => queries.filter(({ query }) => query.includes('m.seq > have.last'));
  await until(() => looks().length > 0, 'a look at what is new');
  for (const { parameters } of looks()) {
    assert.ok(parameters.includes(another.id));
    assert.ok(!parameters.includes(talk.id));
  }
});

test('when a server stops, browsers are free to come back', async () => {
  const talk = await chat.talk({ of: chat.noor });
  const stopping = await chat.startProcess();
  const { socket: one } = await jongere(stopping.url, talk.token);
  const { socket: other } = await staff(stopping.url, chat.noor.cookie);
  const gone = [
    new Promise((resolve) => one.on('disconnect', resolve)),
    new Promise((resolve) => other.on('disconnect', resolve)),
  ];
  await stopping.close();
  for (const reason of await Promise.all(gone)) assert.notEqual(reason, 'io server disconnect');
  assert.deepEqual([one.active, other.active], [true, true], 'they try again by themselves');
});
