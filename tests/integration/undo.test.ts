import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { addNote } from '#server/agenda/addNote.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { keepOutsideHours } from '#server/agenda/keepOutsideHours.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { readActs } from '#server/agenda/readActs.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { removeNote } from '#server/agenda/removeNote.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { settleOutside } from '#server/agenda/settleOutside.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { cancel } from '#server/booking/cancel.ts';
import { history } from '#server/booking/history.ts';
import { move } from '#server/booking/move.ts';
import { newsOf } from '#server/booking/news.ts';
import { forgetOld } from '#server/booking/sweep.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Done } from '#server/booking/undoable.ts';
import { wipe } from '#server/booking/wipe.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
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

let ground: RaceGround;
let noor: string;
let samira: string;
const staff = (id = noor) => staffCtx(ground.ctx, id, { firstName: id === noor ? 'Noor' : 'Samira' });

before(async () => {
  ground = await raceGround(0);
  const hours = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor' });
  samira = await makeCasemanager(ground.db, hours, { firstName: 'Samira' });
});
after(() => ground.close());
beforeEach(clear);

async function clear(): Promise<void> {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'appointment_notes');
  ground.ctx.bus.say({ roster: true });
}

/** An afspraak with Noor. */
async function booked(time = '10:00', email?: string): Promise<Appointment> {
  const result = await book(ground.ctx, request(time, 'kort', email));
  assert.ok(result.ok);
  const { appointment } = result;
  await ground.sql`update appointments set casemanager_id = ${noor} where id = ${appointment.id}`;
  return { ...appointment, casemanager: { ...appointment.casemanager, id: noor } };
}

/** All of an afspraak and its notes, but for its sequence and when that grew. */
async function stateOf(id: string) {
  const [row] =
    await ground.sql`select to_jsonb(a) - array['sequence', 'revised_at'] as state from appointments a where id = ${id}`;
  const notes = await ground.sql`select * from appointment_notes where appointment_id = ${id} order by id`;
  return { row: row?.state, notes: [...notes] };
}

const sequenceOf = async (id: string): Promise<number> => {
  const [row] = await ground.sql<{ sequence: number }[]>`select sequence from appointments where id = ${id}`;
  return row?.sequence ?? assert.fail('expected an afspraak');
};

/** The id of the history row of an act that was done. */
function doneBy(result: Done | { ok: false; error: string }): number {
  assert.ok(result.ok, JSON.stringify(result));
  return result.undo ?? assert.fail('expected that something changed');
}

async function noteOn(id: string): Promise<string> {
  assert.ok((await addNote(staff(), id, { text: 'Belt maandag terug.' })).ok);
  const [row] = await ground.sql<{ id: string }[]>`
    select id from appointment_notes where appointment_id = ${id} order by at desc, id limit 1`;
  return row?.id ?? assert.fail('expected a note');
}

/** Each act that can be taken back, on an afspraak that begins at ten o'clock. */
const acts = {
  geweest: (id: string) => recordOutcome(staff(), id, { outcome: 'geweest' }),
  afgezegd: (id: string) => recordOutcome(staff(), id, { outcome: 'afgezegd' }),
  move: async (id: string) =>
    moveForJongere(staff(), id, { start: at('15:00'), version: await sequenceOf(id), message: 'Trein' }),
  'hand-over': async (id: string) =>
    handOver(staff(), id, { to: samira, version: await sequenceOf(id), message: 'Vrij' }),
  'choose-again': async (id: string) =>
    askToChooseAgain(staff(), id, { version: await sequenceOf(id), message: 'Kies' }),
  keep: async (id: string) => keepOutsideHours(staff(), id, { version: await sequenceOf(id) }),
  cancel: async (id: string) =>
    cancelForJongere(staff(), id, { version: await sequenceOf(id), message: 'Ziek' }),
  'note-added': async (id: string) => addNote(staff(), id, { text: 'Belt terug.' }),
  'note-removed': async (id: string) => removeNote(staff(), id, await noteOn(id)),
};
const names = Object.keys(acts).filter((name): name is keyof typeof acts => name in acts);

