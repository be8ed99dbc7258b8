import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { addNote } from '#server/agenda/addNote.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { keepOutsideHours } from '#server/agenda/keepOutsideHours.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { noteArrival } from '#server/agenda/noteArrival.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { changeNeeds } from '#server/booking/changeNeeds.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { move } from '#server/booking/move.ts';
import type { OfStaff } from '#server/booking/types.ts';
import { calendarRequest } from '#server/calendar/calendarRequest.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { callWalkIn } from '#server/walkIn/callWalkIn.ts';
import { putInLine } from '#server/walkIn/putInLine.ts';
import { emptyCalendar } from '../support/emptyCalendar.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// SEQUENCE grows with everything that a calendar must take over, and never falls (rows 9 and 10 of what goes wrong elsewhere).

let ground: RaceGround;
let noor: string;
let samira: string;
before(async () => {
  ground = await raceGround(0);
  const hours = JSON.stringify([{ weekdays: [1, 2, 3, 4, 5], from: '09:00', until: '16:00' }]);
  await ground.sql`update locations set walk_in_hours = ${hours}::text::jsonb`;
  const here = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, here, { firstName: 'Noor', meetingLink: 'https://video.test/a' });
  samira = await makeCasemanager(ground.db, here, { firstName: 'Samira' });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'walk_ins');
  ground.ctx.bus.say({ agenda: [noor, samira] });
});

const staff = (id = noor) => staffCtx(ground.ctx, id);

/** An afspraak with Noor. */
async function booked(time = '10:00') {
  const result = await book(ground.ctx, request(time));
  assert.ok(result.ok);
  const { appointment } = result;
  if (appointment.casemanager.id === noor) return appointment;
  assert.ok((await handOver(staff(samira), appointment.id, { to: noor, version: 0 })).ok);
  return appointment;
}

const rowOf = async (id: string) => {
  const [row] = await ground.sql<{ sequence: number; revised: number }[]>`
    select sequence, extract(epoch from revised_at)::float8 * 1000 as revised from appointments where id = ${id}`;
  assert.ok(row);
  return row;
};

type Act = (id: string, token: string, version: number) => Promise<unknown>;

/** What a calendar shows changes with each of these, done one after the other. */
const heard: [string, Act][] = [
  ['moved by the jongere', (_, token) => move(ground.ctx, token, { start: at('11:00') })],
  ['moved by staff', (id, _, version) => moveForJongere(staff(), id, { start: at('12:00'), version })],
  ['handed over', (id, _, version) => handOver(staff(), id, { to: samira, version })],
  ['the hand-over taken back', (id) => undoLast(id)],
  ['its link renewed', (id, _, version) => renewLink(staff(), id, { version })],
  ['the room of its casemanager', () => atHome('video', () => setRoom('https://video.test/b'))],
  ['the address of its place', () => atHome('op-locatie', () => setPlace('address', 'Elders 1'))],
  ['the address where a walk begins', () => atHome('wandelen', () => setPlace('address', 'Elders 2'))],
  ['the name of where a walk begins', () => atHome('wandelen', () => setPlace('name', 'Elders'))],
  ['where the jongere lives', (id) => atHome('huisbezoek', () => moveHouse(id))],
  ['cancelled by staff', (id, _, version) => cancelForJongere(staff(), id, { version })],
  ['the cancellation taken back', (id) => undoLast(id)],
  ['noted as called off', (id) => recordOutcome(staff(), id, { outcome: 'afgezegd' })],
  ['that it stands after all', (id) => recordOutcome(staff(), id, { outcome: 'open' })],
  ['cancelled by the jongere', async (id) => cancel(ground.ctx, await tokenOf(id))],
];

/** And with none of these. */
const unheard: [string, Act][] = [
  ['asked to choose again', (id, _, version) => askToChooseAgain(staff(), id, { version })],
  ['kept', (id, _, version) => keepOutsideHours(staff(), id, { version })],
  ['a note', (id) => addNote(staff(), id, { text: 'Belt terug' })],
  ['a need', (_, token) => changeNeeds(ground.ctx, token, { stepFree: true })],
];

const tokenOf = async (id: string) => {
  const [row] = await ground.sql<
    { generation: number }[]
  >`select generation from appointments where id = ${id}`;
  return ground.ctx.tokens.make('appointment', id, row?.generation ?? 0);
};
async function undoLast(id: string) {
  const [row] = await ground.sql<{ id: number }[]>`
    select history_id::float8 as id from undoable where appointment_id = ${id} order by history_id desc limit 1`;
  return undo(staff(), row?.id ?? 0);
}
/** Another way to meet for the time of an act; a raw statement lets nothing grow. */
async function atHome(modality: string, act: () => Promise<unknown>) {
  const home = modality === 'huisbezoek' ? 'Laan 1, Den Haag' : null;
  await ground.sql`update appointments set modality = ${modality}, visit_address = ${home}`;
  await act();
  await ground.sql`update appointments set modality = 'op-locatie', visit_address = null`;
  return { ok: true };
}
const setRoom = (link: string) => ground.sql`update staff set meeting_link = ${link} where id = ${noor}`;
const setPlace = (column: 'address' | 'name', value: string) =>
  ground.sql`update locations set ${ground.sql({ [column]: value })}`;
const moveHouse = async (id: string) =>
  changeNeeds(ground.ctx, await tokenOf(id), { visitAddress: 'Straat 2, Den Haag' });

