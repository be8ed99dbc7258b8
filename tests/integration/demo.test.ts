import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { demoAccounts } from '#db/demo/accounts.ts';
import { demoFullLocation } from '#db/demo/casemanagers.ts';
import { createPasswords } from '#server/accounts/passwords.ts';
import { readBusy } from '#server/availability/busy.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { bookingWindow } from '#server/availability/window.ts';
import { normalisePhone } from '#server/booking/contact.ts';
import { loadDemo } from '#server/demo/load.ts';
import { addDays, dateInAmsterdam, mondayOf, startOfDate } from '#server/kernel/time.ts';
import { createTokens, hashToken } from '#server/kernel/tokens.ts';
import { loadRoster } from '#server/roster/load.ts';
import { computeSlots } from '#server/slots/slots.ts';
import { whyNot } from '#server/slots/why.ts';
import { testDatabase } from '../support/postgres.ts';

const tokens = createTokens('a secret that only this test knows, and nobody else');
let database: Awaited<ReturnType<typeof testDatabase>>;
// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();
const empty = () => database.sql`
    truncate locations, topics, staff, weekly_rules, availability_exceptions, closures, appointments,
      history, appointment_notes, chat_figures, database_purpose cascade`;

const clockAt = (instant: string) => ({ now: () => Date.parse(instant) });
/** Loads the demo into an empty database. */
async function load(instant: string): Promise<number | null> {
  await empty();
  return loadAgain(instant);
}
const purposes = async () => [...(await database.sql`select purpose from database_purpose`)];
const loadAgain = (instant: string) => loadDemo({ db: database.db, clock: clockAt(instant), tokens });

/** All afspraken with what the engine and the checks below need. */
async function afspraken() {
  const rows = await database.sql`
    select a.id, casemanager_id as casemanager, topic_id as topic, location_id as location, modality, status,
      extract(epoch from starts_at)::float8 * 1000 as start, local_date::text as date, token_hash as "tokenHash",
      name, email, phone, outcome, extract(epoch from booked_at)::float8 * 1000 as "bookedAt"
    from appointments a order by starts_at, casemanager_id`;
  return z
    .array(
      z.object({
        id: z.uuid(),
        casemanager: z.uuid(),
        topic: z.string(),
        location: z.string(),
        modality: z.enum(['op-locatie', 'telefoon', 'video']),
        status: z.enum(['booked', 'cancelled']),
        start: z.number(),
        date: z.iso.date(),
        tokenHash: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        outcome: z.string().nullable(),
        bookedAt: z.number(),
      }),
    )
    .parse(rows);
}

async function rowCounts() {
  const counts = await database.sql`
    select (select count(*)::int from locations) as locations, (select count(*)::int from staff) as staff,
      (select count(*)::int from appointments) as appointments,
      (select count(*)::int from history) as events`;
  return { ...counts[0] };
}

/** The agenda of Samira, in this week and the next, has one of each thing that a casemanager meets. */
async function expectAllKinds(today: string) {
  const range = [mondayOf(today), addDays(mondayOf(today), 13)];
  const [found] = await database.sql`
    select count(*) filter (where choose_again_at is not null and message_to_jongere is not null)::int as asked,
      count(*) filter (where exists (
        select from history e where e.appointment_id = a.id and e.what = 'handed-over'
      ))::int as "handedOver",
      count(*) filter (where follows_id is not null)::int as "followUps",
      count(*) filter (where a.email is null and a.phone is null)::int as "atTheDesk",
      (select count(*)::int from appointment_notes) as notes,
      (select count(*)::int from availability_exceptions e where e.casemanager_id = s.id
        and daterange(date_from, date_until, '[]') && daterange(${range[0] ?? ''}, ${range[1] ?? ''}, '[]')) as absences
    from staff s join appointments a on a.casemanager_id = s.id
    where s.first_name = 'Samira' and a.local_date between ${range[0] ?? ''} and ${range[1] ?? ''}
    group by s.id`;
  assert.deepEqual(
    { ...found },
    { asked: 1, handedOver: 1, followUps: 1, atTheDesk: 2, notes: 3, absences: 2 },
  );
}

/** Whoever is ill next Monday, colleagues can take two of Samira's afspraken. */
async function expectColleaguesWithRoom(now: number) {
  const roster = await loadRoster(database.db, now);
  const monday = addDays(mondayOf(dateInAmsterdam(now)), 7);
  const colleagues = roster.casemanagers.filter(({ firstName }) => firstName !== 'Samira');
  const ids = colleagues.map(({ id }) => id);
  const busy = await readBusy(database.sql, { from: monday, to: monday, now }, ids);
  const withRoom = withBusy({ ...roster, casemanagers: colleagues }, busy);
  const samira = roster.casemanagers.find(({ firstName }) => firstName === 'Samira');
  const theirs = (await afspraken()).filter(
    ({ casemanager, date, status }) => casemanager === samira?.id && date === monday && status === 'booked',
  );
  const window = { now, noticeMinutes: 0, horizonDays: 14 };
  const movable = theirs.filter(({ topic, ...wish }) => {
    const timing = roster.topics.find(({ id }) => id === topic);
    return (
      timing &&
      withRoom.some((person) => whyNot({ window, topic: timing }, person, roster.closures, wish) === null)
    );
  });
  assert.ok(
    movable.length >= Math.min(2, theirs.length),
    `${movable.length} of ${theirs.length} on ${monday}`,
  );
}