for (const name of names) {
  test(`what ${name} changed is as before when it is taken back, and calendars hear of it`, async () => {
    const { id, token } = await booked();
    if (name === 'geweest') ground.clock.set(at('10:10'));
    if (name === 'note-removed') await noteOn(id);
    const [was, before, told] = [await stateOf(id), await sequenceOf(id), await newsOf(ground.ctx, token)];
    const act = doneBy(await acts[name](id));
    const during = await sequenceOf(id);
    if (name !== 'note-removed') assert.notDeepEqual(await stateOf(id), was);
    assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
    const now = await stateOf(id);
    assert.deepEqual(now.row, was.row);
    if (name !== 'note-removed') assert.deepEqual(now.notes, was.notes);
    else assert.equal(now.notes.length, was.notes.length + 1);
    assert.equal(await sequenceOf(id), during === before ? before : during + 1);
    assert.deepEqual(await newsOf(ground.ctx, token), told);
    const lines = await history(ground.ctx, token);
    assert.deepEqual(lines.ok && lines.lines.map(({ kind }) => kind), ['booked']);
    const rows = await ground.sql`select what, details->>'of' as of from history order by id desc limit 1`;
    assert.deepEqual([...rows], [{ what: 'undone', of: String(act) }]);
    await assertNoDoubleBooking(ground.sql);
  });
}

test('the former word to the jongere comes back with what it was about', async () => {
  const { id, token } = await booked();
  await ground.sql`update appointments set sequence = 0 where id = ${id}`;
  assert.ok((await moveForJongere(staff(), id, { start: at('11:00'), version: 0, message: 'Trein' })).ok);
  const told = await newsOf(ground.ctx, token);
  assert.equal(told?.message, 'Trein');
  const act = doneBy(await handOver(staff(), id, { to: samira, version: 1, message: 'Ik ben vrij.' }));
  assert.equal((await newsOf(ground.ctx, token))?.message, 'Ik ben vrij.');
  assert.ok((await undo(staff(), act)).ok);
  assert.deepEqual(await newsOf(ground.ctx, token), told);
});

test('an act is taken back by who did it alone, within ten minutes, and once', async () => {
  const { id } = await booked();
  const act = doneBy(await acts.cancel(id));
  const stranger = staffCtx(ground.ctx, randomUUID(), { team: 'Ander team' });
  assert.deepEqual(await undo(staff(samira), act), { ok: false, error: 'not-found' });
  assert.deepEqual(await undo(stranger, act), { ok: false, error: 'not-found' });
  assert.deepEqual(await undo(staff(), act + 1000), { ok: false, error: 'not-found' });
  ground.clock.advance(10 * 60_000);
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'too-late' });
  ground.clock.advance(-1);
  assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
  const was = await stateOf(id);
  assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
  assert.deepEqual(await stateOf(id), was);
});

test('a note that its writer removed since is not there to be taken back, until it is back', async () => {
  const { id } = await booked();
  const added = doneBy(await acts['note-added'](id));
  const { notes } = await stateOf(id);
  const removed = doneBy(await removeNote(staff(), id, notes[0]?.id));
  assert.deepEqual(await undo(staff(), added), { ok: false, error: 'changed' });
  assert.ok((await undo(staff(), removed)).ok);
  assert.deepEqual(await stateOf(id).then((now) => now.notes), notes);
  assert.ok((await undo(staff(), added)).ok);
  assert.deepEqual((await stateOf(id)).notes, []);
});

/** An afspraak that Noor books at the desk at eleven o'clock, and the id of the row of the history that says so. */
async function bookedByNoor(key = randomUUID()) {
  const { contact: _, ...order } = request('11:00');
  const result = await bookFor(staff(), { ...order, contact: {}, casemanager: noor }, key);
  assert.ok(result.ok, JSON.stringify(result));
  const { appointment } = result;
  return { ...appointment, act: result.undo ?? assert.fail('expected that it can be taken back') };
}

test('a booking by mistake is cancelled: whoever has the link reads so, and its time is free', async () => {
  const { id, token, act } = await bookedByNoor();
  assert.deepEqual(await undo(staff(samira), act), { ok: false, error: 'not-found' });
  assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
  assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
  const { row } = await stateOf(id);
  assert.deepEqual([row.status, row.cancel_reason, row.message_to_jongere], ['cancelled', null, null]);
  assert.equal(await sequenceOf(id), 1);
  const seen = await history(ground.ctx, token);
  assert.deepEqual(seen.ok && seen.lines.map(({ kind }) => kind), ['booked', 'cancelled']);
  const news = { kind: 'cancelled', at: ground.clock.now(), by: 'Noor', message: null };
  assert.deepEqual(await newsOf(ground.ctx, token), news);
  const read = await readAppointment(staff(), id);
  assert.ok(read.ok);
  assert.equal(read.appointment.cancelledBy, 'staff');
  assert.deepEqual(read.appointment.history.at(-1)?.details, { of: String(act) });
  await bookedByNoor();
  await assertNoDoubleBooking(ground.sql);
});

