import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import {
  assertNoDoubleBooking,
  at,
  atOnce,
  count,
  isFree,
  type Result,
  raceGround,
  request,
  tally,
} from '../support/raceGround.ts';

async function booked(ground: Awaited<ReturnType<typeof raceGround>>, time: string) {
  const result = await book(ground.ctx, request(time));
  assert.ok(result.ok);
  return result.appointment;
}

test('of 300 at once for one time exactly as many win as there are casemanagers', async (t) => {
  const ground = await raceGround(7);
  t.after(ground.close);
  const results = await atOnce(300, () => book(ground.ctx, request('09:00')));
  assert.deepEqual(tally(results), { ok: 7, taken: 293 });
  assert.equal(await count(ground.sql, 'booked'), 7);
  await assertNoDoubleBooking(ground.sql);
});

test('the daily maximum holds in a rush over the whole day, and is reached', async (t) => {
  const ground = await raceGround(3, { dailyMaximum: 2 });
  t.after(ground.close);
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '13:00', '14:00', '15:00'];
  const results = await atOnce(160, async (i): Promise<Result> => {
    const input = request(times[i % times.length] ?? '09:00');
    return i % 3 === 0 && input.modality
      ? placeHold(ground.ctx, {
          topic: 'kort',
          start: input.start ?? '',
          location: 'centrum',
          modality: input.modality,
        })
      : book(ground.ctx, input);
  });
  assert.deepEqual(tally(results), { ok: 6, taken: 154 });
  await assertNoDoubleBooking(ground.sql);
});

test('of overlapping times of different lengths as many are given as fit, and nobody is refused who fits', async (t) => {
  const ground = await raceGround(4);
  t.after(ground.close);
  const wishes = ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15'].flatMap((time) =>
    ['kort', 'lang'].map((topic) => ({ time, topic })),
  );
  const results = await atOnce(180, async (i) => {
    const { time, topic } = wishes[i % wishes.length] ?? { time: '09:00', topic: 'kort' };
    const input = request(time, topic);
    const hold = { topic, start: at(time), location: 'centrum', modality: 'op-locatie' as const };
    const result: Result = i % 2 === 0 ? await book(ground.ctx, input) : await placeHold(ground.ctx, hold);
    return { time, topic, result };
  });
  await assertNoDoubleBooking(ground.sql);
  const counts = tally(results.map(({ result }) => result));
  assert.deepEqual(Object.keys(counts).sort(), ['ok', 'taken']);
  assert.equal(counts.ok, (await count(ground.sql, 'booked')) + (await count(ground.sql, 'held')));
  for (const { time, topic, result } of results) {
    if (!result.ok)
      assert.equal(await isFree(ground, time, topic), false, `${time} ${topic} was refused but is free`);
  }
});

test('moves and bookings that want one time get it exactly as often as there are casemanagers', async (t) => {
  const ground = await raceGround(5);
  t.after(ground.close);
  const early = ['09:00', '09:30', '10:00', '10:30'];
  const old = await atOnce(20, (i) => booked(ground, early[i % early.length] ?? '09:00'));
  const [moves, bookings] = await Promise.all([
    Promise.all(old.map(({ token }) => move(ground.ctx, token, { start: at('14:00') }))),
    atOnce(40, () => book(ground.ctx, request('14:00'))),
  ]);
  const won = [...moves, ...bookings].filter(({ ok }) => ok).length;
  assert.equal(won, 5);
  // Who could not move still has the old time.
  const [there] =
    await ground.sql`select count(*)::int as n from appointments where starts_at = ${at('14:00')}`;
  assert.equal(there?.n, 5);
  const moved = moves.filter(({ ok }) => ok).length;
  assert.equal(await count(ground.sql, 'booked'), 20 + 5 - moved);
  await assertNoDoubleBooking(ground.sql);
});

test('two that want each other’s time both keep theirs, and nothing locks up', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  for (let round = 0; round < 10; round++) {
    const [one, other] = await Promise.all([booked(ground, '09:00'), booked(ground, '11:00')]);
    const results = await Promise.all([
      move(ground.ctx, one.token, { start: at('11:00') }),
      move(ground.ctx, other.token, { start: at('09:00') }),
    ]);
    assert.deepEqual(tally(results), { taken: 2 });
    await Promise.all([cancel(ground.ctx, one.token), cancel(ground.ctx, other.token)]);
  }
  await assertNoDoubleBooking(ground.sql);
});

test('the same move twice at once moves once, and two different ones both go through in turn', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const { token } = await booked(ground, '09:00');
  const same = await atOnce(8, () => move(ground.ctx, token, { start: at('10:00') }));
  assert.ok(same.every((result) => result.ok && result.appointment.start === Date.parse(at('10:00'))));
  assert.ok(same.every((result) => result.ok && result.appointment.sequence === 1));
  const different = await Promise.all(
    ['12:00', '13:00'].map((time) => move(ground.ctx, token, { start: at(time) })),
  );
  assert.deepEqual(tally(different), { ok: 2 });
  assert.equal(await count(ground.sql, 'booked'), 1);
});

test('a move against a cancellation ends cancelled, with its time free', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  for (let round = 0; round < 10; round++) {
    const { token } = await booked(ground, '09:00');
    const [moved, ...cancelled] = await Promise.all([
      move(ground.ctx, token, { start: at('10:00') }),
      cancel(ground.ctx, token),
      cancel(ground.ctx, token),
    ]);
    assert.ok(moved.ok || moved.error === 'too-late');
    assert.deepEqual(tally(cancelled), { ok: 2 });
    assert.ok(await isFree(ground, '09:00'));
    assert.ok(await isFree(ground, '10:00'));
  }
  const twice = await ground.sql`
    select appointment_id from history where what = 'cancelled' group by 1 having count(*) > 1`;
  assert.equal(twice.length, 0);
});
