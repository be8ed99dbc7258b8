import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { isoWeekOf, mondayOfIsoWeek } from '#server/agenda/isoWeek.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { type DaysQuery, readDays } from '#server/agenda/readDays.ts';
import { readTeamDays } from '#server/agenda/readTeamDays.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeLocation, makeServices, makeTopic, staffCtx } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const week = { from: '2026-11-23', to: '2026-11-29' };
const monday10 = '2026-11-23T10:00:00+01:00';
const monday11 = '2026-11-23T11:00:00+01:00';

const { clock, database, renew } = await openGround();
let services: Services;
let topic: string;
let location: string;
let noor: string;

beforeEach(async () => {
  services = await renew('2026-11-20T10:00:00+01:00', async () => {
    location = await makeLocation(database.db);
    topic = await makeTopic(database.db, { label: 'School kiezen' });
    noor = await makeCasemanager(database.db, [{ locationId: location }]);
  });
});

const jongere = (): Ctx => ({
  ...services,
  actor: { kind: 'jongere', addressKey: 'somewhere', networks: ['somewhere'] },
  language: 'nl',
});
const casemanager = (id: string) => staffCtx(services, id);

async function booked(start = monday10) {
  const contact = { email: `${crypto.randomUUID()}@example.nl` };
  const person = { name: 'Sam', ageGroup: '18-22', contact, note: 'Ik bel liever\nna tien uur' } as const;
  const result = await book(jongere(), { topic, start, location, modality: 'op-locatie', ...person });
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
}

async function daysOf(ctx: Ctx, query: DaysQuery = week) {
  const found = await readDays(ctx, query);
  assert.ok(found.ok);
  return found.days;
}

const rowOf = async (id: string) => {
  const [row] = await database.sql`
    select status, outcome, sequence as version, cancelled_at is not null as "cancelled" from appointments where id = ${id}`;
  return { ...row };
};
const record = (id: string, outcome: 'geweest' | 'niet-verschenen' | 'afgezegd' | 'verzet' | 'open') =>
  recordOutcome(casemanager(noor), id, { outcome });

test('the week shows afspraken, cancelled ones too, and a time that is being booked without who books it', async () => {
  const stands = await booked(monday10);
  const gone = await booked(monday11);
  await cancel(jongere(), gone.token);
  const hold = await placeHold(jongere(), {
    topic,
    start: '2026-11-24T09:00:00+01:00',
    location,
    modality: 'telefoon',
  });
  assert.ok(hold.ok);
  const days = await daysOf(casemanager(noor));
  assert.deepEqual(
    days.map(({ date }) => date),
    ['23', '24', '25', '26', '27', '28', '29'].map((day) => `2026-11-${day}`),
  );
  const [first, second] = days;
  assert.deepEqual(
    first?.items.map((item) => item.kind === 'appointment' && [item.id, item.status, item.name, item.topic]),
    [
      [stands.id, 'booked', 'Sam', 'School kiezen'],
      [gone.id, 'cancelled', 'Sam', 'School kiezen'],
    ],
  );
  const [item] = second?.items ?? [];
  assert.deepEqual(Object.keys(item ?? {}).toSorted(), [
    ...['busy', 'date', 'end', 'expiresAt', 'id', 'kind', 'modality', 'offered', 'start'],
  ]);
  clock.advance(11 * 60_000);
  const later = await daysOf(casemanager(noor));
  assert.deepEqual(later[1]?.items, []);
});

