import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import ICAL from 'ical.js';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { book } from '#server/booking/book.ts';
import { wipe } from '#server/booking/wipe.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { type Feed, openFeed } from '#server/calendar/openFeed.ts';
import { endFeed, makeFeed, readOwnCalendars, saveOwnCalendars } from '#server/calendar/ownCalendars.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { emptyCalendar } from '../support/emptyCalendar.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// The feed of a casemanager: what stands in it, whom it names, whether it changed, and when its address opens nothing.

let ground: RaceGround;
let noor: string;
let samira: string;
before(async () => {
  ground = await raceGround(0);
  const here = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, here, { firstName: 'Noor' });
  samira = await makeCasemanager(ground.db, here, { firstName: 'Samira' });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'staff_calendars', 'settings');
  await ground.sql`update staff set active = true, roles = '{casemanager}'`;
  ground.ctx.bus.say({ roster: true, agenda: [noor, samira] });
});

const staff = (id = noor) => staffCtx(ground.ctx, id);
/** A program on some computer of the internet. */
const program = (where = 'somewhere') => jongereCtx(ground.ctx, where);

async function tokenOf(id = noor): Promise<string> {
  const { feed } = await readOwnCalendars(staff(id));
  return /^\/kalender\/([\w-]{32})\.ics$/.exec(feed ?? '')?.[1] ?? assert.fail('expected a feed');
}
async function feedOf(id = noor): Promise<Feed> {
  const found = await openFeed(program(), await tokenOf(id));
  assert.ok(found.ok);
  return found;
}
const textOf = async (id = noor) => (await feedOf(id)).read();
const versionOf = async (id = noor) => (await feedOf(id)).version;
const eventsOf = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');

/** An afspraak with Noor. */
async function booked(time = '10:00') {
  const result = await book(ground.ctx, { ...request(time), casemanager: undefined });
  assert.ok(result.ok);
  const { id, casemanager } = result.appointment;
  if (casemanager.id !== noor) assert.ok((await handOver(staff(samira), id, { to: noor, version: 0 })).ok);
  return result.appointment;
}
const sequenceOf = async (id: string) => {
  const [row] = await ground.sql<{ sequence: number }[]>`select sequence from appointments where id = ${id}`;
  return row?.sequence ?? assert.fail('expected an afspraak');
};
async function allowNames() {
  const values = JSON.stringify({ namesInCalendars: true });
  await ground.sql`insert into settings (values) values (${values}::text::jsonb)`;
  ground.ctx.bus.say({ roster: true });
}

test('a feed has all that is booked from the first time on, with what calendars need to take over changes (11, 21)', async () => {
  const [first, second] = [await booked('10:00'), await booked('11:00')];
  await makeFeed(staff());
  const events = eventsOf(await textOf());
  assert.deepEqual(
    events.map((event) => event.getFirstPropertyValue('uid')),
    [uidOf(first.id), uidOf(second.id)],
  );
  for (const event of events) {
    assert.equal(String(event.getFirstPropertyValue('status')), 'CONFIRMED');
    assert.ok(Number(event.getFirstPropertyValue('sequence')) >= 0);
    const [stamp, modified] = ['dtstamp', 'last-modified'].map((name) => event.getFirstPropertyValue(name));
    assert.ok(stamp);
    assert.equal(String(stamp), String(modified));
    assert.match(String(stamp), /Z$/);
  }
});

