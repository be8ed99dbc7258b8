import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { blockVisitor, isBlocked } from '#server/chat/blockVisitor.ts';
import { expectedMinutes, readWaitPerPlace } from '#server/chat/expectedWait.ts';
import { readChatAvailability } from '#server/chat/readChatAvailability.ts';
import { createVisitorKeys } from '#server/chat/visitorKey.ts';
import { bePresent, type ChatGround, chatGround, putChat, saveSettings } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';

let ground: ChatGround;
before(async () => {
  ground = await chatGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.services.sql, 'chat_conversations', 'chat_presence', 'chat_blocks');
  await saveSettings(ground.services, {});
});

const door = () => readChatAvailability(jongereCtx(ground.services));
const at = (instant: string) => Date.parse(instant);
const minute = 60_000;

test('within the hours it is open only when a casemanager is there', async () => {
  const { services, casemanager } = ground;
  const nobody = { state: 'nobody', opensAt: at('2026-11-20T13:00:00+01:00') };
  assert.deepEqual(await door(), nobody);
  await bePresent(services, casemanager, 'pause');
  assert.deepEqual(await door(), nobody);
  await bePresent(services, casemanager);
  assert.deepEqual(await door(), { state: 'open', waiting: 0, minutes: null, casemanagers: ['Noor'] });
});

test('who was not heard of for a while, or works here no longer, is not there', async () => {
  const { services, casemanager, clock } = ground;
  await bePresent(services, casemanager);
  clock.advance(44_000);
  assert.equal((await door()).state, 'open');
  clock.advance(1000);
  services.bus.say({ roster: true });
  assert.equal((await door()).state, 'nobody');

  const gone = await makeCasemanager(ground.database.db, [], { firstName: 'Oud', active: false });
  await bePresent(services, gone);
  assert.equal((await door()).state, 'nobody');
});

test('each first name is said once, in order', async () => {
  const { services, casemanager, database } = ground;
  for (const firstName of ['Samira', 'Daan', 'Noor']) {
    await bePresent(services, await makeCasemanager(database.db, [], { firstName }));
  }
  await bePresent(services, casemanager);
  const open = await door();
  assert.deepEqual(open.state === 'open' && open.casemanagers, ['Daan', 'Noor', 'Samira']);
});

test('outside the hours it says when it opens, and before its first day that there is none yet', async () => {
  const { services, casemanager, clock } = ground;
  clock.set('2026-11-20T12:30:00+01:00');
  await bePresent(services, casemanager);
  assert.deepEqual(await door(), { state: 'closed', opensAt: at('2026-11-20T13:00:00+01:00') });
  await services.sql`insert into closures (name, date_from, date_until) values ('Studiedag', '2026-11-20', '2026-11-23')`;
  services.bus.say({ roster: true });
  assert.deepEqual(await door(), { state: 'closed', opensAt: at('2026-11-24T09:00:00+01:00') });
  await services.sql`delete from closures`;
  await saveSettings(services, { chat: { opensOn: '2027-02-01' } });
  assert.deepEqual(await door(), { state: 'not-yet', opensOn: '2027-02-01' });
  await saveSettings(services, { chat: { opensOn: null } });
  assert.deepEqual(await door(), { state: 'not-yet', opensOn: null });
});

test('it closes on the minute, also for who asked a moment before', async () => {
  const { services, casemanager, clock } = ground;
  clock.set('2026-11-20T12:29:59+01:00');
  await bePresent(services, casemanager);
  assert.equal((await door()).state, 'open');
  clock.advance(1000);
  assert.equal((await door()).state, 'closed');
});

test('the wait is the median of lately per place in the queue, for one place more than wait', async () => {
  const { services, casemanager } = ground;
  const ctx = services;
  await bePresent(services, casemanager);
  const startedAt = '2026-11-19T10:00:00Z';
  await putChat(services, { startedAt, waitedSeconds: 60 });
  await putChat(services, { startedAt, waitedSeconds: 300, ahead: 2 });
  // None of these counts: too long ago, not taken, not a chat.
  await putChat(services, { startedAt: '2026-11-05T09:00:00Z', waitedSeconds: 3000 });
  await putChat(services, { startedAt, waitedSeconds: null });
  await putChat(services, { kind: 'question', startedAt, waitedSeconds: 86_400 });
  assert.equal(await readWaitPerPlace(ctx), null, 'two say nothing');
  await putChat(services, { startedAt, waitedSeconds: 900 });
  assert.equal(await readWaitPerPlace(ctx), 100);

  for (let waiting = 0; waiting < 2; waiting++)
    await putChat(services, { status: 'waiting', startedAt: '2026-11-20T08:59:00Z', waitedSeconds: null });
  services.bus.say({ roster: true });
  const open = await door();
  assert.deepEqual(open.state === 'open' && [open.waiting, open.minutes], [2, 5]);
});