test('the week shows working hours, own absence and closures', async () => {
  await database.db.insert(schema.availabilityExceptions).values([
    {
      casemanagerId: noor,
      kind: 'absence',
      dateFrom: '2026-11-24',
      dateUntil: '2026-11-25',
      reason: 'verlof',
    },
    {
      casemanagerId: noor,
      kind: 'absence',
      dateFrom: '2026-11-26',
      dateUntil: '2026-11-26',
      fromTime: '13:00',
      untilTime: '15:30',
    },
  ]);
  const colleague = await makeCasemanager(database.db, [{ locationId: location }]);
  await database.db.insert(schema.availabilityExceptions).values({
    casemanagerId: colleague,
    kind: 'absence',
    dateFrom: '2026-11-23',
    dateUntil: '2026-11-27',
  });
  await database.db
    .insert(schema.closures)
    .values({ name: 'Verhuizing', dateFrom: '2026-11-27', dateUntil: '2026-11-27' });
  const days = await daysOf(casemanager(noor));
  assert.deepEqual(days[0]?.hours, [
    {
      start: Date.parse('2026-11-23T09:00:00+01:00'),
      end: Date.parse('2026-11-23T17:00:00+01:00'),
      location: 'Centrum',
      locationId: location,
    },
  ]);
  assert.deepEqual(days[5]?.hours, []);
  const at = (date: string, from: string, until: string) => ({
    start: Date.parse(`2026-11-${date}T${from}:00+01:00`),
    end: Date.parse(`2026-11-${date}T${until}:00+01:00`),
  });
  const leave = (date: string, next: string) => ({
    reason: 'verlof',
    allDay: true,
    start: at(date, '00:00', '00:00').start,
    end: at(next, '00:00', '00:00').end,
  });
  assert.deepEqual(days.map(({ absences }) => absences).slice(0, 4), [
    [],
    [leave('24', '25')],
    [leave('25', '26')],
    [{ reason: null, allDay: false, ...at('26', '13:00', '15:30') }],
  ]);
  assert.deepEqual(days.map(({ free }) => free).slice(1, 5), [
    [],
    [],
    [at('26', '09:00', '13:00'), at('26', '15:30', '17:00')],
    [],
  ]);
  assert.deepEqual(days[4]?.closures, [{ name: 'Verhuizing', location: null }]);
});

test('a day comes with the days of the week after it on which something happens', async () => {
  await booked(monday10);
  await booked('2026-11-27T10:00:00+01:00');
  await booked('2026-12-01T10:00:00+01:00');
  const found = await readDay(casemanager(noor), { date: '2026-11-23' });
  assert.ok(found.ok);
  const { day, soon } = found;
  assert.equal(day.items.length, 1);
  assert.deepEqual(
    soon.map(({ date }) => date),
    ['2026-11-27'],
  );
});

test('today, a day, the week, the list and the team are each at most six queries, the session and the settings included', async () => {
  const asked: string[] = [];
  const sql = postgres(database.url, {
    max: 1,
    onnotice: () => {},
    debug(_connection, query) {
      // What was viewed is written in the background, once a second.
      if (!query.includes('insert into audit')) asked.push(query);
    },
  });
  const counted = await makeServices({ sql, db: drizzle(sql, { schema }) }, { clock });
  const who = await makeCasemanager(database.db, [{ locationId: location }]);
  const pages: Record<string, (ctx: Ctx) => Promise<{ ok: boolean }>> = {
    today: (ctx) => readDay(ctx, { date: '2026-11-23' }),
    day: (ctx) => readDays(ctx, { from: '2026-11-23', to: '2026-11-23' }),
    week: (ctx) => readDays(ctx, week),
    list: (ctx) => readDays(ctx, { from: '2026-11-23', to: '2026-12-20' }),
    'week of a colleague': (ctx) => readDays(ctx, { ...week, who }),
    'the team': async (ctx) => ({ ok: (await readTeamDays(ctx, week)).agendas.length > 1 }),
  };
  try {
    for (const hour of ['09', '10', '11', '12', '13', '14']) await booked(`2026-11-23T${hour}:00:00+01:00`);
    const token = await counted.sessions.begin(noor);
    await counted.roster.current();
    for (const [name, read] of Object.entries(pages)) {
      // So that the roster's copy is not trusted unasked; the message to other processes is a query of its own.
      counted.bus.say({ roster: true });
      await new Promise((told) => setTimeout(told, 100));
      clock.advance(10 * 60_000);
      asked.length = 0;
      const staff = await counted.sessions.find(token, { touch: true });
      assert.ok(staff);
      await counted.roster.current();
      const actor = { kind: 'staff' as const, staff, addressKey: 'office' };
      assert.ok((await read({ ...counted, actor, language: 'nl' })).ok);
      assert.ok(asked.length >= 4 && asked.length <= 6, `${name}: ${asked.join('\n')}`);
    }
  } finally {
    await counted.close();
    await sql.end();
  }
});

