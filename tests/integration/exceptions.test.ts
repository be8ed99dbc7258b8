import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { findOutside } from '#server/agenda/findOutside.ts';
import { type Decision, settleOutside, whoIsFree } from '#server/agenda/settleOutside.ts';
import { type ExceptionDraft, exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import { readExceptions } from '#server/availability/readExceptions.ts';
import { removeException } from '#server/availability/removeException.ts';
import { type SaveExceptionInput, saveException } from '#server/availability/saveException.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import type { Ctx } from '#server/http/context.ts';
import { makeCasemanager, makeLocation, staffCtx } from '../support/factories.ts';
import { at, atOnce, type RaceGround, raceGround, request, tally } from '../support/raceGround.ts';

const monday = '2026-11-23';
const draft = (values: Partial<ExceptionDraft>) =>
  exceptionDraftSchema.parse({ dateFrom: monday, dateUntil: monday, ...values });
const ill = draft({ what: 'ziek', wholeDays: true });
const extra = (location: string, from = '17:00', until = '19:00') =>
  draft({ what: 'extra', from, until, location, modalities: ['op-locatie'] });

describe('exceptions to the week', () => {
  let ground: RaceGround;
  let noor = '';
  let karim = '';
  let staff: Ctx;
  before(async () => {
    ground = await raceGround(2);
    [noor = '', karim = ''] = ground.staff;
    staff = staffCtx(ground.ctx, noor);
  });
  after(() => ground.close());
  beforeEach(async () => {
    await ground.sql`delete from availability_exceptions`;
    await ground.sql`delete from appointments`;
    ground.ctx.bus.say({ roster: true });
  });

  const save = (draft: ExceptionDraft, more: Partial<SaveExceptionInput> = {}) =>
    saveException(staff, { casemanagerId: noor, draft, ...more });
  const standing = async () => {
    const found = await readExceptions(staff, noor);
    assert.ok(found.ok);
    return found.exceptions;
  };

  test('a colleague reports somebody ill, and it says who did; another team can do and see nothing', async () => {
    const colleague = staffCtx(ground.ctx, karim, { firstName: 'Karim' });
    assert.ok((await saveException(colleague, { casemanagerId: noor, draft: ill })).ok);
    const [one] = await standing();
    assert.ok(one?.kind === 'absence');
    assert.equal(one.reason, 'ziek');
    assert.equal(one.writtenBy?.id, karim);

    const stranger = staffCtx(ground.ctx, randomUUID(), { team: 'Zuid' });
    const notFound = { ok: false, error: 'not-found' };
    assert.deepEqual(await saveException(stranger, { casemanagerId: noor, draft: ill }), notFound);
    assert.deepEqual(await readExceptions(stranger, noor), notFound);
    assert.deepEqual(await removeException(stranger, one), notFound);
    assert.deepEqual((await findOutside(stranger, noor)).toDecide, []);
    assert.deepEqual(await save(ill, { casemanagerId: 'nobody' }), notFound);
  });

  test('what is wrong is told, with the roster of the gemeente as its measure', async () => {
    assert.deepEqual(await save(draft({ ...ill, dateUntil: '2026-11-19', dateFrom: '2026-11-19' })), {
      ok: false,
      error: 'invalid',
      faults: [{ field: 'dateUntil', error: 'past' }],
    });
    const video = await save(draft({ ...extra('centrum'), modalities: ['video'] }));
    assert.ok(!video.ok && video.error === 'invalid');
    assert.deepEqual(video.faults, [{ field: 'modalities', error: 'video-link' }]);
  });

  test('the same one sent twice, also at once, is one', async () => {
    const answers = await atOnce(6, () => save(ill));
    assert.deepEqual(tally(answers), { ok: 6 });
    assert.equal((await standing()).length, 1);
  });

  test('being away twice is told and can be meant; extra hours over it or elsewhere are refused', async () => {
    assert.ok((await save(ill)).ok);
    const leave = draft({ what: 'verlof', dateUntil: '2026-11-27', wholeDays: true });
    const told = await save(leave);
    assert.ok(!told.ok && told.error === 'clashes' && told.anyway);
    assert.equal(told.clashes.absences.length, 1);
    assert.ok((await save(leave, { anyway: true })).ok);
    assert.equal((await standing()).length, 2);

    const laak = await makeLocation(ground.db, { id: 'laak' });
    ground.ctx.bus.say({ roster: true });
    const over = await save(extra('centrum'), { anyway: true });
    assert.ok(!over.ok && over.error === 'clashes' && !over.anyway);
    await ground.sql`delete from availability_exceptions`;
    const elsewhere = await save(extra(laak, '16:00'));
    assert.ok(!elsewhere.ok && elsewhere.error === 'clashes');
    assert.equal(elsewhere.clashes.rules.length, 1);
    assert.deepEqual(tally(await atOnce(2, (i) => save(extra(i === 0 ? laak : 'centrum')))), {
      ok: 1,
      clashes: 1,
    });
  });

  test('two devices: who is late hears that it is gone or how it is now', async () => {
    assert.ok((await save(ill)).ok);
    const [one] = await standing();
    assert.ok(one);
    const longer = draft({ ...ill, dateUntil: '2026-11-25' });
    assert.deepEqual(
      tally(
        await atOnce(2, (i) =>
          save(i === 0 ? longer : draft({ ...ill, what: 'anders', wholeDays: true }), { change: one }),
        ),
      ),
      { ok: 1, changed: 1 },
    );
    const [now] = await standing();
    assert.ok(now && now.version !== one.version);
    assert.deepEqual(await removeException(staff, one), { ok: false, error: 'changed', now });
    assert.ok((await removeException(staff, now)).ok);
    assert.deepEqual(await removeException(staff, now), { ok: false, error: 'not-found' });
    assert.deepEqual(await save(longer, { change: now }), { ok: false, error: 'gone' });
  });

  test('in a storm of bookings every afspraak on the time that was taken is found, and none comes after', async () => {
    const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '13:00', '13:30', '14:00', '14:30'];
    await ground.sql`delete from weekly_rules where casemanager_id = ${karim}`;
    let saved = false;
    const afterwards: unknown[] = [];
    const first = Promise.withResolvers<void>();
    const bookings = atOnce(30, async (i) => {
      await new Promise((go) => setTimeout(go, i * 3));
      const knew = saved;
      const result = await book(ground.ctx, request(times[i % times.length] ?? ''));
      if (result.ok) first.resolve();
      if (knew) afterwards.push(result.ok);
      return result;
    });
    // In the middle of the storm: one has its time, the others are under way.
    await first.promise;
    assert.ok((await save(ill)).ok);
    saved = true;
    const listed = await findOutside(staff, noor);
    const results = await bookings;
    const made = results.flatMap((result) => (result.ok ? [result.appointment.id] : []));
    assert.deepEqual(listed.toDecide.map(({ id }) => id).sort(), made.sort());
    assert.ok(afterwards.every((ok) => ok === false));
    assert.ok(made.length > 0);
  });
});

