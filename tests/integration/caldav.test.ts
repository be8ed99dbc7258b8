import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener } from 'node:http';
import { after, test } from 'node:test';
import { handOver } from '#server/agenda/handOver.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { chooseCalendars } from '#server/calendar/busy/chooseCalendars.ts';
import { connect } from '#server/calendar/busy/connect.ts';
import { forgetBusyTimes } from '#server/calendar/busy/forgetBusyTimes.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { readSources } from '#server/calendar/busy/readSources.ts';
import { connectSchema } from '#server/calendar/busy/schema.ts';
import { signInAgain } from '#server/calendar/busy/signInAgain.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { saveOwnCalendars } from '#server/calendar/ownCalendars.ts';
import { disconnect } from '#server/calendar/written/disconnect.ts';
import { readWriters } from '#server/calendar/written/readWriters.ts';
import { writeDueCalendars } from '#server/calendar/written/writeDue.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { calendarsStep } from '../../src/calendars/calendarsStep.ts';
import { stepTaker } from '../support/asked.ts';
import { caldavGround, people, type Who } from '../support/caldavGround.ts';
import { calendarText } from '../support/calendarText.ts';
import { at, isFree, request } from '../support/raceGround.ts';

// Calendars by CalDAV, on a real server of it: what stands there is read by another library than the one that wrote it.

const caldav = await caldavGround();
after(() => caldav.close());
const { ground, ids, as, other, server } = caldav;
const {
  connected,
  choose,
  source,
  booked,
  versionOf,
  allowNames,
  turn,
  standing,
  standsAsOurs,
  writer,
  puts,
  only,
} = caldav;

test('what is there already comes, and each change after it: booked, moved twice, handed over, cancelled, across a change of the clock', async () => {
  ground.clock.set('2027-03-24T10:00:00+01:00');
  const on = (day: number, time: string) => `2027-03-${day}T${time}:00+0${day > 27 ? 2 : 1}:00`;
  const bookOn = async (start: string) => {
    const result = await book(ground.ctx, { ...request('09:00'), start });
    assert.ok(result.ok, JSON.stringify(result));
    return result.appointment;
  };
  await bookOn(on(25, '09:00'));
  await bookOn(on(25, '09:00'));
  await connected();
  await connected('samira');
  await turn();
  assert.deepEqual([await standsAsOurs(), await standsAsOurs('samira')], [1, 1]);

  const { id, token, casemanager } = await bookOn(on(26, '11:00'));
  await turn();
  await move(ground.ctx, token, { start: on(29, '11:00') });
  await turn();
  await move(ground.ctx, token, { start: on(30, '09:30') });
  await turn();
  const [mine, theirs]: Who[] = casemanager.id === ids.noor ? ['noor', 'samira'] : ['samira', 'noor'];
  assert.ok(mine && theirs);
  assert.deepEqual([await standsAsOurs(mine), await standsAsOurs(theirs)], [2, 1]);
  assert.equal((await standing(mine)).get(uidOf(id))?.start, Date.parse(on(30, '09:30')));

  const given = await handOver(as[mine], id, { version: await versionOf(id), to: ids[theirs], message: '' });
  assert.ok(given.ok);
  await turn();
  assert.deepEqual([await standsAsOurs(mine), await standsAsOurs(theirs)], [1, 2]);
  await cancel(ground.ctx, token);
  await turn();
  assert.deepEqual([await standsAsOurs(mine), await standsAsOurs(theirs)], [1, 1]);

  server.asked.length = 0;
  await turn();
  assert.deepEqual(server.asked, [], 'nothing changed, so nothing is asked');
});

test('the names of jongeren stay out of it unless the gemeente and its casemanager want them there', async () => {
  await booked('10:00');
  await connected();
  await turn();
  const titles = async () => [...(await standing()).values()].map(({ summary }) => summary);
  assert.doesNotMatch((await titles()).join(), /Sam\b/);
  await allowNames(true);
  await saveOwnCalendars(as.noor, { names: true, invitations: false });
  await turn(12 * 60);
  assert.match((await titles()).join(), /Sam\b/);
  await allowNames(false);
  await turn(12 * 60);
  assert.doesNotMatch((await titles()).join(), /Sam\b/);
});

