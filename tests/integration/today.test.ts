import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { sql } from 'drizzle-orm';
import * as tables from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { readNext } from '#server/agenda/readNext.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import type { Services } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readToday } from '#server/today/readToday.ts';
import { jongereCtx, makeCasemanager, makeLocation, makeTopic, staffCtx } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const { clock, database, renew } = await openGround();
let services: Services;
let topicId: string;
let locationId: string;
let noor: string;
let bas: string;

beforeEach(async () => {
  services = await renew('2026-11-23T11:18:00+01:00', async () => {
    locationId = await makeLocation(database.db);
    topicId = await makeTopic(database.db);
    noor = await makeCasemanager(database.db, [{ locationId }]);
    bas = await makeCasemanager(database.db, [{ locationId }], { firstName: 'Bas' });
  });
});

const minute = 60_000;
type NewAppointment = typeof tables.appointments.$inferInsert;

/** An afspraak of 45 minutes of Noor, from a clock time like `2026-11-23T11:30`. Gives its id. */
async function makeAppointment(start: string, values: Partial<NewAppointment> = {}): Promise<string> {
  const id = randomUUID();
  const startsAt = new Date(`${start}:00+01:00`);
  const endsAt = new Date(startsAt.getTime() + 45 * minute);
  await database.db.insert(tables.appointments).values({
    id,
    status: 'booked',
    topicId,
    locationId,
    modality: 'video',
    casemanagerId: noor,
    startsAt,
    endsAt,
    during: sql`tstzrange(${startsAt.toISOString()}, ${endsAt.toISOString()})`,
    localDate: dateInAmsterdam(startsAt.getTime()),
    reference: id,
    tokenHash: id,
    name: 'Rachid',
    ageGroup: '18-22',
    createdAt: new Date(clock.now()),
    ...values,
  });
  return id;
}

test('who comes next is of today and of oneself, goes on until it is noted, and not what was cancelled', async () => {
  const noorsNext = () => readNext(staffCtx(services, noor));
  assert.equal(await noorsNext(), null);
  await makeAppointment('2026-11-23T11:25', { casemanagerId: bas });
  await makeAppointment('2026-11-24T09:00');
  assert.equal(await noorsNext(), null, 'of a colleague, or of tomorrow');
  await makeAppointment('2026-11-23T11:20', { status: 'cancelled' });
  const id = await makeAppointment('2026-11-23T11:30');
  const later = await makeAppointment('2026-11-23T16:00', { name: 'Maryam' });
  assert.deepEqual(await noorsNext(), {
    id,
    start: Date.parse('2026-11-23T11:30:00+01:00'),
    end: Date.parse('2026-11-23T12:15:00+01:00'),
    name: 'Rachid',
    modality: 'video',
  });
  clock.set('2026-11-23T11:40:00+01:00');
  assert.equal((await noorsNext())?.id, id);
  await database.sql`update appointments set outcome = 'geweest' where id = ${id}`;
  assert.equal((await noorsNext())?.id, later);
  await assert.rejects(readNext(jongereCtx(services)), NotAllowed);
});