test('a booking that is sent twice can be taken back all the same, and one that changed since cannot', async () => {
  const key = randomUUID();
  const { id, token, act } = await bookedByNoor(key);
  assert.equal((await bookedByNoor(key)).act, act);
  const moved = doneBy(await moveForJongere(staff(), id, { start: at('15:00'), version: 0 }));
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'changed' });
  assert.ok((await undo(staff(), moved)).ok);
  await noteOn(id);
  ground.clock.advance(10 * 60_000);
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'too-late' });
  ground.clock.advance(-1);
  assert.ok((await undo(staff(), act)).ok);
  assert.ok((await wipe(ground.ctx, token)).ok);
  assert.equal((await undo(staff(), act)).ok, true);
});

test('a follow-up is taken back like a booking, and the afspraak that it follows stays', async () => {
  const { id } = await booked();
  const was = await stateOf(id);
  const made = await bookFollowUp(staff(), id, { start: at('15:00'), key: randomUUID() });
  assert.ok(made.ok && made.undo !== null);
  const [act] = await readActs(staff(), [made.undo]);
  assert.deepEqual([act?.appointmentId, act?.what, act?.followUp], [made.id, 'booked', true]);
  assert.deepEqual(await undo(staff(), made.undo), { ok: true, appointmentId: made.id });
  assert.deepEqual(await stateOf(id), was);
  assert.equal((await stateOf(made.id)).row.status, 'cancelled');
  assert.deepEqual(await readActs(staff(), [made.undo]), []);
});

test('of a jongere who moves and staff who take the booking back, at once, one is told that it changed', async () => {
  for (const time of ['14:00', '15:00', '16:00']) {
    const { id, token, act } = await bookedByNoor();
    const [back, moved] = await Promise.all([
      undo(staff(), act),
      move(ground.ctx, token, { start: at(time) }),
    ]);
    assert.notEqual(back.ok, moved.ok);
    assert.equal((await stateOf(id)).row.status, back.ok ? 'cancelled' : 'booked');
    await clear();
  }
});

test('who is no longer of the team of the afspraak takes nothing back', async () => {
  const { id } = await booked();
  const act = doneBy(await handOver(staff(), id, { to: samira, version: 0 }));
  const elsewhere = staffCtx(ground.ctx, noor, { team: 'Ander team' });
  assert.deepEqual(await undo(elsewhere, act), { ok: false, error: 'not-found' });
});

test('nobody gets an afspraak back who left meanwhile', async () => {
  const { id } = await booked();
  const act = doneBy(await handOver(staff(), id, { to: samira, version: 0 }));
  await ground.sql`update staff set active = false where id = ${noor}`;
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'changed' });
  await ground.sql`update staff set active = true where id = ${noor}`;
  assert.deepEqual(await undo(staff(), act), { ok: true, appointmentId: id });
});

test('whatever the jongere or a colleague changed since stays, and the reason is said', async () => {
  const changes: ((appointment: Appointment) => Promise<Result>)[] = [
    ({ token }) => move(ground.ctx, token, { start: at('16:00') }),
    ({ token }) => cancel(ground.ctx, token),
    ({ id }) => renewLink(staff(samira), id),
    ({ id }) => acts['choose-again'](id),
    ({ id }) => recordOutcome(staff(samira), id, { outcome: 'afgezegd' }),
  ];
  for (const change of changes) {
    const appointment = await booked();
    const act = doneBy(await acts.move(appointment.id));
    assert.ok((await change(appointment)).ok);
    const was = await stateOf(appointment.id);
    assert.deepEqual(await undo(staff(), act), { ok: false, error: 'changed' });
    assert.deepEqual(await stateOf(appointment.id), was);
    await clear();
  }
});

