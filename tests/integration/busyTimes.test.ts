import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readDays } from '#server/agenda/readDays.ts';
import { book } from '#server/booking/book.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { addLink } from '#server/calendar/busy/addLink.ts';
import { forgetBusyTimes } from '#server/calendar/busy/forgetBusyTimes.ts';
import { readDueCalendars } from '#server/calendar/busy/readDue.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { readSource } from '#server/calendar/busy/readSource.ts';
import { type CalendarSource, readSources } from '#server/calendar/busy/readSources.ts';
import { removeSource } from '#server/calendar/busy/removeSource.ts';
import { saveSource } from '#server/calendar/busy/saveSource.ts';
import { addLinkSchema } from '#server/calendar/busy/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { readToday } from '#server/today/readToday.ts';
import { calendarsStep } from '../../src/calendars/calendarsStep.ts';
import { stepTaker } from '../support/asked.ts';
import { openCalendarHost, testReach } from '../support/calendarHost.ts';
import { calendarText } from '../support/calendarText.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { at, isFree, type RaceGround, raceGround, request, tally } from '../support/raceGround.ts';

let ground: RaceGround;
let host: Awaited<ReturnType<typeof openCalendarHost>>;
/** Two processes on one database. */
let one: Ctx;
let other: Ctx;
let noor = '';
before(async () => {
  ground = await raceGround(0);
  host = await openCalendarHost();
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }]);
  const services = () => makeServices(ground, { clock: ground.clock, reach: testReach() });
  one = staffCtx(await services(), noor);
  other = staffCtx(await services(), noor);
  ground.ctx.bus.say({ roster: true });
});
after(async () => {
  await Promise.all([one.close(), other.close()]);
  await ground.close();
  await host.close();
});
beforeEach(async () => {
  await ground.sql`delete from calendar_sources`;
  await emptyTables(ground.sql, 'appointments', 'history');
  ground.clock.set('2026-11-20T10:00:00+01:00');
  host.asked.length = 0;
  host.answer = (_, res) => res.end(calendarText([dentist]));
});

/** Monday from ten to a quarter to eleven. */
const dentist = [
  'DTSTART;TZID=Europe/Amsterdam:20261123T100000',
  'DURATION:PT45M',
  'SUMMARY:Tandarts geheim',
];
const serve = (...events: (readonly string[])[]) => {
  host.answer = (_, res) => res.end(calendarText(events));
};

async function add(ctx = one, path = ''): Promise<string> {
  const input = addLinkSchema.parse({
    link: host.url + path,
    name: '',
    counts: ['tentative', 'all-day'],
  });
  const added = await addLink(ctx, input);
  assert.ok(added.ok, JSON.stringify(added));
  return added.id;
}

async function source(): Promise<CalendarSource> {
  const [found] = await readSources(one);
  assert.ok(found);
  return found;
}

/** After so many minutes, as the job does it. */
async function later(minutes: number, ctx = one): Promise<void> {
  ground.clock.advance(minutes * 60_000);
  await readDueCalendars(ctx);
}

const kept = () =>
  ground.sql`select lower(during) as from, upper(during) as until from busy_times order by during`;

test('an appointment of the casemanager themselves takes the time away, and gives it back when it goes', async () => {
  assert.equal(await isFree(ground, '10:00'), true);
  await readNow(one, await add());
  assert.equal(await isFree(ground, '10:00'), false);
  assert.equal(await isFree(ground, '09:30'), true);
  assert.equal(await isFree(ground, '10:45'), true);
  assert.deepEqual(
    [await isFree(ground, '10:45', 'lang'), await isFree(ground, '11:00', 'lang')],
    [false, true],
  );
  const why = async (time: string) => {
    const refused = await book(ground.ctx, request(time));
    return refused.ok || refused.error !== 'taken' ? null : refused.reason;
  };
  assert.equal(await why('10:30'), 'elsewhere');
  assert.deepEqual(tally([await book(ground.ctx, request('09:30'))]), { ok: 1 });
  assert.equal(await why('09:30'), 'busy', 'by an afspraak');

  serve([...dentist.slice(1), 'DTSTART;TZID=Europe/Amsterdam:20261123T140000']);
  await later(12);
  assert.equal(await isFree(ground, '10:00'), true, 'moved');
  assert.equal(await isFree(ground, '14:00'), false);
  serve();
  await later(12);
  assert.equal(await isFree(ground, '14:00'), true, 'gone');
});

