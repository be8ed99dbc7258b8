import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { findOutside } from '#server/agenda/findOutside.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { previewTimetable } from '#server/availability/previewTimetable.ts';
import { readTimetables } from '#server/availability/readTimetables.ts';
import { saveTimetable } from '#server/availability/saveTimetable.ts';
import type { WeekPart } from '#server/availability/weekly.ts';
import { book } from '#server/booking/book.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import type { Slot } from '#server/slots/types.ts';
import { askPreview } from '../../src/hours/askPreview.ts';
import { readDraft } from '../../src/hours/fields.ts';
import { jongereCtx, makeCasemanager, makeLocation, makeTopic, staffCtx } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const { database, renew } = await openGround();
let services: Services;
let topic: string;
let location: string;
let noor: string;

beforeEach(async () => {
  services = await renew('2026-12-18T10:00:00+01:00', async () => {
    location = await makeLocation(database.db);
    topic = await makeTopic(database.db, { bufferAfterMinutes: 10 });
    noor = await makeCasemanager(database.db, [
      { locationId: location, modalities: ['op-locatie', 'telefoon'] },
    ]);
  });
});

const part = (values: Partial<WeekPart> = {}): WeekPart => ({
  weekday: 1,
  weeks: 'alle',
  location,
  from: '09:00',
  until: '12:00',
  modalities: ['op-locatie', 'telefoon'],
  ...values,
});
const fullWeek = () => [1, 2, 3, 4, 5].map((weekday) => part({ weekday, until: '17:00' }));

async function read(ctx: Ctx, id = noor) {
  const result = await readTimetables(ctx, id);
  assert.ok(result.ok);
  return result;
}
const ranges = async () =>
  (await read(staffCtx(services, noor))).timetables.map(({ from, until, parts }) => [
    from,
    until,
    parts.length,
  ]);

async function booked(start: string) {
  const contact = { email: `${crypto.randomUUID()}@example.nl` };
  const person = { name: 'Sam', ageGroup: '18-22', contact } as const;
  const result = await book(jongereCtx(services), {
    topic,
    start,
    location,
    modality: 'op-locatie',
    ...person,
  });
  assert.ok(result.ok, JSON.stringify(result));
}

test('a week from next month on is saved beside the one of now, and only rows that differ are written', async () => {
  const ctx = staffCtx(services, noor);
  const { version, timetables } = await read(ctx);
  assert.deepEqual(
    timetables.map(({ from, until, parts }) => [from, until, parts.length]),
    [['2026-12-18', null, 5]],
  );
  const kept = await database.sql`select id from weekly_rules where weekday > 1 order by id`;
  const week = [part(), ...fullWeek().slice(1)];
  const saved = await saveTimetable(ctx, {
    casemanagerId: noor,
    from: '2027-01-01',
    until: null,
    parts: week,
    version,
  });
  assert.deepEqual(saved, { ok: true });
  assert.deepEqual(await ranges(), [
    ['2026-12-18', '2026-12-31', 5],
    ['2027-01-01', null, 5],
  ]);
  assert.deepEqual(await database.sql`select id from weekly_rules where weekday > 1 order by id`, kept);
  const roster = await database.sql`select version from roster_version`;
  const again = await read(ctx);
  await saveTimetable(ctx, { ...again, casemanagerId: noor, from: '2027-01-01', until: null, parts: week });
  assert.deepEqual(await database.sql`select version from roster_version`, roster);
});

test('a week of another century, a topic that is no more and a draft of nonsense still have a preview', async () => {
  const ctx = staffCtx(services, noor);
  const week = [['from', '2026-12-21']] as const;
  for (const asked of ['9999-12-31', '0000-01-01', '2026-02-30', '\u0000']) {
    const draft = readDraft([...week, ['week', asked], ['topic', 'weg']]);
    assert.equal((await askPreview(ctx, noor, draft))?.ok, true, asked);
  }
  assert.equal(await askPreview(ctx, crypto.randomUUID(), readDraft(week)), null);
});

test('of two devices the second is told what the first saved, and may then save over it', async () => {
  const ctx = staffCtx(services, noor);
  const { version } = await read(ctx);
  const base = { casemanagerId: noor, from: '2026-12-18', until: null, version };
  const [one, other] = await Promise.all([
    saveTimetable(ctx, { ...base, parts: [part({ from: '08:00' })] }),
    saveTimetable(ctx, { ...base, parts: [part({ from: '10:00' })] }),
  ]);
  const lost = one.ok ? other : one;
  assert.notEqual(one.ok, other.ok);
  assert.ok(!lost.ok && lost.error === 'changed', JSON.stringify(lost));
  assert.deepEqual(lost.now.rules.length, 1);
  const again = await saveTimetable(ctx, {
    ...base,
    parts: [part({ from: '10:30' })],
    version: lost.now.version,
  });
  assert.deepEqual(again, { ok: true });
  const { timetables } = await read(ctx);
  assert.deepEqual(
    timetables.flatMap(({ parts }) => parts.map(({ from }) => from)),
    ['10:30'],
  );
});