test('busy time of a rule with an exception takes times away; ours, what is free and what was declined take none', async () => {
  const put = (name: string, ...lines: string[]) =>
    server.ask(people.noor, 'PUT', `/noor/prive/${name}.ics`, calendarText([[`UID:${name}`, ...lines]]));
  await ground.sql`update staff set active = false where id = ${ids.samira}`;
  ground.ctx.bus.say({ roster: true });
  const zone = 'TZID=Europe/Amsterdam';
  await put(
    'les',
    `DTSTART;${zone}:20261102T100000`,
    'DURATION:PT45M',
    'RRULE:FREQ=WEEKLY',
    `EXDATE;${zone}:20261130T100000`,
  );
  await put('vrij', `DTSTART;${zone}:20261123T130000`, 'DURATION:PT1H', 'TRANSP:TRANSPARENT');
  await booked('14:00');
  const id = await connected();
  await choose(id, { write: 'Prive', busy: ['Prive'] });
  await turn();
  assert.deepEqual(await readNow(as.noor, id), { ok: true, kind: 'read' });
  assert.deepEqual([await isFree(ground, '10:00'), await isFree(ground, '13:00')], [false, true]);
  const busy = await ground.sql`select lower(during) as start from busy_times order by during`;
  const starts = busy.map(({ start }) => new Date(start).toISOString());
  assert.ok(starts.includes('2026-11-23T09:00:00.000Z') && starts.includes('2026-12-07T09:00:00.000Z'));
  assert.ok(!starts.includes('2026-11-30T09:00:00.000Z'), 'the exception');
  assert.ok(!starts.includes('2026-11-23T13:00:00.000Z'), 'ours that came back');

  server.asked.length = 0;
  ground.clock.advance(60_000);
  assert.deepEqual(await readNow(as.noor, id), { ok: true, kind: 'read' });
  assert.deepEqual(
    server.asked.map(({ method }) => method),
    ['PROPFIND'],
    'unchanged',
  );
  await server.ask(people.noor, 'DELETE', '/noor/prive/les.ics');
  ground.clock.advance(60_000);
  await readNow(as.noor, id);
  assert.equal(await isFree(ground, '10:00'), true);
  await ground.sql`update staff set active = true where id = ${ids.samira}`;
  ground.ctx.bus.say({ roster: true });
});

test('what its owner changed or deleted there is put back within ten minutes, and theirs is left alone', async () => {
  const { id } = await booked('10:00');
  await connected();
  await server.ask(
    people.noor,
    'PUT',
    '/noor/werk/eigen.ics',
    calendarText([['UID:eigen', 'DTSTART:20261123T080000Z', 'DURATION:PT1H']]),
  );
  await turn();
  const path = `/noor/werk/${uidOf(id).replace('@', '-')}.ics`;
  const ours = await server.ask(people.noor, 'GET', path);
  const dragged = ours
    .replace(/DTSTART;TZID.*/, 'DTSTART:20261123T150000Z')
    .replace(/DTEND;TZID.*/, 'DTEND:20261123T153000Z');
  await server.ask(people.noor, 'PUT', path, dragged);
  await turn();
  assert.equal((await standing()).get(uidOf(id))?.start, Date.parse('2026-11-23T15:00Z'), 'not at once');
  await turn(12 * 60);
  assert.equal((await standing()).get(uidOf(id))?.start, Date.parse(at('10:00')));
  await server.ask(people.noor, 'DELETE', path);
  await turn(12 * 60);
  assert.deepEqual([...(await standing()).keys()].toSorted(), [uidOf(id), 'eigen'].toSorted());
  server.asked.length = 0;
  await turn(12 * 60);
  assert.deepEqual([puts(), server.asked.length], [0, 1], 'one look, and no loop');
});

test('who is killed between writing and noting it down leaves no second entry, and none that stays', async () => {
  const { token } = await booked('10:00');
  await connected();
  // The server has it, and we never hear so.
  server.answer = only(
    ({ method }) => method === 'PUT',
    (req, res) => {
      const answer = Object.assign(Object.create(res), {
        writeHead: () => answer,
        write: () => true,
        end: () => res.destroy(),
      });
      server.pass(req, answer);
    },
  );
  await turn();
  assert.equal((await standing()).size, 1);
  assert.deepEqual([(await writer())?.fault, (await writer())?.entries], ['unreachable', 0]);
  // Moved meanwhile, and cancelled before it was ever noted.
  server.answer = null;
  await move(ground.ctx, token, { start: at('12:00') });
  await turn(120);
  assert.equal(await standsAsOurs(), 1);
  await ground.sql`update calendar_entries set sequence = null, version = null, mark = null`;
  await cancel(ground.ctx, token);
  await turn();
  assert.equal(await standsAsOurs(), 0);
});