test('what was kept free of others is remembered no longer than until the calendar says so, in every process', async () => {
  const { topics } = await other.roster.current();
  const topic = topics.find(({ id }) => id === 'kort');
  assert.ok(topic);
  const { findSlots } = await import('#server/availability/findSlots.ts');
  const free = async (ctx: Ctx) =>
    (await findSlots(ctx, { topic, from: '2026-11-23', to: '2026-11-23' })).some(
      ({ start }) => start === Date.parse(at('10:00')),
    );
  assert.equal(await free(other), true);
  const heard = new Promise<void>((resolve) =>
    other.bus.subscribe((change) => change?.agenda?.includes(noor) && resolve()),
  );
  await readNow(one, await add());
  assert.equal(await free(one), false);
  await heard;
  assert.equal(await free(other), false);
});

test('an afspraak that was written into Outlook by Graph makes nobody busy by a link to that calendar', async () => {
  const made = await book(ground.ctx, request('10:00'));
  assert.ok(made.ok);
  await ground.sql`
    with source as (
      insert into calendar_sources (id, casemanager_id, kind, host, sealed, link_hash, counts_tentative, counts_all_day, added_at, next_at)
      values (gen_random_uuid(), ${noor}, 'graph', 'Microsoft 365', 'x', ${hashToken('x')}, true, true, '2026-11-20', '2100-01-01') returning id
    ), writer as (
      insert into calendar_writers (source_id, is_on, next_at, look_at)
      select id, true, '2100-01-01', '2100-01-01' from source returning source_id
    )
    insert into calendar_entries (source_id, appointment_id) select source_id, ${made.appointment.id} from writer`;
  const uid = 'UID:040000008200E00074C5B7101A82E00800000000C0FFEE00';
  serve(
    [uid, 'DTSTART;TZID=Europe/Amsterdam:20261123T100000', 'DURATION:PT30M'],
    [`${uid}01`, ...dentist.slice(1), 'DTSTART:20261123T140000Z'],
  );
  await readNow(one, await add());
  const starts = (await kept()).map(({ from }) => new Date(from).toISOString());
  assert.deepEqual(starts, ['2026-11-23T14:00:00.000Z']);
});

test('a booking sees it under its lock, also when it came in after the first look', async () => {
  const id = await add();
  const waits = async () =>
    (await ground.sql`select from pg_locks where locktype = 'advisory' and not granted`).length > 0;
  const booking = await ground.sql.begin(async (tx) => {
    await lockForBooking(tx, { days: [{ casemanagerId: noor, date: '2026-11-23' }] });
    const result = book(ground.ctx, request('10:00'));
    while (!(await waits())) await new Promise((resolve) => setImmediate(resolve));
    await readNow(one, id);
    return { result };
  });
  assert.deepEqual(tally([await booking.result]), { taken: 1 });
});

test('only free or busy is kept: no word of an event, and of the link only its host', async () => {
  const id = await add(one, '?token=heel-geheim');
  await readNow(one, id);
  assert.deepEqual(
    (await kept()).map(({ from, until }) => [Date.parse(from), Date.parse(until)]),
    [[Date.parse(at('10:00')), Date.parse(at('10:45'))]],
  );
  const [row] = await ground.sql`select * from calendar_sources`;
  assert.doesNotMatch(JSON.stringify(row), /geheim|Tandarts|agenda\.ics/i);
  assert.equal(row?.host, 'agenda.test');
  const shown = await source();
  assert.doesNotMatch(JSON.stringify(shown), /geheim|agenda\.ics/);
  assert.deepEqual(
    [shown.host, shown.busy, shown.fault, shown.goodAt],
    ['agenda.test', 1, null, ground.clock.now()],
  );
  const history = await ground.sql`select what, details from history order by id`;
  assert.deepEqual(
    history.map(({ what, details }) => [what, details]),
    [['calendar-added', { source: id }]],
  );
});

