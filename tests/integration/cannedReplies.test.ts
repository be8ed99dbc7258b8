import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { listReplies, removeReply, saveReply } from '#server/chat/cannedReplies.ts';
import { type ReplyInput, replySchema } from '#server/chat/replySchema.ts';
import type { Services } from '#server/http/context.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
let noor: string;
let daan: string;
let other: string;

// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();
afterEach(() => services.bus.close());

beforeEach(async () => {
  const { sql, db } = database;
  await emptyTables(sql, 'staff');
  noor = await makeCasemanager(db, []);
  daan = await makeCasemanager(db, [], { firstName: 'Daan' });
  other = await makeCasemanager(db, [], { firstName: 'Elders', team: 'Andere stad' });
  services = await makeServices(database);
});

const of = (id: string) => staffCtx(services, id, id === other ? { team: 'Andere stad' } : {});
const reply = (values: Partial<ReplyInput> = {}): ReplyInput => ({
  shortcut: 'welkom',
  body: 'Hoi {naam}',
  whose: 'own',
  ...values,
});
const listed = async (id: string) =>
  (await listReplies(of(id))).map(({ whose, shortcut, body }) => `${whose} ${shortcut}: ${body}`);

async function saved(id: string, values: Partial<ReplyInput> = {}) {
  const result = await saveReply(of(id), reply(values));
  assert.ok(result.ok, JSON.stringify(result));
  return result.id;
}

test('own answers come before those of the team, and nobody has those of another', async () => {
  await saved(noor, { shortcut: 'zelf' });
  await saved(daan, { shortcut: 'aardig' });
  await saved(daan, { shortcut: 'team', whose: 'team' });
  await saved(other, { shortcut: 'elders', whose: 'team' });
  assert.deepEqual(await listed(noor), ['own zelf: Hoi {naam}', 'team team: Hoi {naam}']);
  assert.deepEqual(await listed(daan), ['own aardig: Hoi {naam}', 'team team: Hoi {naam}']);
  assert.deepEqual(await listed(other), ['team elders: Hoi {naam}']);
});

test('a shortcut is there once for oneself and once for the team, also when two choose it at once', async () => {
  await saved(noor);
  await saved(noor, { whose: 'team' });
  await saved(daan);
  await saved(other, { whose: 'team' });
  const taken = { ok: false, error: 'shortcut-taken' };
  assert.deepEqual(await saveReply(of(noor), reply()), taken);
  assert.deepEqual(await saveReply(of(daan), reply({ whose: 'team' })), taken);
  const both = await Promise.all([
    saveReply(of(noor), reply({ shortcut: 'samen', whose: 'team' })),
    saveReply(of(daan), reply({ shortcut: 'samen', whose: 'team' })),
  ]);
  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true]);
});

test('an answer is changed in place, may become the team’s, and is not moved onto another', async () => {
  const id = await saved(noor);
  await saved(noor, { shortcut: 'dag', whose: 'team' });
  assert.deepEqual(await saveReply(of(noor), { ...reply({ shortcut: 'hoi', whose: 'team' }), id }), {
    ok: true,
    id,
  });
  assert.deepEqual(await listed(daan), ['team dag: Hoi {naam}', 'team hoi: Hoi {naam}']);
  const onto = await saveReply(of(daan), { ...reply({ shortcut: 'dag', whose: 'team' }), id });
  assert.deepEqual(onto, { ok: false, error: 'shortcut-taken' });
});

test('nobody changes or removes an answer of a colleague or of another team', async () => {
  const own = await saved(noor, { shortcut: 'eigen' });
  const team = await saved(noor, { shortcut: 'team', whose: 'team' });
  const changed = { body: 'Anders' };
  for (const [who, id] of [[daan, own] as const, [other, team] as const, [noor, 'no id'] as const]) {
    assert.deepEqual(await saveReply(of(who), { ...reply(changed), id }), { ok: false, error: 'not-found' });
    await removeReply(of(who), id);
  }
  assert.deepEqual(await listed(noor), ['own eigen: Hoi {naam}', 'team team: Hoi {naam}']);
  await assert.rejects(listReplies(jongereCtx(services)), NotAllowed);
});

test('what was removed is gone for the whole team, and removing it again changes nothing', async () => {
  const id = await saved(noor, { whose: 'team' });
  await removeReply(of(daan), id);
  await removeReply(of(daan), id);
  assert.deepEqual(await listed(noor), []);
  assert.deepEqual(await saveReply(of(noor), { ...reply(), id }), { ok: false, error: 'not-found' });
});

test('a shortcut is read however it is typed, and nothing that the table would refuse gets there', () => {
  const read = (shortcut: string) => replySchema.safeParse(reply({ shortcut }));
  assert.equal(read(' /Eerste-Afspraak2 ').data?.shortcut, 'eerste-afspraak2');
  const wrong = {
    '': 'required',
    ' / ': 'required',
    'twee woorden': 'invalid',
    '-a': 'invalid',
    é: 'invalid',
  };
  for (const [shortcut, word] of Object.entries(wrong))
    assert.deepEqual(
      read(shortcut).error?.issues.map(({ message }) => message),
      [`shortcut-${word}`],
      shortcut,
    );
  assert.equal(read('a'.repeat(31)).error?.issues[0]?.message, 'shortcut-too-long');
  const body = (text: string) => replySchema.safeParse(reply({ body: text })).error?.issues[0]?.message;
  assert.equal(body(' \n'), 'reply-required');
  assert.equal(body('😀'.repeat(2001)), 'reply-too-long');
  assert.equal(body('😀'.repeat(2000)), undefined);
  assert.equal(body('a\u0000b'), 'text-not-allowed');
});