test('a note or its removal stands in nobody’s way, and a wipe takes all that was kept along', async () => {
  const { id, token } = await booked();
  const act = doneBy(await acts['choose-again'](id));
  const removed = doneBy(await acts['note-removed'](id));
  await noteOn(id);
  assert.ok((await undo(staff(), act)).ok);
  const cancelled = doneBy(await acts.cancel(id));
  assert.ok((await wipe(ground.ctx, token)).ok);
  assert.equal((await ground.sql`select from undoable`).length, 0);
  assert.equal((await undo(staff(), cancelled)).ok, false);
  assert.equal((await undo(staff(), removed)).ok, false);
  const { notes, row } = await stateOf(id);
  assert.deepEqual([notes, row.name], [[], null]);
});

test('what was kept is gone within the hour', async () => {
  const { id } = await booked();
  doneBy(await acts.cancel(id));
  ground.clock.advance(10 * 60_000 - 1);
  await forgetOld(ground.ctx);
  assert.equal((await ground.sql`select from undoable`).length, 1);
  ground.clock.advance(1);
  await forgetOld(ground.ctx);
  assert.equal((await ground.sql`select from undoable`).length, 0);
});

test('a time that somebody else has or holds by now is theirs, and a hold that is over is not', async () => {
  const { id } = await booked();
  const act = doneBy(await acts.move(id));
  const other = await booked();
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'time-taken' });
  await ground.sql`
    update appointments set status = 'held', expires_at = ${new Date(ground.clock.now() + 60_000).toISOString()}, hold_token_hash = 'x'
    where id = ${other.id}`;
  assert.deepEqual(await undo(staff(), act), { ok: false, error: 'time-taken' });
  ground.clock.advance(60_000);
  assert.ok((await undo(staff(), act)).ok);
  await assertNoDoubleBooking(ground.sql);
});

test('a jongere who has another afspraak at the former time by now is not in two places', async () => {
  const { id } = await booked('10:00', 'sam@example.nl');
  const act = doneBy(await acts.move(id));
  const other = await book(ground.ctx, { ...request('10:00', 'kort', 'sam@example.nl') });
  assert.ok(other.ok);
  await ground.sql`update appointments set casemanager_id = ${samira} where id = ${other.appointment.id}`;
  const refused = await undo(staff(), act);
  assert.deepEqual(refused, {
    ok: false,
    error: 'same-time',
    start: Date.parse(at('10:00')),
    end: Date.parse(at('10:30')),
  });
});

test('what was decided about many outside the hours is taken back one by one', async () => {
  const one = await booked('10:00');
  const other = await booked('11:00');
  const was = [await stateOf(one.id), await stateOf(other.id)];
  const colleagues = [{ id: samira, firstName: 'Samira', lastName: 'Voorbeeld' }];
  const settled = await settleOutside(
    staff(),
    [
      { id: one.id, version: 0, what: 'hand-over' },
      { id: other.id, version: 0, what: 'keep' },
    ],
    new Map([one.id, other.id].map((id) => [id, colleagues])),
  );
  for (const result of settled) assert.ok(result.ok && (await undo(staff(), result.undo ?? 0)).ok);
  assert.deepEqual([await stateOf(one.id), await stateOf(other.id)], was);
});

test('of many who take back one act at once all hear that it is done, and it is done once', async () => {
  const { id } = await booked();
  const act = doneBy(await acts.move(id));
  const results = await atOnce(20, () => undo(staff(), act));
  assert.deepEqual(tally(results), { ok: 20 });
  const rows = await ground.sql`select from history where what = 'undone'`;
  assert.equal(rows.length, 1);
  assert.equal(await sequenceOf(id), 2);
});

test('of a booking and taking back for the same time, at once, one gets it', async () => {
  for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '16:00']) {
    const { id } = await booked(time);
    const act = doneBy(
      await moveForJongere(staff(), id, { start: at('15:00'), version: await sequenceOf(id) }),
    );
    const answers = await Promise.all([
      undo(staff(), act),
      ...[1, 2, 3].map(() => book(ground.ctx, { ...request(time), casemanager: undefined })),
    ]);
    const [mine, ...theirs] = answers;
    const withNoor = theirs.filter((answer) => answer.ok && answer.appointment.casemanager.id === noor);
    assert.equal(withNoor.length + Number(mine?.ok), 1, time);
    if (!mine?.ok) assert.deepEqual(mine, { ok: false, error: 'time-taken' });
    await assertNoDoubleBooking(ground.sql);
    await clear();
  }
});