test('its times are on the clock of the Netherlands, with the zone by its rules from 1970 (13, 14, 15, 16)', async () => {
  await booked('10:00');
  await makeFeed(staff());
  const text = await textOf();
  assert.match(text, /\r\nDTSTART;TZID=Europe\/Amsterdam:20261123T100000\r\n/);
  assert.match(text, /BEGIN:VTIMEZONE\r\nTZID:Europe\/Amsterdam\r\n/);
  assert.match(text, /DTSTART:19700329T020000[\s\S]+RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU/);
  assert.doesNotMatch(text, /RDATE|[^\r]\n/);
  // Properties of the calendar come before what is in it.
  assert.match(
    text,
    /^BEGIN:VCALENDAR\r\n(?:[A-Z-]+[:;].*\r\n)+BEGIN:VTIMEZONE\r\n[\s\S]+END:VTIMEZONE\r\nBEGIN:VEVENT\r\n/,
  );
  assert.ok(text.indexOf('REFRESH-INTERVAL;VALUE=DURATION:PT15M') < text.indexOf('BEGIN:VTIMEZONE'));
  const [zone] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vtimezone');
  const timezone = new ICAL.Timezone(zone);
  const start = ICAL.Time.fromData({ year: 2026, month: 11, day: 23, hour: 10 }, timezone);
  assert.equal(start.toJSDate().getTime(), Date.parse(at('10:00')));
  const summer = ICAL.Time.fromData({ year: 2027, month: 7, day: 1, hour: 10 }, timezone);
  assert.equal(summer.toJSDate().getTime(), Date.parse('2027-07-01T10:00:00+02:00'));
});

test('moved, cancelled and handed over, a calendar that subscribes ends as ours (10, 12, 20, 27)', async () => {
  const { id } = await booked('10:00');
  await makeFeed(staff());
  await makeFeed(staff(samira));
  const calendars = { noor: emptyCalendar(), samira: emptyCalendar() };
  const read = async () => {
    calendars.noor.subscribe(await textOf(noor));
    calendars.samira.subscribe(await textOf(samira));
    return [calendars.noor, calendars.samira].map((one) =>
      [...one.entries().values()].map(({ start }) => new Date(start).toISOString()),
    );
  };
  assert.deepEqual(await read(), [['2026-11-23T09:00:00.000Z'], []]);
  assert.ok((await moveForJongere(staff(), id, { start: at('14:00'), version: await sequenceOf(id) })).ok);
  assert.deepEqual(await read(), [['2026-11-23T13:00:00.000Z'], []]);
  assert.ok((await handOver(staff(), id, { to: samira, version: await sequenceOf(id) })).ok);
  assert.deepEqual(await read(), [[], ['2026-11-23T13:00:00.000Z']]);
  assert.ok((await cancelForJongere(staff(samira), id, { version: await sequenceOf(id) })).ok);
  assert.deepEqual(await read(), [[], []]);
  const [event] = eventsOf(await textOf(samira));
  assert.equal(String(event?.getFirstPropertyValue('status')), 'CANCELLED');
  assert.equal(String(event?.getFirstPropertyValue('transp')), 'TRANSPARENT');
  ground.clock.set('2026-11-28T10:00:00+01:00');
  assert.equal(eventsOf(await textOf(samira)).length, 0, 'a week later it is gone');
});

test('no jongere is an attendee, nor named, unless the gemeente and the casemanager both want that (19)', async () => {
  const { id } = await booked();
  await ground.sql`
    update appointments set modality = 'huisbezoek', visit_address = 'Laan 1, Den Haag', note = 'geheim', sequence = sequence + 1 where id = ${id}`;
  await makeFeed(staff());
  const shows = async () => {
    const text = (await textOf()).replaceAll('\r\n ', '');
    assert.doesNotMatch(text, /ATTENDEE|geheim|kort|example\.com|jongere\d/i);
    return [/Sam\b/.test(text), /Laan 1/.test(text)];
  };
  assert.deepEqual(await shows(), [false, false]);
  await saveOwnCalendars(staff(), { names: true, invitations: false });
  assert.deepEqual(await shows(), [false, false], 'the gemeente does not allow it');
  const before = await versionOf();
  await allowNames();
  assert.deepEqual(await shows(), [true, true]);
  assert.notEqual(await versionOf(), before, 'calendars take it over');
  await saveOwnCalendars(staff(), { names: false, invitations: false });
  assert.deepEqual(await shows(), [false, false]);
});

test('who is wiped is in no feed any more', async () => {
  const { id, token } = await booked();
  await makeFeed(staff());
  ground.clock.set('2026-11-24T10:00:00+01:00');
  assert.equal(eventsOf(await textOf()).length, 1);
  const before = await versionOf();
  assert.ok((await wipe(ground.ctx, token)).ok);
  assert.equal(eventsOf(await textOf()).length, 0);
  assert.notEqual(await versionOf(), before);
  assert.ok(id);
});

