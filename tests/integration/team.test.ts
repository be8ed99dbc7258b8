import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { book } from '#server/booking/book.ts';
import { move } from '#server/booking/move.ts';
import { callInSick } from '#server/team/callInSick.ts';
import { moveMany } from '#server/team/moveMany.ts';
import { readMoves } from '#server/team/readMoves.ts';
import { readWeek } from '#server/team/readWeek.ts';
import { chooseAgain } from '#server/team/schema.ts';
import { takeBackIll } from '#server/team/takeBackIll.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import {
  assertNoDoubleBooking,
  at,
  atOnce,
  type RaceGround,
  raceGround,
  request,
  tally,
} from '../support/raceGround.ts';

const monday = '2026-11-23';

/** A coordinator of the team, with a place where Monday is today, before anybody works. */
async function ground(casemanagers: number, options: Parameters<typeof raceGround>[1] = {}) {
  const found = await raceGround(casemanagers, options);
  found.clock.set(at('08:00'));
  const id = await makeCasemanager(found.db, [], { roles: ['coordinator'] });
  const coordinator = staffCtx(found.ctx, id, { roles: ['coordinator'] });
  return { ...found, coordinator };
}

/** Booked on the Friday before: on the day itself it would be too soon. */
async function bookedWith(
  place: Pick<RaceGround, 'ctx' | 'sql' | 'clock'>,
  who: string,
  times: readonly string[],
) {
  const made = [];
  place.clock.set('2026-11-20T10:00:00+01:00');
  for (const time of times) {
    const result = await book(place.ctx, request(time));
    assert.ok(result.ok, JSON.stringify(result));
    const { appointment } = result;
    await place.sql`update appointments set casemanager_id = ${who} where id = ${appointment.id}`;
    made.push(appointment);
  }
  place.clock.set(at('08:00'));
  return made;
}

const whose = async ({ sql }: Pick<RaceGround, 'sql'>, who: string) =>
  sql<{ id: string; choosing: boolean; sequence: number }[]>`
    select id, choose_again_at is not null as choosing, sequence from appointments
    where casemanager_id = ${who} and status = 'booked' order by starts_at`;

