import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import { wipe } from '#server/booking/wipe.ts';
import { findForm } from '#server/forms/findForm.ts';
import { forgetForms } from '#server/forms/forgetForms.ts';
import { keepForm } from '#server/forms/keepForm.ts';
import type { FormOwner } from '#server/forms/typedForm.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { jongereCtx, makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const { clock, database, services } = await openGround();

const ctx = jongereCtx(services);
const location = await makeLocation(database.db);
const staffId = await makeCasemanager(database.db, [{ locationId: location }]);
const topic = await makeTopic(database.db);
const typed = { values: { note: 'Wat ik \u0000 vertel', ways: ['een', 'twee'] }, answer: { ok: false } };

let hour = 9;
async function hold() {
  const start = `2026-11-24T${String(hour++).padStart(2, '0')}:00:00+01:00`;
  const result = await placeHold(ctx, { topic, location, start, modality: 'op-locatie' });
  assert.ok(result.ok);
  return result.hold;
}

async function appointment() {
  const { token } = await hold();
  const about = { name: 'Sem', ageGroup: '18-22', contact: { email: `${token}@voorbeeld.nl` } } as const;
  const result = await book(ctx, { topic, hold: token, ...about });
  assert.ok(result.ok);
  return result.appointment;
}

async function session() {
  const token = await services.sessions.begin(staffId);
  return { token, id: hashToken(token) };
}

const ownedBy = (owner: Partial<FormOwner>): FormOwner => ({
  sessionId: null,
  appointmentId: null,
  path: '/een/pagina',
  ...owner,
});

test('what was typed comes back by its word, for its owner and its page alone', async () => {
  const owner = ownedBy({ appointmentId: (await hold()).id });
  const word = await keepForm(services, owner, typed);
  assert.match(word, /^[\w-]{22}$/);
  assert.deepEqual(await findForm(services, owner, word), typed);
  assert.equal(await findForm(services, owner, `${word.slice(1)}x`), null);
  assert.equal(await findForm(services, { ...owner, path: '/andere' }, word), null);
  assert.equal(await findForm(services, ownedBy({ appointmentId: (await hold()).id }), word), null);
  assert.equal(await findForm(services, ownedBy({ sessionId: (await session()).id }), word), null);
  const [row] = await database.sql`select * from typed_forms where id_hash = ${hashToken(word)}`;
  assert.ok(row && !JSON.stringify(row).includes(word), 'the table opens nothing');
});

test('it ends with the hold, with a cancelled afspraak and with the session', async () => {
  const held = await hold();
  const ofHold = ownedBy({ appointmentId: held.id });
  const holdWord = await keepForm(services, ofHold, typed);
  await releaseHold(ctx, held.token);
  assert.equal(await findForm(services, ofHold, holdWord), null);

  const made = await appointment();
  const ofLink = ownedBy({ appointmentId: made.id });
  const linkWord = await keepForm(services, ofLink, typed);
  assert.ok((await cancel(ctx, made.token)).ok);
  assert.equal(await findForm(services, ofLink, linkWord), null);

  const { token, id } = await session();
  const ofSession = ownedBy({ sessionId: id });
  const sessionWord = await keepForm(services, ofSession, typed);
  await services.sessions.end(token);
  assert.equal(await findForm(services, ofSession, sessionWord), null);
  assert.equal(await findForm(services, ofSession, await keepForm(services, ofSession, typed)), null);
});

test('what a casemanager typed about an afspraak goes when the jongere wipes it', async () => {
  const made = await appointment();
  const { id } = await session();
  const owner = ownedBy({ sessionId: id, appointmentId: made.id });
  const word = await keepForm(services, owner, typed);
  assert.ok((await cancel(ctx, made.token)).ok);
  assert.deepEqual(await findForm(services, owner, word), typed, 'not when it is cancelled');
  assert.ok((await wipe(ctx, made.token)).ok);
  assert.equal(await findForm(services, owner, word), null);
});

test('it is kept for an hour, and of one owner only the last twenty', async () => {
  const { id } = await session();
  const owner = ownedBy({ sessionId: id });
  const other = ownedBy({ appointmentId: (await hold()).id });
  const othersWord = await keepForm(services, other, typed);
  const words: string[] = [];
  for (let count = 0; count < 22; count += 1) {
    clock.advance(1);
    words.push(await keepForm(services, owner, typed));
  }
  const found = await Promise.all(words.map((word) => findForm(services, owner, word)));
  assert.deepEqual(
    found.map((one) => one !== null),
    words.map((_, place) => place >= 2),
  );
  assert.deepEqual(await findForm(services, other, othersWord), typed);

  clock.advance(3_600_000);
  assert.equal(await findForm(services, owner, words.at(-1) ?? ''), null);
  await forgetForms(services);
  assert.deepEqual([...(await database.sql`select * from typed_forms`)], []);
});
