import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import * as tables from '#db/schema/index.ts';
import { ownCasemanagerWord } from '#server/booking/ownCasemanager.ts';
import { monday, somebody, startApi, type TestApi } from '../support/apiServer.ts';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

const week = '/slots?topic=school&from=2026-11-23&to=2026-11-29';

test('locations are told without those that are no longer offered', async () => {
  await makeLocation(api.database.db, { id: 'gesloten', active: false });
  await api.database.sql`update locations set amenities = '{wheelchair}' where id = 'centrum'`;
  api.services.bus.say({ roster: true });
  const { status, headers, body } = await api.call('/locations');
  assert.equal(status, 200);
  assert.equal(headers.get('api-version'), '1.6.0');
  assert.deepEqual(body, {
    locations: [
      {
        id: 'centrum',
        name: 'Centrum',
        address: 'Voorbeeldplein 1, 2500 AA Den Haag',
        modalities: ['op-locatie', 'telefoon', 'video'],
        amenities: ['wheelchair'],
      },
    ],
  });
});

test('topics are told in the language that is asked for', async () => {
  const dutch = await api.call('/topics');
  assert.deepEqual(dutch.body, { topics: [{ id: 'school', label: 'School kiezen', durationMinutes: 30 }] });
  const english = await api.call('/topics', { headers: { 'accept-language': 'de, en-GB;q=0.8, nl;q=0.5' } });
  assert.equal(english.body.topics[0].label, 'Choosing a school');
  assert.equal(english.headers.get('content-language'), 'en');
  const neither = await api.call('/topics', { headers: { 'accept-language': 'en;q=0, fr' } });
  assert.equal(neither.headers.get('content-language'), 'nl');
});

test('free times come with offset, way to meet and how many can take them', async () => {
  const { status, headers, body } = await api.call(week);
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('api-version'), '1.6.0');
  assert.equal(body.timeZone, 'Europe/Amsterdam');
  assert.deepEqual(body.slots.slice(0, 3), [
    { ...monday, end: '2026-11-23T09:30:00+01:00', available: 1 },
    { ...monday, end: '2026-11-23T09:30:00+01:00', available: 1, modality: 'telefoon' },
    { ...monday, end: '2026-11-23T09:30:00+01:00', available: 1, modality: 'video' },
  ]);
  // Five days of 31 starts on the quarter, in three ways.
  assert.equal(body.slots.length, 5 * 31 * 3);
  assert.equal(body.slots.at(-1).start, '2026-11-27T16:30:00+01:00');
});

test('the last day asked for is included, and what else is in the query is left alone', async () => {
  const { body } = await api.call('/slots?topic=school&from=2026-11-23&to=2026-11-23&utm=x&modality=video');
  assert.equal(body.slots.length, 31);
  assert.ok(body.slots.every((slot: { modality: string }) => slot.modality === 'video'));
});

test('a time is written in the offset of its own day when the clock moves', async () => {
  api.clock.set('2027-03-20T10:00:00+01:00');
  const { body } = await api.call('/slots?topic=school&from=2027-03-26&to=2027-03-29&modality=op-locatie');
  const starts = body.slots.map(({ start }: { start: string }) => start);
  assert.ok(starts.includes('2027-03-26T09:00:00+01:00'));
  // Monday 29 March 2027 is second Easter day; Tuesday tells.
  const tuesday = await api.call('/slots?topic=school&from=2027-03-30&to=2027-03-30&modality=op-locatie');
  assert.equal(tuesday.body.slots[0].start, '2027-03-30T09:00:00+02:00');
  api.clock.set('2026-11-20T10:00:00+01:00');
});

test('times by telephone come per location at which somebody works', async () => {
  const other = await makeLocation(api.database.db, { id: 'laak', position: 1 });
  const topic = await makeTopic(api.database.db);
  const casemanager = await makeCasemanager(api.database.db, [{ locationId: other, weekdays: [1] }]);
  api.services.bus.say({ roster: true });
  const path = `/slots?topic=${topic}&from=2026-11-23&to=2026-11-23&modality=telefoon`;
  const at = (answer: { body: { slots: { start: string; location: string }[] } }) =>
    answer.body.slots.filter(({ start }) => start === monday.start).map(({ location }) => location);
  assert.deepEqual(at(await api.call(path)), ['centrum', 'laak']);
  assert.deepEqual(at(await api.call(`${path}&location=laak`)), ['laak']);
  await api.database.db.delete(tables.staff).where(eq(tables.staff.id, casemanager));
  api.services.bus.say({ roster: true });
});

