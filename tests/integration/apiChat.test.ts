import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { blockVisitor } from '#server/chat/blockVisitor.ts';
import en from '#server/kernel/texts/en.json' with { type: 'json' };
import { type ApiAnswer, publicUrl, startApi, type TestApi } from '../support/apiServer.ts';
import { aQuestion, aStart, bePresent, newStartKey, saveSettings } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { staffCtx } from '../support/factories.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());
beforeEach(async () => {
  api.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(api.services.sql, 'chat_conversations', 'chat_blocks');
  await saveSettings(api.services, {});
  await bePresent(api.services, api.casemanager);
});

const start = (json: unknown = aStart(), headers: Record<string, string> = {}) =>
  api.call('/chat/conversations', { json, headers });
const ask = (json: unknown = aQuestion(), headers: Record<string, string> = {}) =>
  api.call('/chat/questions', { json, headers });
const count = async () => (await api.services.sql`select from chat_conversations`).length;

function assertProblem({ status, headers, body }: ApiAnswer, expected: number, name: string) {
  assert.equal(status, expected);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.equal(body.type, `urn:doorstart:problem:${name}`);
  assert.ok(body.title && body.detail);
}

test('the door says who is there, or when it opens, and is not kept', async () => {
  const { status, headers, body } = await api.call('/chat');
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.deepEqual(body, { state: 'open', waiting: 0, minutes: null, casemanagers: ['Noor'] });
  api.clock.set('2026-11-20T17:00:00+01:00');
  assert.deepEqual((await api.call('/chat')).body, { state: 'closed', opensAt: '2026-11-23T09:00:00+01:00' });
  await saveSettings(api.services, { chat: { opensOn: '2027-02-01' } });
  assert.deepEqual((await api.call('/chat')).body, { state: 'not-yet', opensOn: '2027-02-01' });
});

test('a chat is started once: 201, and 200 for the same again', async () => {
  const json = aStart({ topic: 'school', name: 'Sam' });
  const first = await start(json);
  assert.equal(first.status, 201);
  assert.deepEqual(Object.keys(first.body), ['conversation', 'token']);
  const again = await start(json);
  assert.equal(again.status, 200);
  assert.deepEqual(again.body, first.body);
  assert.equal(await count(), 1);
});

test('a question is left once, whether the chat is open or not', async () => {
  api.clock.set('2026-11-22T23:00:00+01:00');
  const json = aQuestion({ contact: { phone: '06 12345678' }, reachBy: 'bericht' });
  const first = await ask(json);
  assert.equal(first.status, 201);
  const again = await ask(json);
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.equal(await count(), 1);
});

test('with the chat closed or nobody there, 409 says so with the door', async () => {
  await bePresent(api.services, api.casemanager, 'away');
  const nobody = await start(aStart(), { 'accept-language': 'en' });
  assertProblem(nobody, 409, 'chat-closed');
  assert.equal(nobody.body.detail, en['chat-nobody']);
  assert.deepEqual(nobody.body.door, { state: 'nobody', opensAt: '2026-11-20T13:00:00+01:00' });
  api.clock.set('2026-11-20T17:00:00+01:00');
  const closed = await start(aStart(), { 'accept-language': 'en' });
  assertProblem(closed, 409, 'chat-closed');
  assert.equal(closed.body.detail, en['chat-closed']);
  assert.deepEqual(closed.body.door, { state: 'closed', opensAt: '2026-11-23T09:00:00+01:00' });
});

test('who was blocked gets a calm 403 with a telephone number; another browser gets in', async () => {
  const phone = { 'user-agent': 'Mozilla/5.0 (Android)' };
  const { conversation } = (await start(aStart(), phone)).body;
  await blockVisitor(staffCtx(api.services, api.casemanager), conversation);
  for (const answer of [await start(aStart(), phone), await ask(aQuestion(), phone)]) {
    assertProblem(answer, 403, 'chat-blocked');
    assert.match(answer.body.detail, /14070/);
    assert.doesNotMatch(JSON.stringify(answer.body), /blok/);
  }
  assert.equal((await start(aStart(), { 'user-agent': 'Mozilla/5.0 (iPhone)' })).status, 201);
});

test('an address is not in the database, and neither is the browser', async () => {
  await start(aStart(), { 'user-agent': 'Somebodys/1.0' });
  for (const table of ['chat_conversations', 'chat_day_secrets']) {
    const rows = await api.services.sql`select * from ${api.services.sql(table)}`;
    assert.ok(rows.length > 0);
    assert.doesNotMatch(JSON.stringify(rows), /192\.0\.2|Somebodys/);
  }
});