test('the agenda of a colleague is there for their own team only; anybody else has none', async () => {
  const samira = await makeCasemanager(database.db, [], { firstName: 'Samira' });
  const elsewhere = await makeCasemanager(database.db, [], { team: 'Ander team' });
  const { id } = await booked();
  const seen = await readDays(staffCtx(services, samira), { ...week, who: noor });
  assert.ok(seen.ok);
  assert.deepEqual([seen.whose.id, seen.whose.own], [noor, false]);
  assert.deepEqual(seen.whose.team.map((member) => member.id).toSorted(), [noor, samira].toSorted());
  assert.equal(seen.whose.team[0]?.id, samira);
  assert.equal(seen.days[0]?.items[0]?.id, id);
  const outsider = staffCtx(services, elsewhere, { team: 'Ander team' });
  const notFound = { ok: false, error: 'not-found' };
  assert.deepEqual(await readDays(outsider, { ...week, who: noor }), notFound);
  assert.deepEqual(await readDay(outsider, { date: week.from, who: noor }), notFound);
  for (const who of [elsewhere, crypto.randomUUID(), "'; drop table staff; --"]) {
    assert.deepEqual(await readDays(casemanager(noor), { ...week, who }), notFound);
  }
  const own = await readDays(casemanager(noor), { ...week, who: noor });
  assert.ok(own.ok && own.whose.own);
});

test('of a team each has the days that are theirs, the reader first, and nobody of another team is among them', async () => {
  const samira = await makeCasemanager(database.db, [], { firstName: 'Samira' });
  const elsewhere = await makeCasemanager(database.db, [], { team: 'Ander team' });
  const { id } = await booked();
  const team = await readTeamDays(staffCtx(services, samira), week);
  assert.deepEqual(
    team.agendas.map(({ person, days }) => [person.id, days.length, days[0]?.items.map((item) => item.id)]),
    [
      [samira, 7, []],
      [noor, 7, [id]],
    ],
  );
  const alone = await readDays(casemanager(noor), week);
  assert.ok(alone.ok);
  assert.deepEqual(team.agendas[1]?.days, alone.days);
  const only = await readTeamDays(casemanager(noor), { ...week, only: [elsewhere, samira, 'nobody'] });
  assert.deepEqual(
    only.agendas.map(({ person }) => person.id),
    [samira],
  );
  const outsider = await readTeamDays(staffCtx(services, elsewhere, { team: 'Ander team' }), week);
  assert.deepEqual(
    outsider.agendas.map(({ person }) => person.id),
    [elsewhere],
  );
});

test('an afspraak that the hours do not cover says so until somebody decides, and only while it is to come', async () => {
  const { id } = await booked(monday10);
  await booked(monday11);
  const states = async () => {
    const [day] = await daysOf(casemanager(noor));
    return day?.items.map((item) => item.kind === 'appointment' && [item.outside, item.choosingAgain]);
  };
  assert.deepEqual(await states(), [
    [null, false],
    [null, false],
  ]);
  await database.db.insert(schema.availabilityExceptions).values({
    casemanagerId: noor,
    kind: 'absence',
    dateFrom: '2026-11-23',
    dateUntil: '2026-11-23',
    fromTime: '09:00',
    untilTime: '10:30',
    reason: 'ziek',
  });
  services.bus.say({ roster: true });
  assert.deepEqual(await states(), [
    ['to-decide', false],
    [null, false],
  ]);
  await database.sql`update appointments set choose_again_at = now() where id = ${id}`;
  assert.deepEqual((await states())?.[0], ['to-decide', true]);
  await database.sql`update appointments set choose_again_at = null, kept_outside_hours = true where id = ${id}`;
  assert.deepEqual((await states())?.[0], ['kept', false]);
  clock.set(monday10);
  assert.deepEqual((await states())?.[0], [null, false]);
});

test('free time keeps off the buffers, holds included', async () => {
  topic = await makeTopic(database.db, { bufferAfterMinutes: 10 });
  await booked(monday10);
  const hold = await placeHold(jongere(), { topic, start: monday11, location, modality: 'telefoon' });
  assert.ok(hold.ok);
  const found = await readDays(casemanager(noor), week);
  assert.ok(found.ok);
  const hours = found.days[0]?.free.map(({ start, end }) =>
    [start, end].map((at) => new Date(at).toISOString().slice(11, 16)),
  );
  assert.deepEqual(hours, [
    ['08:00', '09:00'],
    ['09:40', '10:00'],
    ['10:40', '16:00'],
  ]);
});

test("an afspraak shows its details and history to its own casemanager, and never the jongere's link", async () => {
  const { id, token } = await booked();
  const found = await readAppointment(casemanager(noor), id);
  assert.ok(found.ok);
  const { appointment } = found;
  assert.equal(appointment.name, 'Sam');
  assert.equal(appointment.note, 'Ik bel liever\nna tien uur');
  assert.deepEqual(
    appointment.history.map(({ kind, actor }) => [kind, actor]),
    [['booked', 'jongere']],
  );
  assert.doesNotMatch(JSON.stringify(appointment), new RegExp(token));
});