test('a change at the same moment as taking back: either is first, and nothing is half done', async () => {
  for (const other of [acts['choose-again'], acts.cancel]) {
    const { id } = await booked();
    const act = doneBy(await acts['hand-over'](id));
    const [back, change] = await Promise.all([undo(staff(), act), other(id)]);
    const { row } = await stateOf(id);
    if (back.ok) assert.equal(row.casemanager_id, noor);
    else assert.deepEqual([back.error, change.ok, row.casemanager_id], ['changed', true, samira]);
    await assertNoDoubleBooking(ground.sql);
    await clear();
  }
});

/** What the model knows of each act: the state before it, and whether the afspraak still stands as it left it. */
interface Told {
  act: number;
  was: Awaited<ReturnType<typeof stateOf>>;
  /** By how many notes more there are once it is taken back; 0 of an act that is not about a note. */
  notes: number;
  undone: boolean;
}

const returns: Partial<Record<(typeof names)[number], number>> = { 'note-added': -1, 'note-removed': 1 };

type Step =
  | { do: 'act'; name: (typeof names)[number] }
  | { do: 'other'; index: number }
  | { do: 'undo'; index: number };

const others: ((appointment: Appointment) => Promise<Result>)[] = [
  ({ token }) => move(ground.ctx, token, { start: at('12:00') }),
  ({ id }) => recordOutcome(staff(samira), id, { outcome: 'afgezegd' }),
  ({ id }) => recordOutcome(staff(samira), id, { outcome: 'open' }),
  ({ id }) => addNote(staff(samira), id, { text: 'Hoi' }),
];

test('in any order with changes of others, taking back gives what was before the act, or changes nothing', async () => {
  const steps = fc.array(
    fc.oneof<fc.Arbitrary<Step>[]>(
      fc.record({ do: fc.constant('act' as const), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('act' as const), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('other' as const), index: fc.nat(others.length - 1) }),
      fc.record({ do: fc.constant('undo' as const), index: fc.nat(3) }),
      fc.record({ do: fc.constant('undo' as const), index: fc.nat(3) }),
    ),
    { minLength: 4, maxLength: 14 },
  );
  let came = 0;
  const property = fc.asyncProperty(steps, async (given) => {
    await clear();
    const appointment = await booked();
    const { id } = appointment;
    ground.clock.set(at('10:10'));
    /** Acts in the order in which they were done; a change of another stands between them as null. */
    const line: (Told | null)[] = [];
    for (const step of given) {
      const was = await stateOf(id);
      if (step.do === 'act') {
        const result = await acts[step.name](id);
        if (result.ok && result.undo !== null) {
          line.push({ act: result.undo, was, notes: returns[step.name] ?? 0, undone: false });
        } else assert.deepEqual((await stateOf(id)).row, was.row);
      } else if (step.do === 'other') {
        const rows = await ground.sql`select from history`;
        await others[step.index]?.(appointment);
        const noted = await ground.sql`select what from history order by id desc limit 1`;
        const grew = (await ground.sql`select from history`).length > rows.length;
        if (grew && noted[0]?.what !== 'note-added') line.push(null);
      } else {
        const told = line.filter((one) => one !== null).at(-1 - step.index);
        if (!told) continue;
        const later = line.slice(line.indexOf(told) + 1);
        const stands = later.every((one) => one !== null && (one.undone || one.notes !== 0));
        const before = await stateOf(id);
        const result = await undo(staff(), told.act);
        const now = await stateOf(id);
        if (told.undone) assert.deepEqual([result.ok, now], [true, before]);
        else if (told.notes !== 0) {
          assert.ok(result.ok);
          assert.equal(now.notes.length, before.notes.length + told.notes);
          told.undone = true;
        } else if (stands) {
          assert.deepEqual(result, { ok: true, appointmentId: id });
          assert.deepEqual(now.row, told.was.row);
          told.undone = true;
          came += 1;
        } else {
          assert.deepEqual(result, { ok: false, error: 'changed' });
          assert.deepEqual(now, before);
        }
      }
    }
    await assertNoDoubleBooking(ground.sql);
    const read = await readAppointment(staff(), id);
    // That a note was written is not told apart from the note.
    const undone = line.filter((one) => one?.undone && one.notes >= 0).length;
    assert.equal(read.ok && read.appointment.history.filter((one) => one.undone).length, undone);
  });
  await fc.assert(property, { seed: 12, numRuns: 25, interruptAfterTimeLimit: 30_000 });
  assert.ok(came > 8, `expected many to be taken back, not ${came}`);
});
