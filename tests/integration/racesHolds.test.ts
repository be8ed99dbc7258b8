import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import type { BookInput } from '#server/booking/schema.ts';
import { expireHolds } from '#server/booking/sweep.ts';
import {
  assertNoDoubleBooking,
  at,
  atOnce,
  count,
  isFree,
  type RaceGround,
  type Result,
  raceGround,
  request,
  tally,
} from '../support/raceGround.ts';

const tenMinutes = 600_000;

async function held({ ctx }: RaceGround, time: string) {
  const result = await placeHold(ctx, {
    topic: 'kort',
    start: at(time),
    location: 'centrum',
    modality: 'op-locatie',
  });
  assert.ok(result.ok);
  return result.hold;
}

/** The request that makes an afspraak of a hold. */
function ofHold(hold: string, email?: string): BookInput {
  const { start: _, location: __, modality: ___, ...person } = request('09:00', 'kort', email);
  return { ...person, hold };
}

test('a hold is booked up to its last moment, and at its end it is anybody’s', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const inTime = await held(ground, '09:00');
  const late = await held(ground, '10:00');
  ground.clock.advance(tenMinutes - 1);
  const [kept, other] = await Promise.all([
    book(ground.ctx, ofHold(inTime.token)),
    book(ground.ctx, request('09:00')),
  ]);
  assert.deepEqual(tally([kept]), { ok: 1 });
  assert.deepEqual(tally([other]), { taken: 1 });
  ground.clock.advance(1);
  const [over, taker] = await Promise.all([
    book(ground.ctx, ofHold(late.token)),
    book(ground.ctx, request('10:00')),
  ]);
  assert.deepEqual(tally([over]), { 'hold-expired': 1 });
  assert.deepEqual(tally([taker]), { ok: 1 });
  await assertNoDoubleBooking(ground.sql);
});

test('while the clock jumps over the end of holds, each time goes to exactly one', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '12:00', '12:30', '13:00', '13:30'];
  for (let round = 0; round < 4; round++) {
    const holds = await Promise.all(times.map((time) => held(ground, time)));
    ground.clock.advance(tenMinutes - 1);
    const results = await Promise.all(
      times.flatMap((time, i) => {
        const own = book(ground.ctx, ofHold(holds[i]?.token ?? ''));
        if (i === round) ground.clock.advance(1);
        return [own, book(ground.ctx, request(time)), ...(i % 3 === 0 ? [expireHolds(ground.ctx)] : [])];
      }),
    );
    const answers = results.filter((result) => result !== undefined);
    // A hold that ended while somebody else was refused because of it leaves its time free.
    const free = await Promise.all(times.map((time) => isFree(ground, time)));
    assert.equal(answers.filter(({ ok }) => ok).length + free.filter(Boolean).length, times.length);
    await assertNoDoubleBooking(ground.sql);
    await ground.sql`update appointments set status = 'cancelled' where status = 'booked'`;
    await ground.sql`delete from appointments where status = 'held'`;
  }
});

test('booking a hold against letting it go ends in one of the two', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  for (let round = 0; round < 12; round++) {
    const hold = await held(ground, '09:00');
    const first = round % 2 === 0;
    const release = () => releaseHold(ground.ctx, hold.token);
    const early = first ? release() : null;
    const [made, ...released] = await Promise.all([
      book(ground.ctx, ofHold(hold.token)),
      ...(early ? [early] : []),
      release(),
    ]);
    assert.equal(await isFree(ground, '09:00'), !made.ok);
    if (made.ok) {
      // Who lets go of what became an afspraak meanwhile has nothing to hear of, and it stays.
      assert.deepEqual(tally(released.slice(-1)), { ok: 1 });
      await ground.sql`update appointments set status = 'cancelled' where status = 'booked'`;
    } else assert.equal(made.error, 'hold-expired');
  }
});

test('one hold sent many times at once is one afspraak, told to all', async (t) => {
  const ground = await raceGround(2);
  t.after(ground.close);
  const hold = await held(ground, '09:00');
  const body = ofHold(hold.token);
  const results = await atOnce(30, () => book(ground.ctx, body));
  assert.deepEqual(tally(results), { ok: 30 });
  assert.equal(new Set(results.map((result) => result.ok && result.appointment.token)).size, 1);
  assert.equal(await count(ground.sql, 'booked'), 1);
});

test('asked twice at once, more time is given once', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const hold = await held(ground, '09:00');
  ground.clock.advance(60_000);
  const now = ground.clock.now();
  const results = await atOnce(10, () => extendHold(ground.ctx, hold.token));
  assert.ok(results.every((result) => result.ok && result.hold.expiresAt === now + tenMinutes));
  ground.clock.advance(60_000);
  const again = await extendHold(ground.ctx, hold.token);
  assert.ok(again.ok && again.hold.expiresAt === now + tenMinutes);
});

test('one Idempotency-Key at once is one afspraak, also for the last free time', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  for (const time of ['09:00', '09:30', '10:00', '10:30', '11:00']) {
    const body = request(time);
    const results = await atOnce(40, () => book(ground.ctx, body, `key of ${time}`));
    assert.deepEqual(tally(results), { ok: 40 });
    assert.equal(new Set(results.map((result) => result.ok && result.appointment.token)).size, 1);
  }
  assert.equal(await count(ground.sql, 'booked'), 5);
});

test('one Idempotency-Key with two bodies at once: one wins, the other hears that the key was used', async (t) => {
  const ground = await raceGround(2);
  t.after(ground.close);
  for (const [i, times] of [
    ['09:00', '10:00'],
    ['11:00', '11:00'],
    ['13:00', '13:15'],
  ].entries()) {
    const results = await Promise.all(times.map((time) => book(ground.ctx, request(time), `key ${i}`)));
    assert.deepEqual(tally(results), { ok: 1, 'key-reused': 1 });
  }
});

test('one contact gets as many open afspraken as the settings say, however it is written', async (t) => {
  // Five, so that no time is full.
  const ground = await raceGround(5);
  t.after(ground.close);
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '13:00', '13:30', '14:00', '14:30'];
  const phones = ['06 12345678', '+31 6 1234 5678', '0031612345678', '06-12 34 56 78'];
  const byPhone = (i: number) => ({ phone: phones[i % phones.length] });
  const results = await atOnce(30, (i) => {
    const wish = request(times[i % times.length] ?? '09:00');
    return book(ground.ctx, { ...wish, contact: byPhone(i) });
  });
  // Who wants a time that the contact has got by then is told so, or that they have enough: either is true.
  const made = (answers: readonly Result[]) => {
    const { ok, 'too-many': tooMany = 0, 'same-time': sameTime = 0 } = tally(answers);
    return [ok, tooMany + sameTime];
  };
  assert.deepEqual(made(results), [3, 27]);
  const holds = await Promise.all(times.slice(0, 6).map((time) => held(ground, time)));
  const both = await Promise.all([
    ...holds.map(({ token }) => book(ground.ctx, ofHold(token, 'sam@example.com'))),
    ...times.map((time) => book(ground.ctx, request(time, 'kort', 'sam@example.com'))),
  ]);
  assert.deepEqual(made(both), [3, 13]);
  await assertNoDoubleBooking(ground.sql);
});