const ordinary = '2026-11-24T10:20:00+01:00';

const moments = {
  'a summer morning': '2026-07-15T09:10:00+02:00',
  'a winter afternoon': '2027-02-03T15:40:00+01:00',
  'the night before the clock goes forward': '2027-03-27T23:30:00+01:00',
  'the day on which the clock goes forward': '2027-03-28T12:00:00+02:00',
  'a week before the clock goes back': '2026-10-19T08:00:00+02:00',
  'the hour that comes twice': '2026-10-25T02:30:00+01:00',
  'the last minute of the year': '2026-12-31T23:59:30+01:00',
  'a Saturday': '2026-11-21T18:40:00+01:00',
};

for (const [name, instant] of Object.entries(moments)) {
  test(`a demo loaded at ${name} has afspraken only where the engine offers them`, async () => {
    assert.ok(Number(await load(instant)) > 200);
    const now = Date.parse(instant);
    const roster = await loadRoster(database.db, now);
    const people = new Map(roster.casemanagers.map((person) => [person.id, person]));
    const topics = new Map(roster.topics.map((topic) => [topic.id, topic]));
    const perDay = new Map<string, number>();
    const all = await afspraken();
    for (const { casemanager, topic, location, modality, start, date, status, bookedAt } of all) {
      const person = people.get(casemanager);
      const timing = topics.get(topic);
      assert.ok(person && timing);
      assert.equal(date, dateInAmsterdam(start));
      assert.ok(bookedAt <= now && bookedAt < start);
      const window = { now: startOfDate(date), noticeMinutes: 0, horizonDays: 0 };
      const idle = { ...person, busy: [], booked: [] };
      const wish = { start, location, modality };
      assert.equal(whyNot({ window, topic: timing }, idle, roster.closures, wish), null);
      const day = `${casemanager} ${date}`;
      if (status === 'booked') perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    for (const [day, count] of perDay) {
      assert.ok(count <= (people.get(day.slice(0, 36))?.dailyMaximum ?? 0), day);
    }
    const today = dateInAmsterdam(now);
    assert.ok(all.some(({ date }) => date < addDays(today, -7)));
    assert.ok(all.some(({ date }) => date > addDays(today, 42)));
    await expectAllKinds(today);
    await expectColleaguesWithRoom(now);
  });
}

test('a second load, and a second process that loads at the same time, do nothing', async () => {
  await empty();
  const counts = await Promise.all([loadAgain(ordinary), loadAgain(ordinary), loadAgain(ordinary)]);
  assert.equal(counts.filter((count) => count !== null).length, 1);
  const loaded = await rowCounts();
  assert.equal(await loadAgain('2027-01-05T10:00:00+01:00'), null);
  assert.deepEqual(await rowCounts(), loaded);
  assert.deepEqual(await purposes(), [{ purpose: 'demo' }]);
});

test('a database that has a location of its own is left alone', async () => {
  await empty();
  await database.sql`
    insert into locations (id, name, neighbourhood, address, modalities)
    values ('eigen', 'Eigen plek', 'Centrum', 'Pleinstraat 1', '{telefoon}')`;
  const counts = await rowCounts();
  assert.equal(await loadAgain(ordinary), null);
  assert.deepEqual(await rowCounts(), counts);
  assert.deepEqual(await purposes(), []);
});

describe('a demo loaded on an ordinary working day', () => {
  before(() => load(ordinary));

  test('the past has outcomes, the future has none; some were moved and some cancelled', async () => {
    const now = Date.parse(ordinary);
    const all = await afspraken();
    const booked = all.filter(({ status }) => status === 'booked');
    const today = dateInAmsterdam(now);
    assert.ok(booked.every(({ date, outcome }) => (outcome !== null) === date < today));
    assert.ok(all.some(({ status, start }) => status === 'cancelled' && start > now));
    const moved = await database.sql`
      select from history e join appointments a on a.id = e.appointment_id
      where e.what = 'moved' and a.status = 'booked' and a.sequence = 1 and a.starts_at > ${new Date(now).toISOString()}`;
    assert.ok(moved.length > 0);
    const events = await database.sql`select distinct appointment_id from history where what = 'booked'`;
    assert.equal(events.length, all.length);
  });

  test('private links work, and no contact is over the limit of open afspraken', async () => {
    const now = Date.parse(ordinary);
    const { settings } = await loadRoster(database.db, now);
    const desk = await database.sql`
      select appointment_id as id from history where what = 'booked' and actor = 'staff'`;
    const atTheDesk = new Set(desk.map((row) => z.uuid().parse(row.id)));
    const perContact = new Map<string, number>();
    for (const { id, tokenHash, email, phone, modality, status, start } of await afspraken()) {
      assert.equal(tokenHash, hashToken(tokens.make('appointment', id, 1)));
      assert.ok(email !== null || phone !== null || atTheDesk.has(id));
      if (modality === 'telefoon') assert.ok(phone);
      if (phone) assert.equal(normalisePhone(phone), phone);
      if (status !== 'booked' || start < now) continue;
      for (const contact of [email, phone]) {
        if (contact) perContact.set(contact, (perContact.get(contact) ?? 0) + 1);
      }
    }
    assert.ok(Math.max(...perContact.values()) <= settings.openAppointmentsPerContact);
  });

  test('one location is full next week, and free the week after', async () => {
    const now = Date.parse(ordinary);
    const roster = await loadRoster(database.db, now);
    const nextWeek = addDays(mondayOf(dateInAmsterdam(now)), 7);
    const topic = roster.topics.find(({ id }) => id === 'school');
    assert.ok(topic);
    const freeIn = async (from: string) => {
      const range = { from, to: addDays(from, 6) };
      const people = withBusy(roster, await readBusy(database.sql, { ...range, now }));
      const query = { window: bookingWindow(roster, now), topic, ...range, location: demoFullLocation };
      return computeSlots(query, people, roster.closures).length;
    };
    assert.equal(await freeIn(nextWeek), 0);
    assert.ok((await freeIn(addDays(nextWeek, 7))) > 0);
  });

  test('about 45% of the coming two weeks is taken, and less than half as much in the last two', async () => {
    const now = Date.parse(ordinary);
    const roster = await loadRoster(database.db, now);
    const topic = roster.topics.find(({ id }) => id === 'anders');
    assert.ok(topic);
    const today = dateInAmsterdam(now);
    const takenIn = async (from: string) => {
      const range = { from, to: addDays(from, 13) };
      const query = { window: { now, noticeMinutes: 0, horizonDays: 56 }, topic, ...range };
      const everybody = withBusy(roster, { byCasemanager: new Map(), firstExpiry: Infinity });
      const idle = computeSlots(query, everybody, roster.closures);
      const minutes = await database.sql`
        select sum(extract(epoch from upper(during) - lower(during)) / 60)::float8 as booked from appointments
        where status = 'booked' and local_date between ${range.from} and ${range.to}`;
      const places = new Set(
        idle.flatMap(({ start, casemanagers }) => casemanagers.map((id) => `${id} ${start}`)),
      );
      return Number(minutes[0]?.booked) / (places.size * topic.gridMinutes);
    };
    const soon = await takenIn(addDays(today, 1));
    assert.ok(soon > 0.35 && soon < 0.6, `${soon}`);
    const late = await takenIn(addDays(today, 43));
    assert.ok(late < soon / 2, `${late}`);
  });

  test('there are chats of past days with their figures, questions to answer, and answers at hand', async () => {
    const [found] = await database.sql`
      select count(*) filter (where status = 'closed' and closed_at < ${new Date(Date.parse(ordinary)).toISOString()}
          and exists (select from chat_figures f where f.id = c.id and f.rating is not distinct from c.rating))::int as over,
        count(*) filter (where kind = 'question' and status = 'waiting')::int as questions,
        bool_and(last_seq = (select count(*) from chat_messages m where m.conversation_id = c.id)) as numbered,
        (select count(*)::int from chat_canned_replies) as replies
      from chat_conversations c`;
    assert.deepEqual({ ...found }, { over: 7, questions: 3, numbered: true, replies: 8 });
  });

  test('the demo accounts can sign in, and nobody else', async () => {
    const passwords = createPasswords();
    const rows =
      await database.sql`select email, password_hash as hash from staff where password_hash is not null`;
    assert.equal(rows.length, demoAccounts.length);
    for (const { email, password } of demoAccounts) {
      const hash = z.string().parse(rows.find((row) => row.email === email)?.hash);
      assert.ok(await passwords.verify(password, hash));
    }
  });
  test('every load at the same moment gives the same agenda, and one on a working day has work for that day', async () => {
    const agenda = async () =>
      (await afspraken()).map(({ topic, location, modality, start, name, status }) =>
        [topic, location, modality, start, name, status].join(' '),
      );
    const first = await agenda();
    const today = (await afspraken()).filter(({ date }) => date === dateInAmsterdam(Date.parse(ordinary)));
    assert.ok(today.length >= 6, `${today.length} today`);
    await load(ordinary);
    assert.deepEqual((await agenda()).toSorted(), first.toSorted());
  });
});