test('only the newest twenty waits count', async () => {
  const { services } = ground;
  for (let index = 0; index < 20; index++)
    await putChat(services, { startedAt: `2026-11-19T10:${10 + index}:00Z`, waitedSeconds: 30 });
  for (let index = 0; index < 30; index++)
    await putChat(services, { startedAt: `2026-11-18T10:${10 + index}:00Z`, waitedSeconds: 600 });
  assert.equal(await readWaitPerPlace(services), 30);
});

test('a wait is said in whole minutes, rounded up, and never as none', () => {
  assert.equal(expectedMinutes(null, 3), null);
  assert.equal(expectedMinutes(0, 0), 1);
  assert.equal(expectedMinutes(60, 0), 1);
  assert.equal(expectedMinutes(61, 0), 2);
  assert.equal(expectedMinutes(61, 1), 3);
});

test('many who ask at once are answered by one look at the database', async () => {
  const { services, casemanager } = ground;
  await bePresent(services, casemanager);
  let looks = 0;
  const counted = new Proxy(services.sql, {
    apply: (sql, self, args) => {
      looks += 1;
      return Reflect.apply(sql, self, args);
    },
  });
  const ctx = { ...jongereCtx(services), sql: counted };
  const doors = await Promise.all(Array.from({ length: 100 }, () => readChatAvailability(ctx)));
  assert.equal(new Set(doors).size, 1);
  assert.equal(looks, 3);
});

test('a browser at an address has one key a day, in every process, and another the next day', async () => {
  const { services, clock, database } = ground;
  const other = createVisitorKeys(database.sql, clock, 'a secret that only tests have, of some length');
  const phone = { network: '192.0.2.1', userAgent: 'Mozilla/5.0 (Android)' };
  const [key, same] = await Promise.all([services.visitorKeys.of(phone), other.of(phone)]);
  assert.equal(key, same);
  assert.match(key, /^[\w-]{32}$/);
  const keys = await Promise.all([
    services.visitorKeys.of({ ...phone, userAgent: 'Mozilla/5.0 (iPhone)' }),
    services.visitorKeys.of({ ...phone, network: '192.0.2.2' }),
    createVisitorKeys(database.sql, clock, 'another secret, of some length as well').of(phone),
  ]);
  clock.set('2026-11-21T00:00:00+01:00');
  keys.push(await services.visitorKeys.of(phone), key);
  assert.equal(new Set(keys).size, 5);
});

test('a block holds for a browser until midnight, and is made by who may see the conversation', async () => {
  const { services, casemanager, clock, database } = ground;
  const chat = await putChat(services, { status: 'active', startedAt: '2026-11-20T08:50:00Z' });
  const colleague = await makeCasemanager(database.db, [], { team: 'Elders' });
  await services.sql`update chat_conversations set casemanager_id = ${casemanager} where id = ${chat}`;
  const blocked = () => isBlocked(services, 'the browser of somebody');
  await blockVisitor(staffCtx(services, colleague, { team: 'Elders' }), chat);
  assert.equal(await blocked(), false);
  await blockVisitor(staffCtx(services, casemanager), chat);
  await blockVisitor(staffCtx(services, casemanager), chat);
  assert.equal(await blocked(), true);
  assert.equal(await isBlocked(services, 'that of somebody else'), false);
  await assert.rejects(blockVisitor(jongereCtx(services), chat), NotAllowed);
  clock.set('2026-11-20T23:59:59+01:00');
  assert.equal(await blocked(), true);
  clock.advance(minute);
  assert.equal(await blocked(), false);
});

test('a database that was away for a moment does not leave a process without keys', async () => {
  const { database, clock } = ground;
  let away = true;
  const sql = new Proxy(database.sql, {
    apply: (real, self, args) => (away ? Promise.reject(new Error('away')) : Reflect.apply(real, self, args)),
  });
  const services = await makeServices(database, { clock });
  const keys = createVisitorKeys(sql, clock, 'a secret that only tests have, of some length');
  const phone = { network: '192.0.2.1', userAgent: '' };
  await assert.rejects(keys.of(phone), /away/);
  away = false;
  assert.equal(await keys.of(phone), await services.visitorKeys.of(phone));
  await services.close();
});