test('the own agenda and that of a colleague show that somebody is busy, within their hours, and nothing is booked there', async () => {
  serve(dentist, ['DTSTART:20261123T190000Z', 'DURATION:PT1H']);
  await readNow(one, await add());
  const found = await readDays(one, { from: '2026-11-23', to: '2026-11-23' });
  assert.ok(found.ok);
  const [day] = found.days;
  assert.deepEqual(day?.elsewhere, [{ start: Date.parse(at('10:00')), end: Date.parse(at('10:45')) }]);
  assert.ok(
    day?.free.every(({ start, end }) => end <= Date.parse(at('10:00')) || start >= Date.parse(at('10:45'))),
  );
});

test('while reading fails the last good copy counts; why, and how old it is, is said, loudly after a day', async () => {
  const id = await add();
  await readNow(one, id);
  const good = ground.clock.now();
  host.answer = (_, res) => res.end('<html>Aanmelden</html>');
  await later(12);
  assert.deepEqual(
    [(await source()).fault, (await source()).goodAt, (await source()).isStale],
    ['web-page', good, false],
  );
  assert.equal(await isFree(ground, '10:00'), false);
  const before = host.asked.length;
  await later(8);
  assert.equal(host.asked.length, before, 'asked less and less');
  for (let hour = 0; hour < 25; hour += 1) await later(60);
  assert.equal((await source()).isStale, true);
  assert.ok(host.asked.length - before < 12, `${host.asked.length - before} times in a day`);
  assert.equal(await isFree(ground, '10:00'), false, 'it counts all the same');
  serve(dentist);
  await later(7 * 60);
  assert.deepEqual([(await source()).fault, (await source()).isStale], [null, false]);
});

test('half a calendar, or one that cannot be reached, takes nothing away of what we have', async () => {
  await readNow(one, await add());
  const text = calendarText([]);
  for (const answer of [
    (res: { end(text: string): void }) => res.end(text.slice(0, 40)),
    (res: { end(text: string): void; destroy(): void }) => res.destroy(),
  ]) {
    host.answer = (_, res) => answer(res);
    ground.clock.advance(60 * 60_000);
    await readNow(one, (await source()).id);
    assert.notEqual((await source()).fault, null);
    assert.equal((await kept()).length, 1);
  }
});

test('an unchanged calendar is not read again, until the days ahead need more of it, or what counts changed', async () => {
  const daily = ['DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'];
  const full: string[] = [];
  host.answer = (req, res) => {
    if (req.headers['if-none-match'] === '"een"') return void res.writeHead(304).end();
    full.push('');
    res
      .setHeader('etag', '"een"')
      .end(
        calendarText([
          daily,
          ['DTSTART:20261123T120000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', 'STATUS:TENTATIVE'],
        ]),
      );
  };
  const id = await add();
  await readNow(one, id);
  const rows = (await kept()).length;
  for (let times = 0; times < 5; times += 1) await later(12);
  assert.deepEqual([full.length, host.asked.length, (await kept()).length], [1, 6, rows]);
  assert.equal((await source()).goodAt, ground.clock.now(), 'as good as new');
  await later(17 * 24 * 60);
  assert.equal(full.length, 2, 'the copy does not reach the horizon any more');
  const both = (await kept()).length;
  assert.ok((await saveSource(one, id, { name: 'Privé', countsTentative: false, countsAllDay: true })).ok);
  await readNow(one, id);
  assert.equal(full.length, 3);
  assert.equal((await kept()).length, both / 2);
});