test('too many from one address are 429 with how long to wait', async () => {
  const limited = await startApi({ limitsEnabled: true });
  try {
    const limits = { chatStartsPerAddressPerHour: 1, questionsPerAddressPerHour: 1 };
    await saveSettings(limited.services, { limits });
    await bePresent(limited.services, limited.casemanager);
    for (const [path, json] of [
      ['/chat/conversations', aStart],
      ['/chat/questions', aQuestion],
    ] as const) {
      assert.equal((await limited.call(path, { json: json() })).status, 201);
      const second = await limited.call(path, { json: json() });
      assertProblem(second, 429, 'too-many');
      assert.match(second.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    }
  } finally {
    await limited.close();
  }
});

test('an ended chat is over; any token at all gets the same 204', async () => {
  const { token } = (await start()).body;
  for (const any of [token, token, 'x'.repeat(32), '', 'é', 'x'.repeat(10_000), '\u0000']) {
    const { status, text } = await api.call('/chat/end', { json: { token: any } });
    assert.deepEqual([status, text], [204, '']);
  }
  const [row] = await api.services.sql`select status, close_reason from chat_conversations`;
  assert.deepEqual([row?.status, row?.close_reason], ['closed', 'left']);
});

const long = 'x'.repeat(2001);

test('what is wrong is 400 with the field named and a sentence that helps, and nothing is written', async () => {
  const good = aQuestion();
  const shared: [object, string, keyof typeof en][] = [
    [{ startKey: undefined }, 'startKey', 'value-invalid'],
    [{ startKey: 'x'.repeat(31) }, 'startKey', 'value-invalid'],
    [{ startKey: 'x'.repeat(65) }, 'startKey', 'value-invalid'],
    [{ startKey: `${'x'.repeat(31)}\u0000` }, 'startKey', 'value-invalid'],
    [{ startKey: [newStartKey()] }, 'startKey', 'value-invalid'],
    [{ language: undefined }, 'language', 'language-unknown'],
    [{ language: 'fr' }, 'language', 'language-unknown'],
    [{ topic: 'money' }, 'topic', 'topic-unknown'],
    [{ topic: 7 }, 'topic', 'topic-unknown'],
    [{ topic: 'x'.repeat(65) }, 'topic', 'topic-unknown'],
    [{ name: ' ' }, 'name', 'name-required'],
    [{ name: 'x'.repeat(81) }, 'name', 'name-too-long'],
    [{ name: '\u200b\u3164' }, 'name', 'name-required'],
    [{ name: 'Sam\ud800' }, 'name', 'text-not-allowed'],
    [{ name: 'Sam\u0000' }, 'name', 'text-not-allowed'],
  ];
  const ofQuestion: [object, string, keyof typeof en][] = [
    [{ question: undefined }, 'question', 'message-required'],
    [{ question: ' \n ' }, 'question', 'message-required'],
    [{ question: '\u200b\n\u2800' }, 'question', 'message-required'],
    [{ question: long }, 'question', 'message-too-long'],
    [{ question: 'x'.repeat(60_000) }, 'question', 'message-too-long'],
    [{ question: 'hoi\u0000' }, 'question', 'text-not-allowed'],
    [{ question: 'hoi\ud800' }, 'question', 'text-not-allowed'],
    [{ contact: {} }, 'contact', 'contact-required'],
    [{ contact: undefined }, 'contact', 'contact-required'],
    [{ contact: { email: 'sam' } }, 'contact.email', 'email-invalid'],
    [{ contact: { phone: '' } }, 'contact.phone', 'phone-invalid'],
    [{ contact: { phone: '112' } }, 'contact.phone', 'phone-invalid'],
    [{ contact: { phone: '0900 1234' } }, 'contact.phone', 'phone-not-personal'],
    [{ contact: { phone: '14070' } }, 'contact.phone', 'phone-not-personal'],
    [{ reachBy: 'duif' }, 'reachBy', 'reach-by-unknown'],
    [{ reachBy: 'bellen' }, 'reachBy', 'reach-by-needs-phone'],
  ];
  const cases = [
    ...shared.map((one) => ['/chat/conversations', aStart(), ...one] as const),
    ...[...shared, ...ofQuestion].map((one) => ['/chat/questions', good, ...one] as const),
  ];
  for (const [path, right, wrong, field, key] of cases) {
    const answer = await api.call(path, {
      json: { ...right, ...wrong },
      headers: { 'accept-language': 'en' },
    });
    const told = `${path} ${JSON.stringify(wrong).slice(0, 100)}`;
    assert.equal(answer.status, 400, told);
    assert.deepEqual(answer.body.errors, [{ field, message: en[key] }], told);
  }
  assertProblem(await api.call('/chat/end', { json: { token: 7 } }), 400, 'invalid');
  for (const path of ['/chat/conversations', '/chat/questions', '/chat/end'])
    for (const json of [null, [], 'x', 1]) assertProblem(await api.call(path, { json }), 400, 'invalid');
  assert.equal(await count(), 0);
});

test('text of any kind that is text is kept as it is', async () => {
  const question = '<b>hoi</b> & 👩‍👩‍👧 z̸̡̛a̶l̵g̷o̶ مرحبا';
  assert.equal((await ask(aQuestion({ question }))).status, 201);
  const [row] = await api.services.sql`select body from chat_messages`;
  assert.equal(row?.body, question);
});

test('another content type, broken JSON, a large body and a foreign origin are refused', async () => {
  const json = { 'content-type': 'application/json' };
  for (const path of ['/chat/conversations', '/chat/questions', '/chat/end']) {
    const post = (body: string, headers: Record<string, string> = json) =>
      api.call(path, { method: 'POST', body, headers });
    assertProblem(await post('{"token":'), 400, 'broken-json');
    assertProblem(await post('{}', { 'content-type': 'text/plain' }), 415, 'wrong-content-type');
    assertProblem(await post(`{"x":"${'x'.repeat(65_537)}"}`), 413, 'too-large');
    assertProblem(await post('{}', { ...json, origin: 'https://evil.example' }), 403, 'foreign-origin');
    assertProblem(await api.call(path), 405, 'method-not-allowed');
  }
  const beacon = await api.call('/chat/end', { json: { token: 'x' }, headers: { origin: publicUrl } });
  assert.equal(beacon.status, 204);
  assert.equal(await count(), 0);
});