test('the week of a team says how full each day is, and what stands outside the hours', async (t) => {
  const place = await ground(2, { dailyMaximum: 2 });
  t.after(place.close);
  const [one = '', other = ''] = place.staff;
  await bookedWith(place, one, ['09:00', '10:00', '11:00']);
  await place.sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
    values (${other}, 'absence', ${monday}, ${monday}, 'ziek')`;
  place.ctx.bus.say({ roster: true });
  const week = await readWeek(place.coordinator, monday);
  assert.equal(week.hasTeam, true);
  assert.equal(week.dates.length, 5);
  const first = week.rows.find(({ id }) => id === one);
  assert.deepEqual(
    first && [first.days[0]?.booked, first.days[0]?.most, first.days[0]?.over, first.over, first.booked],
    [3, 2, true, true, 3],
  );
  assert.equal(first?.most, 10);
  const second = week.rows.find(({ id }) => id === other);
  assert.deepEqual(second && [second.days[0]?.off, second.isAway, second.most], ['absent', true, 8]);
});

test('who is no coordinator, or of another team, sees and moves nothing of it', async (t) => {
  const place = await ground(2);
  t.after(place.close);
  const [one = '', other = ''] = place.staff;
  const [appointment] = await bookedWith(place, one, ['09:00']);
  assert.ok(appointment);
  await assert.rejects(readWeek(staffCtx(place.ctx, one), monday), NotAllowed);
  await assert.rejects(callInSick(staffCtx(place.ctx, one), { who: other }), NotAllowed);
  const stranger = await makeCasemanager(place.db, [], { roles: ['coordinator'], team: 'Ander' });
  for (const team of ['Ander', null]) {
    const ctx = staffCtx(place.ctx, stranger, { roles: ['coordinator'], team });
    assert.deepEqual((await readWeek(ctx, monday)).rows, []);
    assert.deepEqual(await readMoves(ctx, { ids: [appointment.id] }), []);
    assert.deepEqual(await callInSick(ctx, { who: one }), { ok: false, error: 'not-found' });
    const [moved] = await moveMany(ctx, { moves: [{ id: appointment.id, version: 0, to: other }] });
    assert.ok(moved && !moved.ok && moved.error === 'not-found' && moved.now === null);
  }
});

test('a proposal fits as a whole, and is carried out at one press; what somebody moved meanwhile is named', async (t) => {
  const place = await ground(3);
  t.after(place.close);
  const [ill = '', one = '', other = ''] = place.staff;
  const made = await bookedWith(place, ill, ['09:00', '09:30', '10:00', '10:30']);
  const found = await readMoves(place.coordinator, { who: ill, from: monday, to: monday });
  assert.equal(found.length, 4);
  const to = found.map(({ proposed }) => proposed);
  assert.deepEqual([to.filter((id) => id === one).length, to.filter((id) => id === other).length], [2, 2]);
  // Another coordinator is first with one of them.
  const [first] = made;
  assert.ok(first);
  assert.ok((await handOver(place.coordinator, first.id, { to: one, version: 0 })).ok);
  const moves = found.map(({ id, version, proposed }, index) => ({
    id,
    version,
    to: index === 3 ? chooseAgain : (proposed ?? chooseAgain),
  }));
  const results = await moveMany(place.coordinator, { moves, message: 'Sorry' });
  assert.deepEqual(tally(results), { changed: 1, ok: 3 });
  const [told] = results;
  assert.ok(told && !told.ok && told.now?.start === Date.parse(at('09:00')));
  assert.deepEqual(
    (await whose(place, ill)).map(({ choosing }) => choosing),
    [true],
  );
  await assertNoDoubleBooking(place.sql);
});

test('ill at one press: colleagues get what they can, the rest choose again, nothing can be booked, and it is taken back as one', async (t) => {
  const place = await ground(2, { dailyMaximum: 3 });
  t.after(place.close);
  const [ill = '', other = ''] = place.staff;
  const made = await bookedWith(place, ill, ['09:00', '09:30', '10:00']);
  await bookedWith(place, other, ['09:00']);
  const done = await callInSick(place.coordinator, { who: ill, message: 'Beterschap volgt' });
  assert.ok(done.ok);
  // The colleague is taken at nine, and has room for two more.
  assert.deepEqual([done.given, done.asked, done.repeated], [2, 1, false]);
  assert.deepEqual([...(await whose(place, ill))], [{ id: made[0]?.id, choosing: true, sequence: 0 }]);
  await assertNoDoubleBooking(place.sql);
  const [row] =
    await place.sql`select count(*)::int as n from availability_exceptions where casemanager_id = ${ill}`;
  assert.equal(row?.n, 1);
  place.ctx.bus.say({ roster: true });
  const refused = await book(place.ctx, request('13:00'));
  assert.ok(!refused.ok && refused.error === 'taken', 'nobody is left on that day');

  const again = await callInSick(place.coordinator, { who: ill });
  assert.ok(again.ok);
  assert.deepEqual([again.given, again.asked, again.repeated], [0, 0, true]);
  assert.deepEqual(again.takeBack, { absence: null, acts: [] });

  for (const _ of [1, 2])
    assert.deepEqual(await takeBackIll(place.coordinator, done.takeBack), { ok: true, kept: 0 });
  assert.deepEqual(
    (await whose(place, ill)).map(({ id, choosing }) => [id, choosing]),
    made.map(({ id }) => [id, false]),
  );
  const left = await place.sql`select from availability_exceptions where casemanager_id = ${ill}`;
  assert.equal(left.length, 0);
});

test('ill until a later day takes those days along; a day before today is refused', async (t) => {
  const place = await ground(1);
  t.after(place.close);
  const [ill = ''] = place.staff;
  await bookedWith(place, ill, ['09:00']);
  const later = await book(place.ctx, { ...request('09:00'), start: '2026-11-25T09:00:00+01:00' });
  assert.ok(later.ok);
  assert.deepEqual(await callInSick(place.coordinator, { who: ill, until: '2026-11-22' }), {
    ok: false,
    error: 'until-invalid',
  });
  const short = await callInSick(place.coordinator, { who: ill });
  assert.ok(short.ok && short.asked === 1);
  const longer = await callInSick(place.coordinator, { who: ill, until: '2026-11-25' });
  assert.ok(longer.ok && longer.asked === 1 && !longer.repeated);
});

test('who moves one afspraak while its casemanager is called in sick: one of both, never twice, and nothing is left behind', async (t) => {
  const place = await ground(5);
  t.after(place.close);
  const [ill = '', ...others] = place.staff;
  for (const round of [0, 1, 2]) {
    const made = await bookedWith(place, ill, ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00']);
    const [sick, ...moves] = await Promise.all([
      callInSick(place.coordinator, { who: ill }),
      ...made.slice(0, 3).map(({ id }, index) =>
        moveMany(place.coordinator, {
          moves: [{ id, version: 0, to: others[(index + round) % others.length] ?? '' }],
        }),
      ),
      ...made
        .slice(3, 5)
        .map(({ token }, index) =>
          move(place.ctx, token, { start: at(index === 0 ? '15:00' : '15:30'), version: 0 }).then(() => []),
        ),
      ...atOnceBookings(place, round),
    ]);
    assert.ok(sick.ok, JSON.stringify(sick));
    for (const [one] of moves) if (one) assert.ok(one.ok || one.error === 'changed' || one.error === 'taken');
    const left = await whose(place, ill);
    assert.deepEqual(
      left.filter(({ choosing }) => !choosing),
      [],
      'somebody is left with who is ill',
    );
    await assertNoDoubleBooking(place.sql);
    await place.sql`delete from availability_exceptions`;
    await place.sql`delete from appointments`;
    place.ctx.bus.say({ roster: true });
  }
});

/** Jongeren who book at that very moment. */
const atOnceBookings = ({ ctx }: Pick<RaceGround, 'ctx'>, round: number) =>
  ['15:00', '15:30', '16:00', '16:30'].map((time, index) =>
    book(ctx, request(time, 'kort', `${round}-${index}@example.com`)).then(() => []),
  );

test('of many coordinators who move the same afspraken at once, one moves each, and the others are told', async (t) => {
  const place = await ground(4);
  t.after(place.close);
  const [from = '', ...others] = place.staff;
  const made = await bookedWith(place, from, ['09:00', '10:00']);
  const results = await atOnce(8, (i) =>
    moveMany(place.coordinator, {
      moves: made.map(({ id }) => ({ id, version: 0, to: others[i % 3] ?? '' })),
    }),
  );
  for (const { id } of made) {
    const ofOne = results.flat().filter((one) => one.id === id);
    const counts = tally(ofOne);
    assert.ok(
      (counts.ok ?? 0) >= 1 && (counts.ok ?? 0) + (counts.changed ?? 0) === 8,
      JSON.stringify(counts),
    );
    const [row] = await place.sql`select sequence from appointments where id = ${id}`;
    assert.equal(row?.sequence, 1);
    const seen = await readAppointment(place.coordinator, id);
    assert.ok(seen.ok && seen.appointment.history.filter(({ kind }) => kind === 'handed-over').length === 1);
  }
  await assertNoDoubleBooking(place.sql);
});
