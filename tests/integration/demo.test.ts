import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { demoAccounts } from '#db/demo/accounts.ts';
import { demoFullLocation } from '#db/demo/casemanagers.ts';
import { firstOrganisation } from '#db/schema/index.ts';
import { modalities } from '#db/schema/words.ts';
import { createPasswords } from '#server/accounts/passwords.ts';
import { readBusy } from '#server/availability/busy.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { forgetExceptions } from '#server/availability/forgetExceptions.ts';
import { bookingWindow } from '#server/availability/window.ts';
import { normalisePhone } from '#server/booking/contact.ts';
import { forgetOld } from '#server/booking/sweep.ts';
import { forgetChats } from '#server/chat/forgetChats.ts';
import { loadDemo } from '#server/demo/load.ts';
import { addDays, dateInAmsterdam, mondayOf, startOfDate } from '#server/kernel/time.ts';
import { createTokens, hashToken } from '#server/kernel/tokens.ts';
import { forgetReferrals } from '#server/referral/forgetReferrals.ts';
import { readReferrals } from '#server/referral/readReferrals.ts';
import { loadRoster } from '#server/roster/load.ts';
import { computeSlots } from '#server/slots/slots.ts';
import { whyNot } from '#server/slots/why.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { fixedClock, makeServices, staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const tokens = createTokens('a secret that only this test knows, and nobody else');
let database: Awaited<ReturnType<typeof testDatabase>>;
// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();
const empty = async () => {
  await emptyTables(
    database.sql,
    'locations',
    'topics',
    'staff',
    'weekly_rules',
    'availability_exceptions',
    'closures',
    'appointments',
    'history',
    'appointment_notes',
    'chat_figures',
    'figure_months',
    'database_purpose',
  );
  await database.sql`delete from organisations where id <> ${firstOrganisation}`;
};

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
        modality: z.enum(modalities),
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
      (select count(*)::int from availability_exceptions e where e.casemanager_id = s.id and e.kind = 'absence'
        and daterange(date_from, date_until, '[]') && daterange(${range[0] ?? ''}, ${range[1] ?? ''}, '[]')) as absences
    from staff s join appointments a on a.casemanager_id = s.id
    where s.first_name = 'Samira' and a.local_date between ${range[0] ?? ''} and ${range[1] ?? ''}
    group by s.id`;
  const { followUps, notes, ...once } = countsSchema.parse(found);
  assert.deepEqual(once, { asked: 1, handedOver: 1, atTheDesk: 2, absences: 2 });
  assert.ok(followUps >= 1);
  assert.ok(notes > 100);
}
const countsSchema = z.record(z.string(), z.int()).and(z.object({ followUps: z.int(), notes: z.int() }));

/** By day there is work around now, whatever the day of the week: a talk to note, one that begins soon, and room. */
async function expectWorkAroundNow(now: number) {
  const today = dateInAmsterdam(now);
  const hour = (now - startOfDate(today)) / 3_600_000;
  if (hour < 9 || hour > 20) return;
  const roster = await loadRoster(database.db, now);
  if (roster.closures.some(({ dateFrom, dateUntil }) => dateFrom <= today && today <= dateUntil)) return;
  const samira = roster.casemanagers.filter(({ firstName }) => firstName === 'Samira');
  const theirs = (await afspraken()).filter(
    ({ casemanager, date, status }) => casemanager === samira[0]?.id && date === today && status === 'booked',
  );
  assert.ok(theirs.length >= 2 && theirs.length <= 6, `${theirs.length} afspraken`);
  if (hour > 10) assert.ok(theirs.some(({ start, outcome }) => start < now && outcome === null));
  assert.ok(
    theirs.some(({ start, modality }) => modality === 'video' && start > now && start < now + 90 * 60_000),
  );
  if (hour > 14) return;
  const topic = roster.topics.find(({ id }) => id === 'anders');
  assert.ok(topic);
  const busy = await readBusy(database.sql, { from: today, to: today, now });
  const people = withBusy({ ...roster, casemanagers: samira }, busy);
  const query = {
    window: { now, noticeMinutes: 0, horizonDays: 1, travelMinutes: {} },
    topic,
    from: today,
    to: today,
  };
  assert.ok(computeSlots(query, people, roster.closures).length > 0, 'room for who walks in');
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
  const window = { now, noticeMinutes: 0, horizonDays: 14, travelMinutes: {} };
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
  'a Sunday morning': '2026-11-29T09:20:00+01:00',
  'an evening': '2026-12-01T19:50:00+01:00',
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
      const window = { now: startOfDate(date), noticeMinutes: 0, horizonDays: 0, travelMinutes: {} };
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
    const threeWeeksAgo = [addDays(today, -24), addDays(today, -18)] as const;
    assert.ok(all.some(({ date }) => date >= threeWeeksAgo[0] && date <= threeWeeksAgo[1]));
    assert.ok(all.every(({ date }) => date >= addDays(today, -61)));
    assert.ok(all.some(({ date }) => date > addDays(today, 42)));
    for (const way of modalities)
      assert.ok(
        all.some(({ modality }) => modality === way),
        way,
      );
    await expectAllKinds(today);
    await expectColleaguesWithRoom(now);
    await expectWorkAroundNow(now);
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
    assert.ok(booked.every(({ outcome }) => outcome !== 'afgezegd' && outcome !== 'verzet'));
    assert.ok(booked.every(({ date, outcome }) => (outcome === null) === date >= today || date === today));
    const notNoted = booked.filter(
      ({ date, outcome, start }) => outcome === null && start < now - 3_600_000 && date === today,
    );
    const perPerson = new Set(notNoted.map(({ casemanager }) => casemanager));
    assert.equal(perPerson.size, notNoted.length, 'nobody has more than one of today that is not noted');
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
      const query = {
        window: { now, noticeMinutes: 0, horizonDays: 56, travelMinutes: {} },
        topic,
        ...range,
      };
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
    assert.deepEqual({ ...found }, { over: 13, questions: 3, numbered: true, replies: 8 });
  });

  test('jongeren come back: planned right after a talk, with the same contact, and what was noted then', async () => {
    const [found] = await database.sql`
      select count(*)::int as count, count(distinct next.casemanager_id)::int as people,
        bool_and(next.name = earlier.name and next.email is not distinct from earlier.email
          and next.phone is not distinct from earlier.phone
          and next.starts_at > earlier.starts_at) as same,
        bool_and((select actor from history where appointment_id = next.id and what = 'booked') = 'staff') as planned
      from appointments next join appointments earlier on earlier.id = next.follows_id`;
    const counts = z
      .object({
        count: z.int().min(50),
        people: z.int().min(5),
        same: z.literal(true),
        planned: z.literal(true),
      })
      .safeParse(found);
    assert.ok(counts.success, JSON.stringify(found));
    const early = await database.sql`
      select from appointment_notes n join appointments a on a.id = n.appointment_id where n.at < a.ends_at and a.outcome is not null`;
    assert.equal(early.length, 0);
  });

  test('what the sweeps would have deleted is not there: of chats over thirty days ago only figures', async () => {
    const clock = fixedClock();
    clock.set(ordinary);
    const services = await makeServices(database, { clock });
    const counts = async () => {
      const [row] = await database.sql`
        select (select count(*) from appointments where name is not null)::int as people,
          (select count(*) from chat_conversations)::int as chats,
          (select count(*) from availability_exceptions)::int as exceptions,
          (select count(*) from referrals where wiped_at is null)::int as referrals,
          (select count(*) from chat_figures where id not in (select id from chat_conversations))::int as figures`;
      return { ...row };
    };
    const before = await counts();
    assert.ok(Number(before.figures) > 20);
    await forgetOld(services);
    await forgetChats(services);
    await forgetExceptions(services);
    await forgetReferrals(services);
    assert.deepEqual(await counts(), before);
    await services.close();
  });

  test('thirty jongeren are brought by three organisations and a form, in all states', async () => {
    const services = await makeServices(database, { clock: clockAt(ordinary) });
    const seen = new Set<string>();
    let count = 0;
    for (const email of ['youssef@example.nl', 'naima@example.nl', 'ruud@example.nl']) {
      const [{ id, organisation } = { id: '', organisation: '' }] = await database.sql<
        { id: string; organisation: string }[]
      >`select id, organisation_id as organisation from staff where email = ${email}`;
      const me = staffCtx(services, id, { roles: ['jongerenwerker'], team: null, organisation });
      const rows = await readReferrals(me);
      assert.ok(rows.length >= 4 && rows.some(({ isMine }) => isMine), `${email} has ${rows.length}`);
      count += rows.filter(({ source }) => source !== 'chat').length;
      for (const { status } of rows) seen.add(status.status);
    }
    const [{ forms } = { forms: 0 }] = await database.sql<{ forms: number }[]>`
      select count(*)::int as forms from referrals where source = 'form'`;
    assert.equal(count + forms, 30);
    // What came by the form has no organisation with an account: a coordinator sees it as sent.
    const states = ['appointment', 'geweest', 'niet-verschenen', 'excused', 'withdrawn', 'closed'];
    const others = ['invitation-expired', 'invitation-pending', 'handed-over'];
    assert.deepEqual([...seen].sort(), [...states, ...others].sort());
    const proposals = await database.sql`select state from referral_proposals order by state`;
    assert.deepEqual(
      proposals.map(({ state }) => state),
      ['agreed', 'proposed'],
    );
    assert.ok((await database.sql`select from referral_messages`).length >= 2);
    await services.close();
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
    await expectWorkAroundNow(Date.parse(ordinary));
    await load(ordinary);
    assert.deepEqual((await agenda()).toSorted(), first.toSorted());
  });
});