test('an afspraak of another team, a hold, an unknown one and no id at all are the same: not found', async () => {
  const { id } = await booked();
  const hold = await placeHold(jongere(), { topic, start: monday11, location, modality: 'op-locatie' });
  assert.ok(hold.ok);
  const team = 'Ander team';
  const colleague = staffCtx(services, await makeCasemanager(database.db, [], { team }), { team });
  const notFound = { ok: false, error: 'not-found' };
  assert.deepEqual(await readAppointment(colleague, id), notFound);
  assert.deepEqual(await recordOutcome(colleague, id, { outcome: 'afgezegd' }), notFound);
  assert.equal((await rowOf(id)).status, 'booked');
  for (const other of [hold.hold.id, crypto.randomUUID(), 'geen-id', "'; drop table staff; --"]) {
    assert.deepEqual(await readAppointment(casemanager(noor), other), notFound);
    assert.deepEqual(await record(other, 'afgezegd'), notFound);
  }
});

test('nobody but staff gets as far as the database', async () => {
  const { id } = await booked();
  await assert.rejects(readDays(jongere(), week), NotAllowed);
  await assert.rejects(readTeamDays(jongere(), week), NotAllowed);
  await assert.rejects(readDay(jongere(), { date: '2026-11-23' }), NotAllowed);
  await assert.rejects(readAppointment(jongere(), id), NotAllowed);
  await assert.rejects(recordOutcome(jongere(), id, { outcome: 'afgezegd' }), NotAllowed);
});

test('that somebody came or stayed away can be noted from the very start, and corrected', async () => {
  const { id } = await booked();
  clock.set(monday10);
  clock.advance(-1);
  assert.deepEqual(await record(id, 'geweest'), { ok: false, error: 'too-early' });
  assert.deepEqual(await record(id, 'niet-verschenen'), { ok: false, error: 'too-early' });
  clock.advance(1);
  assert.ok((await record(id, 'niet-verschenen')).ok);
  assert.ok((await record(id, 'geweest')).ok);
  assert.deepEqual(await rowOf(id), { status: 'booked', outcome: 'geweest', version: 0, cancelled: false });
  assert.ok((await record(id, 'open')).ok);
  assert.deepEqual(await rowOf(id), { status: 'booked', outcome: null, version: 0, cancelled: false });
});

test('afgezegd and verzet cancel an afspraak before it begins, and give its time free', async () => {
  const { id } = await booked();
  assert.ok((await record(id, 'afgezegd')).ok);
  assert.deepEqual(await rowOf(id), {
    status: 'cancelled',
    outcome: 'afgezegd',
    version: 1,
    cancelled: true,
  });
  assert.ok((await record(id, 'verzet')).ok);
  assert.deepEqual(await rowOf(id), { status: 'cancelled', outcome: 'verzet', version: 1, cancelled: true });
  await booked(monday10);
});

test('what was cancelled by mistake can be taken back while its time is free, and not when it is taken', async () => {
  const { id } = await booked();
  await record(id, 'afgezegd');
  assert.ok((await record(id, 'open')).ok);
  assert.deepEqual(await rowOf(id), { status: 'booked', outcome: null, version: 2, cancelled: false });
  await record(id, 'afgezegd');
  await booked(monday10);
  assert.deepEqual(await record(id, 'open'), { ok: false, error: 'time-taken' });
  assert.deepEqual(await rowOf(id), {
    status: 'cancelled',
    outcome: 'afgezegd',
    version: 3,
    cancelled: true,
  });
  clock.set(monday11);
  assert.deepEqual(await record(id, 'geweest'), { ok: false, error: 'time-taken' });
});

test('a hold that is over does not keep a time from being taken back, one that stands does', async () => {
  const { id } = await booked();
  await record(id, 'afgezegd');
  const hold = await placeHold(jongere(), { topic, start: monday10, location, modality: 'op-locatie' });
  assert.ok(hold.ok);
  assert.deepEqual(await record(id, 'open'), { ok: false, error: 'time-taken' });
  clock.advance(11 * 60_000);
  assert.ok((await record(id, 'open')).ok);
});