test('an answer is never older than the last change: held, let go, over, booked', async () => {
  const day = '/slots?topic=school&from=2026-11-24&to=2026-11-24&modality=op-locatie';
  const start = '2026-11-24T11:00:00+01:00';
  const isFree = async () =>
    (await api.call(day)).body.slots.some((slot: { start: string }) => slot.start === start);
  const hold = () => api.call('/holds', { json: { topic: 'school', ...monday, start } });

  assert.equal(await isFree(), true);
  const first = await hold();
  assert.equal(await isFree(), false);
  await api.call(`/holds/${first.body.hold}`, { method: 'DELETE' });
  assert.equal(await isFree(), true);

  await hold();
  assert.equal(await isFree(), false);
  api.clock.advance(10 * 60_000);
  assert.equal(await isFree(), true, 'a hold that is over frees its time by the clock alone');

  const booked = await api.call('/appointments', {
    json: { topic: 'school', ...monday, start, ...somebody() },
  });
  assert.equal(booked.status, 201);
  assert.equal(await isFree(), false);
});

test('a time that comes too near goes by the clock alone', async () => {
  const today = '/slots?topic=school&from=2026-11-20&to=2026-11-20&modality=op-locatie';
  api.clock.set('2026-11-20T11:00:00+01:00');
  assert.equal((await api.call(today)).body.slots[0].start, '2026-11-20T13:00:00+01:00');
  api.clock.advance(1);
  assert.equal((await api.call(today)).body.slots[0].start, '2026-11-20T13:15:00+01:00');
  api.clock.set('2026-11-20T10:00:00+01:00');
});

const wrong: [string, string, string[]][] = [
  ['no question at all', '/slots', ['topic', 'from', 'to']],
  ['an unknown topic', '/slots?topic=geld&from=2026-11-23&to=2026-11-23', ['topic']],
  ['a topic with a NUL in it', '/slots?topic=school%00&from=2026-11-23&to=2026-11-23', ['topic']],
  ['percent signs that mean nothing', '/slots?topic=%E0%A4%A&from=2026-11-23&to=2026-11-23', ['topic']],
  ['a date that does not exist', '/slots?topic=school&from=2026-02-30&to=2026-03-01', ['from']],
  ['a date in other words', '/slots?topic=school&from=morgen&to=23-11-2026', ['from', 'to']],
  ['an end before the beginning', '/slots?topic=school&from=2026-11-24&to=2026-11-23', ['to']],
  ['more than 62 days', '/slots?topic=school&from=2026-11-01&to=2027-01-02', ['to']],
  ['an unknown location', `${week}&location=mars`, ['location']],
  [
    'a topic, dates and a place that are wrong',
    '/slots?topic=x&from=2026-11-24&to=2026-11-23&modality=brief&location=mars&casemanager=noor',
    ['modality', 'to', 'topic', 'location', 'casemanager'],
  ],
  ['no topic and an end before the beginning', '/slots?from=2026-11-24&to=2026-11-23', ['topic', 'to']],
  ['an unknown way to meet', `${week}&modality=brief`, ['modality']],
];
for (const [what, path, fields] of wrong) {
  test(`${what} is 400 and names ${fields.join(', ')}`, async () => {
    const { status, headers, body } = await api.call(path);
    assert.equal(status, 400);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(body.type, 'urn:doorstart:problem:invalid');
    assert.deepEqual(
      body.errors.map(({ field }: { field: string }) => field),
      fields,
    );
    for (const { message } of body.errors) assert.match(message, /^[A-Z].*\.$/);
  });
}

test('62 days may be asked for, and days without work give an empty list', async () => {
  assert.equal((await api.call('/slots?topic=school&from=2026-11-01&to=2027-01-01')).status, 200);
  const past = await api.call('/slots?topic=school&from=2020-01-01&to=2020-01-05');
  assert.deepEqual(past.body, { timeZone: 'Europe/Amsterdam', slots: [] });
});

