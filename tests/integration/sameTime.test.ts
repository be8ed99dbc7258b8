import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { answerRefusal } from '#server/api/refusal.ts';
import { book } from '#server/booking/book.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { staffCtx } from '../support/factories.ts';
import { at, atOnce, count, type RaceGround, raceGround, request, tally } from '../support/raceGround.ts';

let ground: RaceGround;
let ctx: Ctx;
before(async () => {
  ground = await raceGround(5);
  ctx = ground.ctx;
});
after(() => ground.close());
beforeEach(async () => {
  await emptyTables(ground.sql, 'appointments', 'history', 'appointment_notes', 'idempotency_keys');
  ctx.bus.say({ roster: true });
});

const sam = 'sam@example.com';
const sameTime = {
  ok: false,
  error: 'same-time',
  start: Date.parse(at('10:00')),
  end: Date.parse(at('10:30')),
};

async function booked(time: string, email = sam) {
  const result = await book(ctx, request(time, 'kort', email));
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
}

test('of many at once for one contact and one time, with five casemanagers free, one is made', async () => {
  const direct = await atOnce(30, () => book(ctx, request('10:00', 'kort', sam)));
  assert.deepEqual(tally(direct), { ok: 1, 'same-time': 29 });
  assert.equal(await count(ground.sql, 'booked'), 1);
});

test('nor are two made of holds that were placed before anybody knew for whom', async () => {
  const { start, location, modality, ...person } = request('10:00', 'kort', sam);
  assert.ok(start && modality);
  const holds = await atOnce(4, () => placeHold(ctx, { topic: 'kort', start, location, modality }));
  const results = await Promise.all(
    holds.map((held) => {
      assert.ok(held.ok);
      return book(ctx, { ...person, hold: held.hold.token });
    }),
  );
  assert.deepEqual(tally(results), { ok: 1, 'same-time': 3 });
});

test('times that overlap are the same time, those that touch are not; one contact of two is enough', async () => {
  const phone = '06 12345678';
  const first = await book(ctx, { ...request('10:00'), contact: { email: sam, phone } });
  assert.ok(first.ok);
  for (const contact of [{ email: ' SAM@example.com ' }, { phone: '+31 6 1234 5678' }])
    for (const [time, topic] of [
      ['10:15', 'kort'],
      ['09:45', 'kort'],
      ['09:30', 'lang'],
      ['10:15', 'lang'],
    ] as const) {
      // As a form or the API reads it.
      const email = contact.email?.trim().toLowerCase();
      const result = await book(ctx, { ...request(time, topic), contact: { ...contact, email } });
      assert.deepEqual(result, sameTime, `${time} ${topic}`);
    }
  await booked('09:30');
  await booked('10:30');
  await cancel(ctx, first.appointment.token);
  await booked('10:00');
});

test('a move to the time of another afspraak leaves the old one; one that overlaps itself only goes through', async () => {
  const [, second] = [await booked('10:00'), await booked('12:00')];
  const to = (time: string) => move(ctx, second.token, { start: at(time) });
  assert.deepEqual(await to('10:15'), sameTime);
  const still =
    await ground.sql`select from appointments where id = ${second.id} and starts_at = ${at('12:00')}`;
  assert.equal(still.length, 1);
  assert.ok((await to('12:15')).ok);
  const moved = await Promise.all([
    to('14:00'),
    book(ctx, request('14:00', 'kort', sam)),
    book(ctx, request('14:15', 'kort', sam)),
  ]);
  assert.deepEqual(tally(moved), { ok: 1, 'same-time': 2 });
});

test('staff are told, and go on when they insist: at the desk, when moving and for a follow-up', async () => {
  const first = await booked('10:00');
  const staff = staffCtx(ctx, first.casemanager.id);
  const colleague = ground.staff.find((id) => id !== first.casemanager.id);
  const order: BookForInput = {
    topic: 'kort',
    start: at('10:00'),
    location: 'centrum',
    modality: 'op-locatie',
    casemanager: colleague,
    name: 'Noa',
    ageGroup: 'tot-18',
    contact: { email: sam },
  };
  assert.deepEqual(await bookFor(staff, order, 'one'), sameTime);
  const both = await Promise.all([
    bookFor(staff, order, 'one', { insists: true }),
    bookFor(staff, order, 'one', { insists: true }),
  ]);
  assert.equal(new Set(both.map((result) => result.ok && result.appointment.id)).size, 1);
  assert.equal(await count(ground.sql, 'booked'), 2);
  assert.ok((await bookFor(staff, { ...order, casemanager: undefined, contact: {} }, 'nobody')).ok);

  const later = await booked('13:00');
  const busy = await ground.sql<
    { id: string }[]
  >`select casemanager_id as id from appointments where status = 'booked'`;
  const free = ground.staff.find((id) => !busy.some((one) => one.id === id));
  const wish = { version: later.sequence, start: at('10:15'), message: '', casemanager: free };
  assert.deepEqual(await moveForJongere(staff, later.id, wish), sameTime);
  assert.ok((await moveForJongere(staff, later.id, { ...wish, insists: 'yes' })).ok);

  // With the casemanager of the afspraak that it goes on from, while the jongere is with another.
  const afternoon = await booked('15:00', 'noa@example.com');
  const next = await booked('16:00', 'noa@example.com');
  if (next.casemanager.id === afternoon.casemanager.id) {
    const other = ground.staff.find((id) => id !== next.casemanager.id) ?? '';
    await ground.sql`update appointments set casemanager_id = ${other} where id = ${next.id}`;
  }
  const follow = {
    key: randomUUID(),
    start: at('16:00'),
    location: 'centrum',
    modality: 'op-locatie',
  } as const;
  const refused = await bookFollowUp(staff, afternoon.id, follow);
  assert.ok(!refused.ok && refused.error === 'same-time');
  assert.ok((await bookFollowUp(staff, afternoon.id, { ...follow, insists: 'yes' })).ok);
});

test('the API says it by a problem of its own, without a word of the other afspraak', async () => {
  const { status, body } = answerRefusal('en', { ...sameTime, error: 'same-time' });
  assert.equal(status, 409);
  assert.deepEqual(JSON.parse(String(body)), {
    type: 'urn:doorstart:problem:same-time',
    title: 'You already have an appointment then',
    status: 409,
    detail: 'You already have an appointment at that time. Choose another time, or cancel that one first.',
  });
});