test('its version changes with whatever it shows, and with nothing else', async () => {
  const { id } = await booked();
  await makeFeed(staff());
  const text = await textOf();
  const before = await versionOf();
  ground.clock.advance(3_600_000);
  await ground.sql`update appointments set here_at = now(), note = 'x' where id = ${id}`;
  await book(ground.ctx, request('10:00'));
  assert.equal(await versionOf(), before);
  assert.equal(await textOf(), text, 'letter by letter');
  const seen = [before];
  const change = async (act: () => Promise<unknown>) => {
    await act();
    ground.ctx.bus.say({ roster: true });
    const version = await versionOf();
    assert.ok(!seen.includes(version));
    seen.push(version);
  };
  await change(async () =>
    moveForJongere(staff(), id, { start: at('15:00'), version: await sequenceOf(id) }),
  );
  await change(() => ground.sql`update locations set address = 'Elders 1'`);
  await change(() => booked('16:00'));
  await change(async () => cancelForJongere(staff(), id, { version: await sequenceOf(id) }));
});

test('a renewed or ended address opens nothing, like one that never was; who leaves has none when they come back', async () => {
  await makeFeed(staff());
  const old = await tokenOf();
  await makeFeed(staff());
  const now = await tokenOf();
  const notFound = { ok: false, error: 'not-found' };
  assert.notEqual(old, now);
  for (const token of [old, 'x'.repeat(32), 'kort', `${now}x`, ''])
    assert.deepEqual(await openFeed(program(), token), notFound, token);
  const [row] = await ground.sql`select token_hash as hash from staff_calendars where staff_id = ${noor}`;
  assert.equal(row?.hash, hashToken(now), 'the database holds no address');
  await endFeed(staff());
  assert.deepEqual(await openFeed(program(), now), notFound);
  assert.equal((await readOwnCalendars(staff())).feed, null);

  for (const gone of [ground.sql`active = false`, ground.sql`roles = '{beheerder}'`]) {
    await makeFeed(staff());
    const token = await tokenOf();
    assert.ok((await openFeed(program(), token)).ok);
    await ground.sql`update staff set ${gone} where id = ${noor}`;
    assert.deepEqual(await openFeed(program(), token), notFound);
    await ground.sql`update staff set active = true, roles = '{casemanager}' where id = ${noor}`;
    assert.deepEqual(await openFeed(program(), token), notFound);
  }
});

test('who guesses is held back, and a right address is answered all the same', async () => {
  await makeFeed(staff());
  const token = await tokenOf();
  const limits = createLimits(ground.clock, 'a secret of the test', true);
  const guesser = { ...program('a guesser'), limits };
  const guess = () => openFeed(guesser, 'x'.repeat(32));
  const errors = new Set<string>();
  for (let i = 0; i < 400; i++) {
    const result = await guess();
    if (!result.ok) errors.add(result.error);
    if (errors.has('too-many')) break;
  }
  assert.deepEqual([...errors], ['not-found', 'too-many']);
  assert.ok((await openFeed(guesser, token)).ok);
});

test('a feed that is read is in the audit log once a day, and its owner sees that it was', async () => {
  await booked();
  await makeFeed(staff());
  const noted: unknown[] = [];
  const ctx = { ...program(), audit: { ...ground.ctx.audit, add: (row: unknown) => void noted.push(row) } };
  const read = async () => {
    const found = await openFeed(ctx, await tokenOf());
    assert.ok(found.ok);
    await found.read();
  };
  assert.equal((await readOwnCalendars(staff())).readOn, null);
  await read();
  await read();
  assert.equal(noted.length, 1);
  assert.deepEqual(
    noted.map((row) => row && typeof row === 'object' && { ...row, at: '', network: null }),
    [
      {
        at: '',
        kind: 'exported',
        action: 'calendar.feed',
        objectKind: 'agenda',
        objectId: noor,
        result: 'done',
        reason: null,
        actor: 'system',
        staffId: null,
        session: null,
        network: null,
        door: ctx.door,
        times: 1,
        trace: null,
      },
    ],
  );
  assert.equal((await readOwnCalendars(staff())).readOn, '2026-11-20');
  ground.clock.set('2026-11-21T09:00:00+01:00');
  await read();
  assert.equal(noted.length, 2);
});