test('two processes write one after another, and one that lost its turn writes nothing down', async () => {
  const { token } = await booked('10:00');
  await connected();
  let holdsFirst = () => {};
  server.answer = only(
    ({ method }) => method === 'PUT',
    (req, res) => {
      server.answer = null;
      holdsFirst = () => server.pass(req, res);
    },
  );
  ground.clock.advance(10_000);
  const first = writeDueCalendars(as.noor);
  while (puts() === 0) await new Promise((resolve) => setImmediate(resolve));
  await writeDueCalendars(other);
  assert.equal(puts(), 1, 'it waits for the other');
  ground.clock.advance(100_000);
  await move(ground.ctx, token, { start: at('12:00') });
  await writeDueCalendars(other);
  assert.equal(await standsAsOurs(), 1);
  holdsFirst();
  await first;
  assert.equal((await writer())?.entries, 1);
  // It came late and wrote over the newer one: the next look sees that.
  await turn(12 * 60);
  assert.equal(await standsAsOurs(), 1);
});

test('a server that is down, slow, full, odd or says no is tried less and less, and all is there when it is back', async () => {
  await booked('10:00');
  await connected();
  const says =
    (status: number, headers: Record<string, string> = {}): RequestListener =>
    (_, res) =>
      res.writeHead(status, headers).end('<html>nee</html>');
  const isPut = ({ method }: IncomingMessage) => method === 'PUT';
  const faults: [string, RequestListener][] = [
    ['unreachable', (req) => req.socket.destroy()],
    ['trouble', says(500)],
    ['trouble', says(503, { 'retry-after': '30' })],
    ['trouble', says(429, { 'retry-after': '30' })],
    ['sign-in', says(401)],
    ['read-only', only(isPut, says(403))],
    ['full', only(isPut, says(507))],
    ['gone', only(isPut, says(404))],
    ['redirects', (req, res) => res.writeHead(307, { location: req.url }).end()],
    ['private-address', (_, res) => res.writeHead(307, { location: 'https://169.254.169.254/' }).end()],
    ['not-https', (_, res) => res.writeHead(307, { location: 'http://elders.test/' }).end()],
  ];
  for (const [fault, answer] of faults) {
    server.answer = answer;
    await turn(7 * 3600);
    assert.deepEqual([(await writer())?.fault, (await writer())?.entries], [fault, 0]);
  }
  const before = server.asked.length;
  for (let minutes = 0; minutes < 180; minutes += 5) await turn(300);
  assert.ok(server.asked.length - before <= 10, `${server.asked.length - before} in three hours`);
  server.answer = null;
  await turn(7 * 3600);
  assert.equal((await writer())?.fault, null);
  assert.equal(await standsAsOurs(), 1);
});

test('while reading fails what we have counts; a web page, half an answer and a refusal are said in a word', async () => {
  const id = await connected();
  await server.ask(
    people.noor,
    'PUT',
    '/noor/prive/les.ics',
    calendarText([['UID:les', 'DTSTART:20261123T090000Z', 'DURATION:PT1H']]),
  );
  ground.clock.advance(60_000);
  await readNow(as.noor, id);
  const faults: [string, RequestListener][] = [
    ['web-page', (_, res) => res.setHeader('content-type', 'text/html').end('<html>Aanmelden')],
    ['no-calendar', (_, res) => res.setHeader('content-type', 'text/xml').end('<geen>')],
    ['no-calendar', (_, res) => res.setHeader('content-type', 'text/plain').end('BEGIN:VCALENDAR')],
    ['trouble', (_, res) => res.writeHead(502).end()],
    ['gone', (_, res) => res.writeHead(404).end()],
    [
      'unreachable',
      (_, res) => {
        res.writeHead(207, { 'content-type': 'text/xml', 'content-length': '10000' }).write('<multistatus');
        setImmediate(() => res.destroy());
      },
    ],
  ];
  for (const [fault, answer] of faults) {
    server.answer = answer;
    ground.clock.advance(60_000);
    assert.deepEqual(await readNow(as.noor, id), { ok: true, kind: 'failed', fault });
    assert.equal((await source()).busy, 1, fault);
  }
});