test('hours are those of the team only; those of anybody else do not exist', async () => {
  const stranger = staffCtx(services, crypto.randomUUID(), { team: 'Een ander team' });
  const input = {
    casemanagerId: noor,
    from: '2026-12-18',
    until: null,
    parts: [],
    topic,
    week: '2026-12-21',
  };
  const none = { ok: false, error: 'not-found' };
  assert.deepEqual(await readTimetables(stranger, noor), none);
  assert.deepEqual(await saveTimetable(stranger, { ...input, version: 1 }), none);
  assert.deepEqual(await previewTimetable(stranger, input), none);
  assert.deepEqual(await readTimetables(staffCtx(services, noor), 'niemand'), none);
  const colleague = staffCtx(services, await makeCasemanager(database.db, []));
  const { version } = await read(colleague);
  assert.deepEqual(await saveTimetable(colleague, { ...input, version }), { ok: true });
});

test('a week that cannot be is refused whole, by the rules and by the database', async () => {
  const ctx = staffCtx(services, noor);
  const { version } = await read(ctx);
  const save = (parts: WeekPart[], from = '2026-12-18') =>
    saveTimetable(ctx, { casemanagerId: noor, from, until: null, parts, version });
  const closed = await makeLocation(database.db, { active: false });
  services.bus.say({ roster: true });
  for (const [parts, error] of [
    [[part(), part({ from: '11:00', until: '13:00' })], 'overlap'],
    [[part({ from: '13:00' })], 'reversed'],
    [[part({ location: closed })], 'location-closed'],
    [[part({ modalities: ['video'] })], 'modality-person'],
  ] as const) {
    const result = await save([...parts]);
    assert.ok(!result.ok && result.error === 'invalid');
    assert.deepEqual(
      result.faults.map((fault) => fault.error),
      [error],
    );
  }
  const past = await save([part()], '2026-12-17');
  assert.ok(!past.ok && past.error === 'invalid');
  await assert.rejects(
    database.sql`insert into weekly_rules (casemanager_id, location_id, weekday, weeks, from_time, until_time, valid_from, modalities)
      values (${noor}, ${location}, 1, 'even', '10:00', '11:00', '2026-12-01', '{telefoon}')`,
    /weekly_rules_even_weeks/,
  );
  assert.deepEqual(await ranges(), [['2026-12-18', null, 5]]);
});

const offers = (slots: readonly Slot[]) =>
  slots
    .filter(({ casemanagers }) => casemanagers.includes(noor))
    .map(({ start, end, location: place, modality }) => [start, end, place, modality]);

test('what the preview shows is what is offered after saving, over the turn of the year, odd and even', async () => {
  const ctx = staffCtx(services, noor);
  const other = await makeLocation(database.db, { modalities: ['op-locatie'] });
  await makeCasemanager(database.db, [{ locationId: location }]);
  await database.sql`insert into availability_exceptions (casemanager_id, kind, date_from, date_until, from_time, until_time)
    values (${noor}, 'absence', '2026-12-29', '2026-12-29', '10:00', '11:00')`;
  services.bus.say({ roster: true });
  await booked('2026-12-21T10:00:00+01:00');
  const parts = [
    part({ from: '08:30', until: '16:00' }),
    part({ weekday: 2, weeks: 'even', location: other, modalities: ['op-locatie'] }),
    part({ weekday: 2, weeks: 'oneven', from: '10:15', until: '15:00' }),
    part({ weekday: 5, modalities: ['telefoon'] }),
  ];
  const input = { casemanagerId: noor, from: '2026-12-22', until: '2027-01-12', parts };
  const weeks = ['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18'];
  const previews = [];
  for (const week of weeks) {
    const preview = await previewTimetable(ctx, { ...input, topic, week });
    assert.ok(preview.ok);
    previews.push(offers(preview.slots));
    if (week === '2026-12-28') assert.equal(preview.closed.get('2027-01-01'), 'Nieuwjaar');
  }
  const { version } = await read(ctx);
  assert.deepEqual(await saveTimetable(ctx, { ...input, version }), { ok: true });
  const roster = await services.roster.current();
  const timing = roster.topics.find(({ id }) => id === topic);
  assert.ok(timing);
  for (const [index, from] of weeks.entries()) {
    const to = new Date(Date.parse(from) + 6 * 86_400_000).toISOString().slice(0, 10);
    const found = await findSlots(ctx, { topic: timing, from, to });
    assert.deepEqual(offers(found), previews[index], from);
    assert.ok((previews[index]?.length ?? 0) > 10, `times in the week of ${from}`);
  }
});

test('more hours never take an afspraak away; fewer leave it standing and tell that it is outside', async () => {
  const ctx = staffCtx(services, noor);
  await booked('2026-12-21T10:00:00+01:00');
  await booked('2026-12-22T16:00:00+01:00');
  const rows = () => database.sql`select * from appointments order by starts_at`;
  const stand = await rows();
  const save = async (parts: WeekPart[]) => {
    const { version } = await read(ctx);
    const input = { casemanagerId: noor, from: '2026-12-18', until: null, parts, version };
    assert.deepEqual(await saveTimetable(ctx, input), { ok: true });
    assert.deepEqual(await rows(), stand);
    return (await findOutside(ctx, noor)).toDecide.map(({ start }) => new Date(start).toISOString());
  };
  assert.deepEqual(await save([...fullWeek(), part({ from: '17:00', until: '20:00' })]), []);
  assert.deepEqual(await save(fullWeek().map((one) => ({ ...one, until: '15:00' }))), [
    '2026-12-22T15:00:00.000Z',
  ]);
  assert.deepEqual(await save(fullWeek()), []);
});