test('an afspraak that the jongere cancelled does not stand again by clearing a note, but does when they came after all', async () => {
  const { id, token } = await booked();
  await cancel(jongere(), token, { reason: 'Ik kan niet' });
  const found = await readAppointment(casemanager(noor), id);
  assert.equal(found.ok && found.appointment.cancelledBy, 'jongere');
  await record(id, 'afgezegd');
  assert.ok((await record(id, 'open')).ok);
  assert.deepEqual(await rowOf(id), { status: 'cancelled', outcome: null, version: 1, cancelled: true });
  clock.set(monday11);
  assert.ok((await record(id, 'geweest')).ok);
  assert.deepEqual(await rowOf(id), { status: 'booked', outcome: 'geweest', version: 2, cancelled: false });
});

test('who takes a time back and who books it at the same moment: one of them has it', async () => {
  for (let round = 0; round < 10; round++) {
    const { id } = await booked();
    await record(id, 'afgezegd');
    const results = await Promise.all([
      record(id, 'open').then(({ ok }) => ok),
      booked().then(
        () => true,
        () => false,
      ),
      record(id, 'open').then(({ ok }) => ok),
    ]);
    const standing = await database.sql`select id from appointments where status = 'booked'`;
    assert.equal(standing.length, 1, `round ${round}: ${results}`);
    assert.equal(results[0], results[2]);
    assert.notEqual(results[0], results[1]);
    await emptyTables(database.sql, 'appointments');
  }
});

test('an outcome for an afspraak that was changed meanwhile is refused', async () => {
  const { id, token } = await booked();
  await cancel(jongere(), token);
  const late = await recordOutcome(casemanager(noor), id, { outcome: 'verzet', version: 0 });
  assert.deepEqual(late, { ok: false, error: 'changed' });
  assert.deepEqual(await rowOf(id), { status: 'cancelled', outcome: null, version: 1, cancelled: true });
});

test('each outcome is written down with who noted it, and said to who follows the agenda', async () => {
  const { id } = await booked();
  await new Promise((said) => setTimeout(said, 30));
  const heard: string[][] = [];
  services.bus.subscribe((change) => heard.push(change?.agenda ?? []));
  await record(id, 'afgezegd');
  await record(id, 'afgezegd');
  await new Promise((said) => setTimeout(said, 30));
  assert.deepEqual([...new Set(heard.flat())], [noor]);
  const found = await readAppointment(casemanager(noor), id);
  assert.ok(found.ok);
  assert.equal(found.appointment.cancelledBy, 'staff');
  const [, event, ...more] = found.appointment.history;
  assert.deepEqual(more, []);
  assert.deepEqual(
    event && { kind: event.kind, actor: event.actor, by: event.staffName, details: event.details },
    {
      kind: 'outcome',
      actor: 'staff',
      by: 'Noor',
      details: { outcome: 'afgezegd', before: 'open', status: 'cancelled' },
    },
  );
});

test('an afspraak of which the data is wiped still stands there, without anybody', async () => {
  const { id, token } = await booked();
  await cancel(jongere(), token);
  await wipe(jongere(), token);
  const [day] = await daysOf(casemanager(noor));
  const [item] = day?.items ?? [];
  assert.equal(item?.kind === 'appointment' && item.name, null);
  const found = await readAppointment(casemanager(noor), id);
  assert.ok(found.ok && found.appointment.wiped && found.appointment.email === null);
});

test('weeks have ISO numbers, and week 53 only in years that have one', () => {
  assert.equal(isoWeekOf('2026-11-23'), '2026-W48');
  assert.equal(isoWeekOf('2027-01-03'), '2026-W53');
  assert.equal(mondayOfIsoWeek('2026-W48'), '2026-11-23');
  assert.equal(mondayOfIsoWeek('2026-W53'), '2026-12-28');
  assert.equal(mondayOfIsoWeek('2026-W01'), '2025-12-29');
  for (const text of [null, '', '2025-W53', '2026-W00', '2026-W54', '2026-48', '9999-W10', 'x'])
    assert.equal(mondayOfIsoWeek(text), null, String(text));
});

test('a time that is taken back waits for whoever books on the other side of midnight', async () => {
  const { id } = await booked(monday10);
  assert.ok((await record(id, 'verzet')).ok);
  const taken = await database.sql.begin(async (tx) => {
    await lockForBooking(tx, { days: [{ casemanagerId: noor, date: '2026-11-24' }] });
    const result = record(id, 'open');
    const waits = Symbol();
    assert.equal(await Promise.race([result, new Promise((over) => setTimeout(over, 150, waits))]), waits);
    return { result };
  });
  assert.ok((await taken.result).ok);
});