test('a password that was changed is said, and with the new one all goes on', async () => {
  const id = await connected();
  await server.setPasswords([{ user: 'noor', password: 'nieuw' }, people.samira]);
  await booked('10:00');
  await turn();
  ground.clock.advance(60_000);
  await readNow(as.noor, id);
  assert.deepEqual([(await source()).fault, (await writer())?.fault], ['sign-in', 'sign-in']);
  const wrong = await signInAgain(as.noor, id, { password: 'ook fout' });
  assert.deepEqual(wrong, { ok: false, error: 'refused', fault: 'sign-in' });
  assert.deepEqual(await signInAgain(as.samira, id, { password: 'nieuw' }), {
    ok: false,
    error: 'not-found',
  });
  assert.ok((await signInAgain(as.noor, id, { password: 'nieuw' })).ok);
  await turn();
  await readNow(as.noor, id);
  assert.deepEqual([(await source()).fault, (await writer())?.fault], [null, null]);
  const text = await server.ask({ user: 'noor', password: 'nieuw' }, 'GET', '/noor/werk/');
  assert.match(text, /BEGIN:VEVENT/);
});

test('the password is sealed, in no log and no answer; nobody connects for somebody else, or one thing twice', async () => {
  const id = await connected();
  const [row] = await ground.sql`select * from calendar_sources`;
  assert.doesNotMatch(JSON.stringify(row), /geheim|noor\/|werk/i);
  assert.doesNotMatch(JSON.stringify(await source()), /geheim|sealed|\/noor\//);
  const input = connectSchema.parse({ server: server.url, ...people.noor, name: '' });
  assert.deepEqual(await connect(as.noor, input), { ok: false, error: 'known' });
  assert.deepEqual(await connect(as.noor, { ...input, server: 'http://elders.test/' }), {
    ok: false,
    error: 'not-https',
  });
  assert.deepEqual(await connect(as.noor, { ...input, password: 'fout' }), {
    ok: false,
    error: 'refused',
    fault: 'sign-in',
  });
  assert.deepEqual(await readSources(as.samira), []);
  assert.deepEqual(await readWriters(as.samira), []);
  const notFound = { ok: false, error: 'not-found' };
  assert.deepEqual(await chooseCalendars(as.samira, id, { busy: [], write: null }), notFound);
  assert.deepEqual(await disconnect(as.samira, id), notFound);
  assert.deepEqual(await chooseCalendars(as.noor, id, { busy: ['niet'], write: null }), {
    ok: false,
    error: 'unknown-calendar',
  });
});

test('another calendar, or none, takes out of the first what was written there', async () => {
  await booked('10:00');
  const id = await connected();
  await turn();
  await choose(id, { write: 'Prive', busy: [] });
  await turn();
  assert.deepEqual([(await standing()).size, await standsAsOurs('noor', 'prive')], [0, 1]);
  await choose(id, { write: null, busy: [] });
  await turn();
  assert.deepEqual([(await standing()).size, (await standing('noor', 'prive')).size], [0, 0]);
  await booked('11:00');
  await turn();
  assert.equal((await standing('noor', 'prive')).size, 0);
});

test('disconnecting takes out what is to come, leaves what was, and says what it could not take out', async () => {
  await booked('10:00');
  ground.clock.set('2026-11-23T11:00:00+01:00');
  await booked('14:00');
  await booked('15:00');
  const id = await connected();
  await turn();
  assert.equal((await standing()).size, 3);
  assert.deepEqual(await disconnect(as.noor, id), { ok: true, left: 0 });
  const left = [...(await standing()).values()].map(({ start }) => start);
  assert.deepEqual(left, [Date.parse(at('10:00'))]);
  assert.deepEqual(await readSources(as.noor), []);
  const again = await connected();
  await turn();
  server.answer = (_, res) => res.writeHead(503).end();
  assert.deepEqual(await disconnect(as.noor, again), { ok: true, left: 2 });
  assert.deepEqual(await readSources(as.noor), []);
});

test('who left gets their afspraken taken out, and then the connection goes', async () => {
  await booked('10:00');
  await connected();
  await turn();
  await ground.sql`update staff set active = false where id = ${ids.noor}`;
  await forgetBusyTimes(as.noor);
  const rows = () => ground.sql`select from calendar_sources`;
  assert.equal((await rows()).length, 1, 'not before');
  await turn();
  await forgetBusyTimes(as.noor);
  assert.deepEqual([(await rows()).length, (await standing()).size], [0, 0]);
  await ground.sql`update staff set active = true where id = ${ids.noor}`;
});

test('a UID that the calendar has at another place, from a mail, is written over there', async () => {
  const { id } = await booked('10:00');
  await server.ask(
    people.noor,
    'PUT',
    '/noor/werk/uit-een-mail.ics',
    calendarText([[`UID:${uidOf(id)}`, 'DTSTART:20261123T080000Z', 'DURATION:PT1H']]),
  );
  await connected();
  await turn();
  assert.equal(await standsAsOurs(), 1);
  assert.equal((await writer())?.fault, null);
});

test('the page connects, keeps no password of what was refused, chooses, signs in again and takes it away', async () => {
  const sessionId = hashToken(await as.noor.sessions.begin(ids.noor));
  const { take, shown } = stepTaker(() => ({ ctx: as.noor, sessionId }));
  const path = '/medewerker/agendas';
  const send = (form: Record<string, string>) => take(calendarsStep, { path, form });
  const show = (query: string) => shown(calendarsStep, { path: `${path}${query}` });
  const queryOf = (result: Awaited<ReturnType<typeof send>>) => {
    assert.ok(result.kind === 'redirect', JSON.stringify(result));
    return new URL(result.to, 'http://x').search;
  };
  const form = { act: 'connect-calendar', calendarServer: server.url, calendarUser: 'noor' };
  for (const [wrong, field] of [
    [{ calendarPassword: 'heel fout' }, 'calendarPassword'],
    [{ calendarPassword: '' }, 'calendarPassword'],
    [{ calendarPassword: 'x', calendarUser: 'a:b' }, 'calendarUser'],
    [{ calendarPassword: 'x', calendarServer: 'geen adres' }, 'calendarServer'],
    [{ calendarPassword: 'x', calendarServer: 'http://caldav.test:1/' }, 'calendarServer'],
  ] as const) {
    const again = await show(queryOf(await send({ ...form, ...wrong })));
    assert.equal(again.status, 422);
    assert.ok(again.page.connect.errors.of[field], JSON.stringify(wrong));
    assert.equal(again.page.busy.errors.summary.length, 0);
  }
  const nothingThere: RequestListener = (_, res) => res.writeHead(404).end();
  server.answer = nothingThere;
  const nowhere = await show(queryOf(await send({ ...form, calendarPassword: 'x' })));
  assert.match(String(nowhere.page.connect.errors.of.calendarServer), /Op dit adres vinden we geen agenda/);
  server.answer = null;
  const kept = await ground.sql`select * from typed_forms`;
  assert.ok(kept.length > 0);
  assert.doesNotMatch(JSON.stringify(kept), /heel fout/);

  const opened = queryOf(await send({ ...form, calendarPassword: people.noor.password }));
  assert.match(opened, /done=calendar-connected/);
  const { open, chosen } = (await show(opened)).page.busy;
  assert.ok(open);
  assert.deepEqual([chosen.busy.length, chosen.write], [2, '']);
  const werk = open.calendars.find(({ name }) => name === 'Werk')?.key ?? '';
  const calendar = open.id;
  await send({ act: 'save-calendar', calendar, calendarName: '', hasCalendars: '1', write: werk, busy: '' });
  assert.deepEqual((await show(opened)).page.busy.chosen, { busy: [], write: werk });
  const other = { act: 'save-calendar', calendar, calendarName: 'Team', hasCalendars: '1', write: 'weg' };
  const refused = await show(`${queryOf(await send(other))}&calendar=${calendar}`);
  assert.equal(refused.status, 422);
  assert.match(refused.page.busy.errors.of.write ?? '', /Kies opnieuw/);
  assert.deepEqual([refused.page.busy.open?.name, refused.page.busy.fields.name], [null, 'Team']);
  const signed = await send({ act: 'sign-in-again', calendar, calendarPassword: people.noor.password });
  assert.match(queryOf(signed), /done=calendar-signed-in/);
  server.answer = nothingThere;
  const gone = await send({ act: 'sign-in-again', calendar, calendarPassword: people.noor.password });
  const { of } = (await show(`${opened}&${queryOf(gone).slice(1)}`)).page.connect.errors;
  assert.ok(of.calendarPassword, 'beside the one field that is there');
  server.answer = null;
  assert.deepEqual(await send({ act: 'connect-graph' }), { kind: 'nothing', status: 400 });
  assert.match(queryOf(await send({ act: 'remove-calendar', calendar })), /done=calendar-removed$/);
});
