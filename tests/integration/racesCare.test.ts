import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { keepOutsideHours } from '#server/agenda/keepOutsideHours.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import type { Appointment } from '#server/booking/types.ts';
import { staffCtx } from '../support/factories.ts';
import {
  assertNoDoubleBooking,
  at,
  atOnce,
  type RaceGround,
  type Result,
  raceGround,
  request,
  tally,
} from '../support/raceGround.ts';

async function booked({ ctx }: RaceGround, time: string): Promise<Appointment> {
  const result = await book(ctx, request(time));
  assert.ok(result.ok);
  return result.appointment;
}

const rowOf = async ({ sql }: RaceGround, { id }: Appointment) => {
  const [row] = await sql<
    { status: string; sequence: number; who: string; start: string; choosing: boolean }[]
  >`
    select status, sequence, casemanager_id as who, starts_at as start, choose_again_at is not null as choosing
    from appointments where id = ${id}`;
  assert.ok(row);
  return row;
};
const eventsOf = ({ sql }: RaceGround, { id }: Appointment) =>
  sql<{ kind: string }[]>`select what as kind from history where appointment_id = ${id} order by id`;

const hours = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];

test('jongere and casemanager change the same afspraak at once: one wins, the other is told, each change is written once', async (t) => {
  const ground = await raceGround(3);
  t.after(ground.close);
  for (const round of [0, 1, 2, 3]) {
    const appointment = await booked(ground, '09:30');
    const { id, token } = appointment;
    const staff = staffCtx(ground.ctx, ground.staff[round % 3] ?? '');
    const results = await atOnce(24, async (i): Promise<Result> => {
      const start = at(hours[(i + round) % hours.length] ?? '');
      if (i % 4 === 0) return moveForJongere(staff, id, { start, version: 0, message: 'Sorry' });
      if (i % 4 === 1) return move(ground.ctx, token, { start, version: 0 });
      if (i % 4 === 2) return cancelForJongere(staff, id, { version: 0 });
      return cancel(ground.ctx, token, { version: 0 });
    });
    const row = await rowOf(ground, appointment);
    const { kind } = (await eventsOf(ground, appointment))[1] ?? { kind: '' };
    assert.equal(row.sequence, 1, 'one change, and only one');
    assert.equal((await eventsOf(ground, appointment)).length, 2);
    assert.equal(kind, row.status === 'cancelled' ? 'cancelled' : 'moved');
    const counts = tally(results);
    assert.ok((counts.ok ?? 0) >= 1);
    // Who asked for what it became, or cancels what is cancelled, has nothing to be told.
    const allowed = ['ok', 'changed', 'too-late'];
    assert.deepEqual(
      Object.keys(counts).filter((word) => !allowed.includes(word)),
      [],
    );
    await cancel(ground.ctx, token);
  }
  await assertNoDoubleBooking(ground.sql);
});

test('a change that goes through between the look and the write of another is not undone by it', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const acts: ((appointment: Appointment) => Promise<Result>)[] = [
    ({ id }) => cancelForJongere(staffCtx(ground.ctx, ground.staff[0] ?? ''), id, { version: 0 }),
    ({ id }) => askToChooseAgain(staffCtx(ground.ctx, ground.staff[0] ?? ''), id, { version: 0 }),
    ({ id }) => keepOutsideHours(staffCtx(ground.ctx, ground.staff[0] ?? ''), id, { version: 0 }),
    ({ token }) => cancel(ground.ctx, token, { version: 0 }),
  ];
  for (const [index, act] of acts.entries()) {
    const appointment = await booked(ground, hours[index] ?? '');
    const waiting = await ground.sql.begin(async (tx) => {
      await tx`update appointments set sequence = 1 where id = ${appointment.id}`;
      const result = act(appointment);
      await untilSomebodyWaits(ground);
      return { result };
    });
    assert.deepEqual(await waiting.result, { ok: false, error: 'changed' });
    const row = await rowOf(ground, appointment);
    assert.deepEqual([row.status, row.sequence, row.choosing], ['booked', 1, false]);
  }
});

async function untilSomebodyWaits({ sql }: RaceGround): Promise<void> {
  for (;;) {
    const waits = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (waits.length > 0) return;
  }
}