test('who works at night sees past midnight who comes, and who is there still', async () => {
  const early = await makeAppointment('2026-11-24T00:15');
  const late = await makeAppointment('2026-11-23T23:20');
  clock.set('2026-11-23T21:00:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, late);
  clock.set('2026-11-24T00:02:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, late);
  clock.set('2026-11-24T00:06:00+01:00');
  assert.equal((await readNext(staffCtx(services, noor)))?.id, early);
});

const noors = (values: Parameters<typeof staffCtx>[2] = {}) => staffCtx(services, noor, values);

async function writeNote(appointmentId: string, staffId: string, text: string) {
  await database.db
    .insert(tables.appointmentNotes)
    .values({ appointmentId, staffId, text, at: new Date(clock.now()) });
}

test('the talk that comes has the last note at the same person, within the team and of nobody else', async () => {
  const contact = { phone: '+31600001234', nameFolded: 'rachid' };
  const elsewhere = await makeCasemanager(database.db, [{ locationId }], { team: 'Zuid' });
  const first = await makeAppointment('2026-10-12T11:00', { ...contact, outcome: 'geweest' });
  const ofBas = await makeAppointment('2026-11-10T11:00', { ...contact, casemanagerId: bas });
  const ofZuid = await makeAppointment('2026-11-12T11:00', { ...contact, casemanagerId: elsewhere });
  const brother = await makeAppointment('2026-11-13T11:00', { ...contact, name: 'Ali', nameFolded: 'ali' });
  await makeAppointment('2026-11-13T13:00', { ...contact, status: 'cancelled' });
  await writeNote(first, noor, 'Brief van DUO');
  clock.advance(minute);
  await writeNote(ofBas, bas, 'Neemt zijn DigiD mee');
  clock.advance(minute);
  await writeNote(ofZuid, elsewhere, 'Van een ander team');
  await writeNote(brother, noor, 'Van zijn broer');
  const id = await makeAppointment('2026-11-23T11:30', { ...contact, note: 'Ik bel liever', language: 'en' });
  const { next } = await readToday(noors());
  assert.ok(next);
  assert.equal(next.appointment.id, id);
  assert.equal(next.ordinal, 3);
  assert.equal(next.note, 'Ik bel liever');
  assert.equal(next.language, 'en');
  assert.deepEqual(
    { ...next.lastNote, at: 0 },
    {
      at: 0,
      text: 'Neemt zijn DigiD mee',
      staffName: 'Bas',
      own: false,
      earlier: Date.parse('2026-11-10T11:00:00+01:00'),
    },
  );
  await writeNote(id, noor, 'Komt met zijn moeder');
  const again = await readToday(noors());
  assert.deepEqual(
    { ...again.next?.lastNote, at: 0 },
    { at: 0, text: 'Komt met zijn moeder', staffName: 'Noor', own: true, earlier: null },
  );
});

test('what is to do comes from the agenda and the chat, and of a talk that goes on it is not asked twice', async () => {
  const thursday = await makeAppointment('2026-11-19T11:00');
  const longAgo = await makeAppointment('2026-08-19T11:00');
  const wiped = { wipedAt: new Date(), reference: null, tokenHash: null, name: null, ageGroup: null };
  await makeAppointment('2026-11-20T11:00', wiped);
  await makeAppointment('2026-11-20T13:00', { casemanagerId: bas });
  await makeAppointment('2026-11-20T14:00', { outcome: 'geweest' });
  const ten = await makeAppointment('2026-11-23T10:00');
  const now = await makeAppointment('2026-11-23T11:00');
  const choosing = await makeAppointment('2026-11-25T13:00', { chooseAgainAt: new Date(clock.now()) });
  const saturday = await makeAppointment('2026-11-28T10:00', { modality: 'op-locatie' });
  const contact = { email: 'lotte@example.nl' };
  const asked = {
    startKey: randomUUID(),
    language: 'nl',
    name: 'Lotte',
    question: 'Kan ik nog instromen?',
    contact,
  } as const;
  const left = await leaveQuestion(jongereCtx(services), asked, { visitorKey: 'somebody' });
  assert.ok(left.ok);
  const { toDo, next } = await readToday(noors());
  assert.equal(next?.appointment.id, now);
  assert.deepEqual(
    toDo.map((one) => (one.kind === 'question' ? ['question', one.firstName] : [one.kind, one.id])),
    [
      ['note', ten],
      ['question', 'Lotte'],
      ['note', thursday],
      ['choosing', choosing],
      ['outside', '2026-11-28 not-working'],
    ],
  );
  assert.ok(!toDo.some(({ id }) => id === longAgo));
  const outside = toDo.find(({ kind }) => kind === 'outside');
  assert.deepEqual(outside?.kind === 'outside' && outside.appointments.map(({ id }) => id), [saturday]);
  const ofBas = await readToday(staffCtx(services, bas));
  assert.deepEqual(
    ofBas.toDo.map(({ kind }) => kind),
    ['question', 'note'],
  );
});

test('who has no chats sees none of them, and who has no agenda has an empty day', async () => {
  const id = randomUUID();
  const boss = staffCtx(services, id, { roles: ['coordinator'], team: null });
  const today = await readToday(boss);
  assert.equal(today.chat, null);
  assert.equal(today.hasAgenda, false);
  assert.deepEqual([today.toDo, today.team, today.next, today.nextDay], [[], [], null, null]);
  const ofNoor = await readToday(noors());
  assert.equal(ofNoor.hasAgenda, true);
  assert.deepEqual(ofNoor.chat?.waiting, []);
  assert.equal(ofNoor.nextDay?.date, '2026-11-24');
  await assert.rejects(readToday(jongereCtx(services)), NotAllowed);
});

test('of the team it says who is there and until when, of no other team, and not why somebody is away', async () => {
  await makeCasemanager(database.db, [{ locationId }], { team: 'Zuid', firstName: 'Zoe' });
  await makeAppointment('2026-11-23T11:00', { casemanagerId: bas });
  const eva = await makeCasemanager(database.db, [{ locationId }], { firstName: 'Eva' });
  await database.db.insert(tables.availabilityExceptions).values({
    casemanagerId: eva,
    kind: 'absence',
    dateFrom: '2026-11-23',
    dateUntil: '2026-11-23',
    reason: 'ziek',
  });
  services.bus.say({ roster: true });
  const { team } = await readToday(noors());
  assert.deepEqual(
    team.map(({ firstName, state }) => ({ firstName, state })),
    [
      { firstName: 'Bas', state: { kind: 'talk', until: Date.parse('2026-11-23T11:45:00+01:00') } },
      { firstName: 'Eva', state: { kind: 'absent' } },
    ],
  );
});