test('who knows a casemanager by the word of a private link is offered, holds and books times with that one only', async () => {
  const { db } = api.database;
  const place = await makeLocation(db, { id: 'mariahoeve', position: 2 });
  const mornings = { locationId: place, untilTime: '10:00' };
  const own = await makeCasemanager(db, [mornings], { firstName: 'Samira' });
  const other = await makeCasemanager(db, [{ locationId: place }], { firstName: 'Daan' });
  api.services.bus.say({ roster: true });
  const word = ownCasemanagerWord(api.services, own);
  const at = (clock: string) => ({ ...monday, start: `2026-11-23T${clock}:00+01:00`, location: place });
  const offered = async (with_ = '') => {
    const { body } = await api.call(
      `/slots?topic=school&from=2026-11-23&to=2026-11-23&location=${place}&modality=op-locatie${with_}`,
    );
    return body.slots.map(({ start, available }: { start: string; available: number }) => [
      start.slice(11, 16),
      available,
    ]);
  };
  assert.deepEqual(await offered(`&casemanager=${word}`), [
    ['09:00', 1],
    ['09:15', 1],
    ['09:30', 1],
  ]);
  assert.deepEqual((await offered()).slice(0, 4).at(-1), ['09:45', 1]);
  assert.deepEqual((await offered()).at(0), ['09:00', 2]);

  const hold = await api.call('/holds', { json: { topic: 'school', ...at('09:00'), casemanager: word } });
  assert.equal(hold.status, 201);
  const fromHold = { topic: 'school', hold: hold.body.hold, ...somebody() };
  assert.equal((await api.call('/appointments', { json: fromHold })).body.casemanager, 'Samira');
  const free = { topic: 'school', ...at('09:30'), casemanager: word, ...somebody() };
  const booked = await api.call('/appointments', { json: free });
  assert.equal(booked.body.casemanager, 'Samira');
  assert.deepEqual(await offered(`&casemanager=${word}`), []);

  // The colleague is free then, but was not asked for; what is offered instead is with the same one.
  const again = await api.call('/holds', { json: { topic: 'school', ...at('09:00'), casemanager: word } });
  assert.equal(again.status, 409);
  const [nearest] = again.body.alternatives;
  assert.deepEqual([nearest.start, nearest.available], ['2026-11-24T09:00:00+01:00', 1]);
  const anybody = await api.call('/holds', { json: { topic: 'school', ...at('09:00') } });
  assert.equal(anybody.status, 201);

  const path = `/appointments/${booked.body.token}`;
  const afternoon = { ...at('15:00'), casemanager: word };
  assert.equal((await api.call(path, { method: 'PATCH', json: afternoon })).status, 409);
  const moved = await api.call(path, {
    method: 'PATCH',
    json: { ...afternoon, casemanager: ownCasemanagerWord(api.services, other) },
  });
  assert.deepEqual([moved.status, moved.body.casemanager], [200, 'Daan']);
});

test('a word of nobody who works here is refused everywhere, and says what to do', async () => {
  const gone = await makeCasemanager(api.database.db, [], { active: false });
  const time = { topic: 'school', ...monday };
  for (const casemanager of ['samira', 'x'.repeat(32), ownCasemanagerWord(api.services, gone), '']) {
    const answers = await Promise.all([
      api.call(`${week}&casemanager=${casemanager}`),
      api.call('/holds', { json: { ...time, casemanager } }),
      api.call('/appointments', { json: { ...time, ...somebody(), casemanager } }),
    ]);
    for (const { status, body } of answers) {
      assert.equal(status, 400);
      assert.deepEqual(
        body.errors.map(({ field }: { field: string }) => field),
        ['casemanager'],
      );
      assert.match(body.errors[0].message, /kies je uit iedereen/);
    }
  }
});

test('a home visit is for who has a casemanager; others are told what to do instead', async () => {
  const { db, sql } = api.database;
  const place = await makeLocation(db, { id: 'thuis', position: 3 });
  const own = await makeCasemanager(db, [{ locationId: place, modalities: ['telefoon', 'huisbezoek'] }]);
  api.services.bus.say({ roster: true });
  const word = ownCasemanagerWord(api.services, own);
  const range = 'topic=school&from=2026-11-26&to=2026-11-26';
  const ways = async (query: string) => {
    const { body } = await api.call(`/slots?${range}&location=${place}${query}`);
    return [...new Set(body.slots.map(({ modality }: { modality: string }) => modality))].sort();
  };
  assert.deepEqual(await ways(''), ['telefoon']);
  assert.deepEqual(await ways(`&casemanager=${word}`), ['huisbezoek', 'telefoon']);

  const visit = { topic: 'school', start: '2026-11-26T13:00:00+01:00', modality: 'huisbezoek' };
  const answers = [
    await api.call(`/slots?${range}&modality=huisbezoek`),
    await api.call('/holds', { json: visit }),
    await api.call('/appointments', { json: { ...visit, ...somebody(), visitAddress: 'Laan 1, Den Haag' } }),
    await api.call('/holds', { json: { ...visit, start: 'soon' } }),
  ];
  for (const { status, body } of answers) {
    assert.equal(status, 400);
    const wrong = body.errors.find(({ field }: { field: string }) => field === 'modality');
    assert.match(wrong.message, /eigen casemanager. Bel ons/);
  }
  const known = { ...visit, casemanager: word, ...somebody() };
  const nowhere = await api.call('/appointments', { json: known });
  assert.deepEqual(
    [nowhere.status, nowhere.body.errors.map(({ field }: { field: string }) => field)],
    [400, ['visitAddress']],
  );
  const made = await api.call('/appointments', { json: { ...known, visitAddress: 'Laan 1, Den Haag' } });
  assert.deepEqual([made.status, made.body.modality], [201, 'huisbezoek']);
  assert.ok(!JSON.stringify(made.body).includes('Laan 1'));
  const calendar = await fetch(made.body.calendarUrl.replace(/^https?:\/\/[^/]+/, api.url));
  assert.ok(!(await calendar.text()).includes('Laan 1'));
  const rows = await sql`select visit_address from appointments where reference = ${made.body.reference}`;
  assert.deepEqual(
    rows.map((row) => row.visit_address),
    ['Laan 1, Den Haag'],
  );
});