test('SEQUENCE grows by one with whatever a calendar must take over, and LAST-MODIFIED with it (9, 10, 11)', async () => {
  const { id, token } = await booked();
  for (const [name, act] of heard) {
    const before = await rowOf(id);
    const result = await act(id, token, before.sequence);
    assert.ok(
      typeof result === 'object' && result !== null && 'ok' in result && result.ok,
      `${name}: ${JSON.stringify(result)}`,
    );
    const now = await rowOf(id);
    assert.equal(now.sequence, before.sequence + 1, name);
    assert.ok(now.revised >= before.revised, name);
  }
});

test('what no calendar shows leaves it as it is', async () => {
  const { id, token } = await booked();
  for (const [name, act] of unheard) {
    const before = await rowOf(id);
    const result = await act(id, token, before.sequence);
    assert.ok(
      typeof result === 'object' && result !== null && 'ok' in result && result.ok,
      `${name}: ${JSON.stringify(result)}`,
    );
    assert.deepEqual(await rowOf(id), before, name);
  }
  ground.clock.set(at('09:50'));
  const before = await rowOf(id);
  await noteArrival(staff(), id, true);
  assert.deepEqual(await rowOf(id), before);
});

test('who walked in and is done early leaves the rest of the time free in a calendar too', async () => {
  ground.clock.set(at('10:00'));
  const walkedIn = randomUUID();
  assert.ok(
    (await putInLine(staff(), { id: walkedIn, location: 'centrum', topic: 'kort', firstName: 'Bo' })).ok,
  );
  const called = await callWalkIn(staff(), walkedIn, { room: '1', version: 0 });
  assert.ok(called.ok);
  ground.clock.advance(10 * 60_000);
  assert.ok((await recordOutcome(staff(), called.appointment, { outcome: 'geweest' })).ok);
  assert.equal((await rowOf(called.appointment)).sequence, 1);
});

const options = { municipality: 'Den Haag', email: 'a@example.nl', publicUrl: 'https://doorstart.test' };

test('what is mailed of an afspraak, applied in order, leaves each calendar as ours: over a clock change, handed over, cancelled (1, 8, 20)', async () => {
  const calendars = { jongere: emptyCalendar(), noor: emptyCalendar(), samira: emptyCalendar() };
  const { id } = await booked();
  const read = async (): Promise<OfStaff> => {
    const found = await readAppointment(staff(), id);
    assert.ok(found.ok);
    const own = await findAppointment(ground.ctx, await tokenOf(id));
    assert.ok(own.ok);
    return own.appointment;
  };
  let before: OfStaff | null = null;
  /** Tells all whom the change concerns, as mails do. */
  const tell = async () => {
    const now = await read();
    const method = now.status === 'booked' ? 'REQUEST' : 'CANCEL';
    const token = await tokenOf(id);
    const own = { kind: 'jongere', email: 'sam@example.com', token } as const;
    calendars.jongere.apply(calendarRequest(now, { method, to: own }, options).text);
    const to = { kind: 'staff', email: 'staf@example.nl', names: false } as const;
    const whose = (one: OfStaff) => (one.casemanager.id === noor ? calendars.noor : calendars.samira);
    if (before !== null && whose(before) !== whose(now))
      whose(before).apply(calendarRequest(now, { method: 'CANCEL', to }, options).text);
    whose(now).apply(calendarRequest(now, { method, to }, options).text);
    before = now;
  };
  const stands = (calendar: ReturnType<typeof emptyCalendar>) =>
    [...calendar.entries()].map(([uid, { start, end, sequence }]) => ({ uid, start, end, sequence }));
  const check = async (name: string) => {
    await tell();
    const { status, start, end, sequence, casemanager } = await read();
    const ours = status === 'booked' ? [{ uid: uidOf(id), start, end, sequence }] : [];
    assert.deepEqual(stands(calendars.jongere), ours, `jongere: ${name}`);
    assert.deepEqual(stands(calendars.noor), casemanager.id === noor ? ours : [], `Noor: ${name}`);
    assert.deepEqual(stands(calendars.samira), casemanager.id === samira ? ours : [], `Samira: ${name}`);
  };

  await check('booked');
  const version = async () => (await rowOf(id)).sequence;
  // Into summer time, and back to before it.
  ground.clock.set('2027-03-26T10:00:00+01:00');
  await ground.sql`update appointments set starts_at = '2027-03-26 12:00+01', ends_at = '2027-03-26 12:30+01',
    during = tstzrange('2027-03-26 12:00+01', '2027-03-26 12:30+01'), local_date = '2027-03-26', sequence = sequence + 1`;
  await check('brought near the change of the clock');
  const move1 = await moveForJongere(staff(), id, {
    start: '2027-03-30T10:00:00+02:00',
    version: await version(),
  });
  assert.ok(move1.ok, JSON.stringify(move1));
  await check('moved over it');
  assert.ok(
    (await moveForJongere(staff(), id, { start: '2027-03-26T14:00:00+01:00', version: await version() })).ok,
  );
  await check('moved back');
  assert.ok((await handOver(staff(), id, { to: samira, version: await version() })).ok);
  await check('handed over');
  assert.ok((await renewLink(staff(), id, {})).ok);
  await check('its link renewed');
  const [entry] = calendars.jongere.entries().values();
  assert.ok(entry?.description.includes(await tokenOf(id)), 'the jongere has the new link');
  assert.ok((await cancelForJongere(staff(), id, { version: await version() })).ok);
  await check('cancelled');
  assert.ok((await undoLast(id)).ok);
  await check('the cancellation taken back');
});
