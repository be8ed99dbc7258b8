import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { blockVisitor } from '#server/chat/blockVisitor.ts';
import { endByToken } from '#server/chat/endConversation.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { questionSchema, startSchema } from '#server/chat/schema.ts';
import { startConversation } from '#server/chat/startConversation.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import {
  aQuestion,
  aStart,
  bePresent,
  type ChatGround,
  chatGround,
  saveSettings,
  visitor,
} from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, staffCtx } from '../support/factories.ts';

let ground: ChatGround;
before(async () => {
  ground = await chatGround({ limitsEnabled: true });
});
after(() => ground.close());
beforeEach(async () => {
  const { services, casemanager, clock } = ground;
  clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(services.sql, 'chat_conversations', 'chat_blocks');
  await saveSettings(services, {});
  await bePresent(services, casemanager);
});

let addresses = 0;
/** Somebody at an address of their own. */
const somebody = () => jongereCtx(ground.services, `address ${++addresses}`);
const start = (values: object = {}, ctx = somebody(), who = visitor) =>
  startConversation(ctx, startSchema.parse(aStart(values)), who);
const ask = (values: object = {}, ctx = somebody(), who = visitor) =>
  leaveQuestion(ctx, questionSchema.parse(aQuestion(values)), who);
const rows = () => ground.services.sql`select * from chat_conversations order by started_at, id`;

async function begun(result: Promise<Awaited<ReturnType<typeof start>>>) {
  const done = await result;
  assert.ok(done.ok, JSON.stringify(done));
  return done;
}

test('a chat needs nothing, waits from the start, and its token stands nowhere', async () => {
  const { conversation, token, repeated } = await begun(start());
  assert.equal(repeated, false);
  assert.match(token, /^[\w-]{32}$/);
  const [row, ...others] = await rows();
  assert.equal(others.length, 0);
  assert.equal(row?.id, conversation);
  assert.deepEqual([row?.kind, row?.status, row?.last_seq, row?.ahead], ['chat', 'waiting', 0, 0]);
  assert.deepEqual([row?.first_name, row?.topic_id, row?.casemanager_id], [null, null, null]);
  assert.equal(row?.token_hash, hashToken(token));
  assert.equal(Date.parse(row?.jongere_gone_at), ground.clock.now(), 'who never connects has left');
  assert.ok(!JSON.stringify(row).includes(token));
});

test('what is told beforehand is kept, and how many are before it', async () => {
  await begun(start());
  await ask();
  const { conversation } = await begun(start({ topic: 'school', name: ' Sam ', language: 'en' }));
  const row = (await rows()).find(({ id }) => id === conversation);
  assert.deepEqual([row?.topic_id, row?.first_name, row?.language], ['school', 'Sam', 'en']);
  assert.equal(row?.ahead, 1, 'a question does not stand in the queue');
});

test('an unknown topic, or one that is no longer there, is told', async () => {
  for (const topic of ['money', 'oud', '']) {
    const errors = [{ field: 'topic', message: 'topic-unknown' }];
    assert.deepEqual(await start({ topic }), { ok: false, error: 'invalid', errors });
    assert.deepEqual(await ask({ topic }), { ok: false, error: 'invalid', errors });
  }
});

test('the same tab gets the same chat, as long as it is not over', async () => {
  const key = aStart().startKey;
  const first = await begun(start({ startKey: key }));
  const again = await begun(start({ startKey: key, name: 'Anders' }));
  assert.deepEqual(again, { ...first, repeated: true });
  assert.equal((await rows())[0]?.first_name, null, 'the first one stands');
  // Also when the door closed meanwhile: the answer was lost, the chat is not.
  ground.clock.set('2026-11-20T20:00:00+01:00');
  assert.deepEqual(await begun(start({ startKey: key })), again);
  ground.clock.set('2026-11-20T10:00:00+01:00');

  await endByToken(jongereCtx(ground.services), first.token);
  const next = await begun(start({ startKey: key }));
  assert.equal(next.repeated, false);
  assert.notEqual(next.conversation, first.conversation);
  assert.notEqual(next.token, first.token);
  assert.deepEqual((await rows()).map(({ status }) => status).sort(), ['closed', 'waiting']);
});

test('fifty times the same start at once make one chat, of an ended tab too', async () => {
  const key = aStart().startKey;
  for (let round = 0; round < 2; round++) {
    const many = await Promise.all(Array.from({ length: 50 }, () => begun(start({ startKey: key }))));
    assert.equal(new Set(many.map(({ token }) => token)).size, 1);
    assert.equal(many.filter(({ repeated }) => !repeated).length, 1);
    assert.equal((await rows()).length, round + 1);
    await endByToken(jongereCtx(ground.services), many[0]?.token ?? '');
  }
});

test('fifty questions of one tab at once are one question with one message', async () => {
  const startKey = aStart().startKey;
  const many = await Promise.all(Array.from({ length: 50 }, () => begun(ask({ startKey }))));
  assert.equal(new Set(many.map(({ token }) => token)).size, 1);
  assert.equal((await ground.services.sql`select from chat_messages`).length, 1);
});

test('a question under the key of a chat is not taken for the chat', async () => {
  const startKey = aStart().startKey;
  const chat = await begun(start({ startKey }));
  const question = await begun(ask({ startKey }));
  assert.notEqual(chat.conversation, question.conversation);
  assert.equal((await rows()).length, 2);
});