test('two processes that come at once read a calendar once; that of one that was killed is free again', async () => {
  await add();
  await Promise.all([readDueCalendars(one), readDueCalendars(other)]);
  assert.equal(host.asked.length, 1);
  ground.clock.advance(12 * 60_000);
  // One takes it, and is killed before it is done. It asks once: a further question of its own may come when all is free again.
  host.answer = () => {};
  const hanging = readSource(one, { due: true });
  while (host.asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
  serve();
  await readDueCalendars(other);
  assert.equal(host.asked.length, 2, 'others wait for it');
  ground.clock.advance(2 * 60_000);
  await readDueCalendars(other);
  assert.equal(host.asked.length, 3);
  assert.equal((await kept()).length, 0);
  host.asked[1]?.socket.destroy();
  await hanging;
  assert.equal((await source()).fault, null, 'what comes of the first is not taken any more');
});

test('what is removed while it is read stays away', async () => {
  const id = await add();
  let answerNow = () => {};
  host.answer = (_, res) => {
    answerNow = () => void res.end(calendarText([dentist]));
  };
  const reading = readNow(one, id);
  while (host.asked.length < 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok((await removeSource(one, id)).ok);
  answerNow();
  assert.deepEqual(await reading, { ok: true, kind: 'none' });
  assert.equal((await kept()).length, 0);
});

test('nobody has more than five, one twice, or gets at those of somebody else', async () => {
  const samira = staffCtx(one, await makeCasemanager(ground.db, [], { firstName: 'Samira' }));
  const id = await add();
  const again = addLinkSchema.parse({ link: host.url, name: '', counts: ['tentative', 'all-day'] });
  assert.deepEqual(await addLink(one, again), { ok: false, error: 'known' });
  for (let more = 1; more < 5; more += 1) await add(one, `?${more}`);
  assert.deepEqual(await addLink(one, { ...again, link: `${host.url}?6` }), { ok: false, error: 'too-many' });
  assert.deepEqual(await addLink(one, { ...again, link: 'http://elders.test/' }), {
    ok: false,
    error: 'not-https',
  });
  assert.deepEqual(await readSources(samira), []);
  const notFound = { ok: false, error: 'not-found' };
  assert.deepEqual(await readNow(samira, id), notFound);
  assert.deepEqual(await removeSource(samira, id), notFound);
  assert.deepEqual(await removeSource(one, 'geen id'), notFound);
  assert.deepEqual(
    await saveSource(samira, id, { name: null, countsTentative: true, countsAllDay: true }),
    notFound,
  );
});

test('what is busy is forgotten a week after, and the calendars of who left within the hour', async () => {
  await readNow(one, await add());
  ground.clock.set('2026-11-30T10:44:00+01:00');
  await forgetBusyTimes(one);
  assert.equal((await kept()).length, 1);
  ground.clock.set('2026-11-30T10:45:00+01:00');
  await forgetBusyTimes(one);
  assert.equal((await kept()).length, 0);
  await ground.sql`update staff set active = false where id = ${noor}`;
  await readDueCalendars(one);
  assert.equal(host.asked.length, 1, 'and not read any more');
  await forgetBusyTimes(one);
  await ground.sql`update staff set active = true where id = ${noor}`;
  assert.deepEqual(await readSources(one), []);
});

test('an afspraak at a time at which the calendar says busy is shown to its casemanager, and stays; so is a calendar that is old', async () => {
  assert.ok((await book(ground.ctx, request('10:30'))).ok);
  await readNow(one, await add());
  const toDo = async () =>
    (await readToday(one)).toDo.map((row) => [row.kind, 'start' in row ? row.start : null]);
  assert.deepEqual(await toDo(), [['elsewhere', Date.parse(at('10:30'))]]);
  assert.equal((await ground.sql`select from appointments where status = 'booked'`).length, 1);
  host.answer = (_, res) => res.writeHead(404).end();
  await later(23 * 60);
  assert.deepEqual((await toDo()).length, 1);
  await later(2 * 60);
  assert.deepEqual(
    (await toDo()).map(([kind]) => kind),
    ['stale-calendar', 'elsewhere'],
  );
});

test('a link that was sealed under another secret is said to need adding again', async () => {
  const id = await add();
  await ground.sql`update calendar_sources set sealed = 'x'`;
  assert.deepEqual(await readNow(one, id), { ok: true, kind: 'failed', fault: 'sealed' });
  assert.equal(host.asked.length, 0);
});

test('a calendar of years with five thousand events is read while others go on', async () => {
  const many = Array.from({ length: 2500 }, (_, index) => [
    `DTSTART;TZID=W. Europe Standard Time:2026${String(1 + (index % 12)).padStart(2, '0')}02T0${index % 9}0000`,
    'DURATION:PT30M',
    'RRULE:FREQ=WEEKLY;COUNT=50',
    `DESCRIPTION:${'x'.repeat(1000)}`,
  ]);
  serve(...many);
  const id = await add();
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  assert.deepEqual(await readNow(one, id), { ok: true, kind: 'read' });
  clearInterval(timer);
  assert.ok(longest < 1000, `the main loop stood still for ${Math.round(longest)} ms`);
});

test('the page adds a link and says at once what is wrong with it, opens its settings, and takes it away', async () => {
  const sessionId = hashToken(await one.sessions.begin(noor));
  const { take, shown } = stepTaker(() => ({ ctx: one, sessionId }));
  const path = '/medewerker/agendas';
  const send = (form: Record<string, string>) => take(calendarsStep, { path, form });
  const show = (query = '') => shown(calendarsStep, { path: `${path}${query}` });
  host.answer = (_, res) => res.end('<html>');
  const added = await send({
    act: 'add-calendar',
    calendarLink: host.url,
    calendarName: 'Privé',
    counts: 'all-day',
  });
  assert.deepEqual(added, {
    kind: 'redirect',
    to: '/medewerker/agendas?done=calendar-added-failed',
  });
  const [made] = (await show()).page.busy.sources;
  assert.ok(made);
  assert.deepEqual(
    [made.name, made.fault, made.countsTentative, made.countsAllDay],
    ['Privé', 'web-page', false, true],
  );
  assert.deepEqual((await show(`?calendar=${made.id}`)).page.busy.fields, {
    link: '',
    name: 'Privé',
    counts: ['all-day'],
  });

  for (const link of ['', 'geen link', 'ftp://agenda.test', 'https://u:p@agenda.test/', host.url]) {
    const refused = await send({
      act: 'add-calendar',
      calendarLink: link,
      calendarName: '',
      counts: 'tentative',
    });
    assert.ok(refused.kind === 'redirect', link);
    const again = await show(new URL(refused.to, 'http://x').search);
    assert.equal(again.status, 422);
    assert.ok(again.page.busy.errors.of.calendarLink, link);
    assert.deepEqual(again.page.busy.fields, { link, name: '', counts: ['tentative'] });
  }
  assert.deepEqual(await send({ act: 'iets' }), { kind: 'nothing', status: 400 });
  const readAgain = () => send({ act: 'read-calendar', calendar: made.id });
  const saying = (done: string) => ({ kind: 'redirect', to: `/medewerker/agendas?done=${done}` });
  assert.deepEqual(await readAgain(), saying('calendar-just-read'));
  ground.clock.advance(60_000);
  assert.deepEqual(await readAgain(), saying('calendar-read-failed'));
  serve(dentist);
  ground.clock.advance(60_000);
  assert.deepEqual(await readAgain(), saying('calendar-read'));
  assert.equal((await source()).busy, 1);
  await send({ act: 'save-calendar', calendar: made.id, calendarName: '', counts: 'tentative' });
  assert.deepEqual([(await source()).name, (await source()).countsTentative], [null, true]);
  await send({ act: 'remove-calendar', calendar: made.id });
  assert.deepEqual((await show()).page.busy.sources, []);
});