test('many hand over the same afspraak at once: one colleague has it, and everybody else hears that it changed', async (t) => {
  const ground = await raceGround(6);
  t.after(ground.close);
  const appointment = await booked(ground, '10:00');
  const others = ground.staff.filter((id) => id !== appointment.casemanager.id);
  const results = await atOnce(30, (i) =>
    handOver(staffCtx(ground.ctx, ground.staff[i % 6] ?? ''), appointment.id, {
      to: others[i % others.length] ?? '',
      version: 0,
    }),
  );
  assert.deepEqual(tally(results), { ok: 1, changed: 29 });
  const winner = results.findIndex(({ ok }) => ok);
  assert.equal((await rowOf(ground, appointment)).who, others[winner % others.length]);
  assert.deepEqual(
    (await eventsOf(ground, appointment)).map(({ kind }) => kind),
    ['booked', 'handed-over'],
  );
});

test('two afspraken handed to each other, crosswise and again and again, never wait for each other for good', async (t) => {
  const ground = await raceGround(2);
  t.after(ground.close);
  const [one = '', other = ''] = ground.staff;
  const mine = await booked(ground, '10:00');
  const theirs = await booked(ground, '14:00');
  const results = await atOnce(40, (i) => {
    const { id } = i % 2 ? mine : theirs;
    const to = i % 4 < 2 ? one : other;
    return handOver(staffCtx(ground.ctx, one), id, { to, version: Math.floor(i / 10) });
  });
  const odd = results.filter((result) => !result.ok && result.error !== 'changed');
  assert.deepEqual(odd, []);
  await assertNoDoubleBooking(ground.sql);
});

test('a jongere moves while the casemanager asks to choose again: what they chose is never asked about', async (t) => {
  const ground = await raceGround(2);
  t.after(ground.close);
  for (const time of ['09:00', '09:30', '10:00', '10:30', '11:00']) {
    const appointment = await booked(ground, time);
    const staff = staffCtx(ground.ctx, appointment.casemanager.id);
    const results = await atOnce(
      8,
      (i): Promise<Result> =>
        i === 4
          ? move(ground.ctx, appointment.token, { start: at('15:00'), version: 0 })
          : askToChooseAgain(staff, appointment.id, { version: 0 }),
    );
    assert.ok(results[4]?.ok);
    const row = await rowOf(ground, appointment);
    assert.deepEqual(
      [Date.parse(row.start), row.choosing, row.sequence],
      [Date.parse(at('15:00')), false, 1],
    );
    await cancel(ground.ctx, appointment.token);
  }
});

test('a follow-up that is sent many times at once is made once; two who want the same time: one has it', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const appointment = await booked(ground, '10:00');
  const staff = staffCtx(ground.ctx, appointment.casemanager.id);
  const form = { start: '2026-12-07T10:00:00+01:00', modality: 'op-locatie' as const, location: 'centrum' };
  const key = crypto.randomUUID();
  const same = await atOnce(20, () => bookFollowUp(staff, appointment.id, { ...form, key }));
  assert.deepEqual(tally(same), { ok: 20 });
  assert.equal(new Set(same.map((result) => result.ok && result.id)).size, 1);
  assert.equal(same.filter((result) => result.ok && !result.repeated).length, 1);
  const later = { ...form, start: '2026-12-14T10:00:00+01:00' };
  const rivals = await atOnce(20, () =>
    bookFollowUp(staff, appointment.id, { ...later, key: crypto.randomUUID() }),
  );
  // The time is taken, and it is by the same jongere: either is true.
  const { ok, taken = 0, 'same-time': sameTime = 0 } = tally(rivals);
  assert.deepEqual([ok, taken + sameTime], [1, 19]);
  await assertNoDoubleBooking(ground.sql);
});

test('of many new links at once one works, and it is the one that somebody was shown', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const appointment = await booked(ground, '10:00');
  const staff = staffCtx(ground.ctx, appointment.casemanager.id);
  const results = await atOnce(10, () => renewLink(staff, appointment.id, { version: 0 }));
  const shown = results.flatMap((result) => (result.ok ? [result.url.split('/').at(-1) ?? ''] : []));
  const works = await Promise.all(shown.map((token) => findAppointment(ground.ctx, token)));
  assert.equal(works.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(await findAppointment(ground.ctx, appointment.token), { ok: false, error: 'not-found' });
});