test('with the door closed nothing starts, and the answer says when it opens', async () => {
  const { services, casemanager, clock } = ground;
  await bePresent(services, casemanager, 'away');
  const opensAt = Date.parse('2026-11-20T13:00:00+01:00');
  assert.deepEqual(await start(), { ok: false, error: 'closed', availability: { state: 'nobody', opensAt } });
  clock.set('2026-11-20T12:30:00+01:00');
  await bePresent(services, casemanager);
  assert.deepEqual(await start(), { ok: false, error: 'closed', availability: { state: 'closed', opensAt } });
  await saveSettings(services, { chat: { opensOn: null } });
  const availability = { state: 'not-yet', opensOn: null };
  assert.deepEqual(await start(), { ok: false, error: 'closed', availability });
  assert.equal((await rows()).length, 0);
  // A question can be left all the same.
  await begun(ask());
});

test('who was blocked starts nothing that day, and somebody else does', async () => {
  const { services, casemanager, clock } = ground;
  const { conversation } = await begun(start());
  await blockVisitor(staffCtx(services, casemanager), conversation);
  assert.deepEqual(await start(), { ok: false, error: 'blocked' });
  assert.deepEqual(await ask(), { ok: false, error: 'blocked' });
  await begun(start({}, somebody(), { visitorKey: 'another browser' }));
  clock.set('2026-11-23T10:00:00+01:00');
  await bePresent(services, casemanager);
  await begun(start());
});

test('an address may start so many an hour; repeats do not count', async () => {
  const { services } = ground;
  await saveSettings(services, { limits: { chatStartsPerAddressPerHour: 2, questionsPerAddressPerHour: 1 } });
  const school = somebody();
  const startKey = aStart().startKey;
  for (let time = 0; time < 5; time++) await begun(start({ startKey }, school));
  await begun(start({}, school));
  const third = await start({}, school);
  assert.ok(!third.ok && third.error === 'too-many');
  assert.ok(third.retryAfterSeconds > 3500 && third.retryAfterSeconds <= 3600);
  await begun(start({}, somebody()));

  await begun(ask({}, school));
  const second = await ask({}, school);
  assert.ok(!second.ok && second.error === 'too-many');
  assert.equal((await rows()).length, 4);
});

test('who begins conversation after conversation from the many addresses of one site is held back as one', async () => {
  const { services } = ground;
  await saveSettings(services, { limits: { chatStartsPerAddressPerHour: 3, questionsPerAddressPerHour: 2 } });
  const from = (address: string) => ({ ...somebody(), actor: jongereAt(services.limits, address) });
  const home = (nth: number) => from(`2001:db8:1:${nth.toString(16)}00::1`);
  const begins = async (most: number, begin: typeof start) => {
    const answers = await Promise.all(Array.from({ length: most + 20 }, (_, nth) => begin({}, home(nth))));
    assert.equal(answers.filter(({ ok }) => ok).length, most);
    for (const answer of answers) assert.ok(answer.ok || answer.error === 'too-many');
    await begun(begin({}, from('2001:db8:2::1')));
  };
  await begins(12, start);
  await begins(8, ask);
  assert.equal((await rows()).length, 22);
});

test('a school behind one address gets through', async () => {
  const school = somebody();
  await Promise.all(Array.from({ length: 120 }, () => begun(start({}, school))));
});

test('a question is the first message of its conversation, with how to answer it', async () => {
  const { conversation, token } = await begun(
    ask({
      question: ' Kan ik\r\nstarten? ',
      contact: { phone: '06 12345678' },
      reachBy: 'bellen',
      topic: 'school',
    }),
  );
  const [row] = await rows();
  assert.deepEqual([row?.kind, row?.status, row?.last_seq, row?.danger], ['question', 'waiting', 1, false]);
  assert.deepEqual([row?.email, row?.phone, row?.reach_by], [null, '+31612345678', 'bellen']);
  assert.equal(row?.token_hash, hashToken(token));
  const messages = await ground.services.sql`select * from chat_messages`;
  assert.equal(messages.length, 1);
  const [message] = messages;
  assert.deepEqual(
    [message?.conversation_id, message?.seq, message?.author, message?.kind, message?.body, message?.danger],
    [conversation, 1, 'jongere', 'text', 'Kan ik\nstarten?', false],
  );
});

test('a question that points to danger is marked', async () => {
  await begun(ask({ question: 'Thuis word ik geslagen. Wat kan ik doen?' }));
  const [row] = await rows();
  const [message] = await ground.services.sql`select danger from chat_messages`;
  assert.deepEqual([row?.danger, message?.danger], [true, true]);
});

test('how to be reached fits what was given, and what does not is told at its field', async () => {
  const wrong: [object, string, string][] = [
    [{ contact: { phone: '12' } }, 'contact.phone', 'phone-invalid'],
    [{ contact: { phone: '0612345678' }, reachBy: 'email' }, 'reachBy', 'reach-by-needs-email'],
    [{ contact: { email: 'sam@example.com' }, reachBy: 'bellen' }, 'reachBy', 'reach-by-needs-phone'],
  ];
  for (const [values, field, message] of wrong) {
    assert.deepEqual(await ask(values), { ok: false, error: 'invalid', errors: [{ field, message }] });
  }
  assert.equal((await rows()).length, 0);
  await begun(ask({ contact: { phone: '0612345678' } }));
  await begun(ask({ contact: { email: 'Sam@Example.com', phone: '0612345678' } }));
  assert.deepEqual((await rows()).map((row) => [row.email, row.reach_by]).sort(), [
    [null, 'bericht'],
    ['sam@example.com', 'email'],
  ]);
});

test('who carries chats hears of it after the commit', async () => {
  const { services } = ground;
  const heard: number[] = [];
  const end = services.bus.subscribe(async (change) => {
    if (change?.queue) heard.push((await rows()).length);
  });
  await begun(start());
  // A late word about the test before may come first; said before the commit, none would find it.
  while (!heard.includes(1)) await new Promise((later) => setTimeout(later, 5));
  end();
});