describe('afspraken outside the hours', () => {
  test('are kept, handed over, asked to choose again; a jongere who was faster is told of', async (t) => {
    const ground = await raceGround(1);
    t.after(ground.close);
    const [noor = ''] = ground.staff;
    const staff = staffCtx(ground.ctx, noor);
    const booked = await Promise.all(
      ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'].map((time) => book(ground.ctx, request(time))),
    );
    const made = booked.flatMap((result) => (result.ok ? [result.appointment] : []));
    assert.equal(made.length, 6);
    // Free from half past nine only.
    const karim = await makeCasemanager(ground.db, [{ locationId: 'centrum', fromTime: '09:30' }], {
      firstName: 'Karim',
    });
    ground.ctx.bus.say({ roster: true });
    assert.ok((await saveException(staff, { casemanagerId: noor, draft: ill })).ok);
    const { toDecide } = await findOutside(staff, noor);
    assert.deepEqual(
      toDecide.map(({ reason }) => reason),
      Array(6).fill('absent'),
    );

    const roster = await ground.ctx.roster.current();
    const free = await whoIsFree(staff, roster, noor, toDecide);
    assert.deepEqual(
      toDecide.map(({ id }) => free.get(id)?.length),
      [0, 1, 1, 1, 1, 1],
    );
    // Meanwhile one jongere moves to a day that is worked, and one cancels.
    const [, , , fourth, fifth] = made;
    assert.ok(fourth && fifth);
    assert.ok((await move(ground.ctx, fourth.token, { start: '2026-11-24T09:00:00+01:00' })).ok);
    assert.ok((await cancel(ground.ctx, fifth.token)).ok);
    const whats: Decision['what'][] = ['hand-over', 'hand-over', 'keep', 'ask', 'hand-over', 'ask'];
    const decisions = toDecide.map(
      ({ id, version }, i): Decision => ({ id, version, what: whats[i] ?? 'keep' }),
    );
    const settled = await settleOutside(staff, decisions, free);
    assert.deepEqual(
      settled.map((one) => (one.ok ? (one.colleague?.id ?? one.what) : one.error)),
      ['none-free', karim, 'keep', 'changed', 'changed', 'ask'],
    );
    const left = await findOutside(staff, noor);
    assert.deepEqual(
      left.toDecide.map(({ start }) => start),
      [Date.parse(at('09:00'))],
    );
    assert.deepEqual(
      left.waiting.map(({ start, reason }) => [start, reason]),
      [[Date.parse(at('14:00')), 'absent']],
    );

    // Taken back: nothing is outside, and who was asked is still to be told of.
    await ground.sql`delete from availability_exceptions`;
    const back = await findOutside(staff, noor);
    assert.deepEqual([back.toDecide.length, back.waiting.map(({ reason }) => reason)], [0, [null]]);
    const again = await settleOutside(staff, decisions.slice(0, 1), new Map());
    assert.ok(again[0] && !again[0].ok && again[0].error === 'within');
  });
});
