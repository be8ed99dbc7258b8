import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { chooseWriting } from '#server/calendar/busy/chooseWriting.ts';
import { connectGraph } from '#server/calendar/busy/connectGraph.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { readSources } from '#server/calendar/busy/readSources.ts';
import { disconnect } from '#server/calendar/written/disconnect.ts';
import { readWriters } from '#server/calendar/written/readWriters.ts';
import { writeDueCalendars } from '#server/calendar/written/writeDue.ts';
import type { Ctx } from '#server/http/context.ts';
import { carryOutConnect } from '../../src/calendars/connectPart.ts';
import { makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { graphApp, openGraphServer } from '../support/graphServer.ts';
import { at, isFree, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Calendars of Microsoft 365, by what Graph answers at its HTTP edge.

let ground: RaceGround;
let server: Awaited<ReturnType<typeof openGraphServer>>;
let noor: Ctx;
let mailbox = '';
const corrected = 'noor.goed@example.nl';
let elsewhere: Ctx;
before(async () => {
  ground = await raceGround(0);
  const id = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
  const [row] = await ground.sql<{ email: string }[]>`select email from staff where id = ${id}`;
  mailbox = row?.email ?? '';
  server = await openGraphServer([mailbox, corrected]);
  const graph = { config: graphApp, hosts: server.hosts };
  noor = staffCtx(await makeServices(ground, { clock: ground.clock, graph }), id);
  elsewhere = staffCtx(await makeServices(ground, { clock: ground.clock }), id);
  ground.ctx.bus.say({ roster: true });
});
after(async () => {
  await Promise.all([noor.close(), elsewhere.close()]);
  await ground.close();
  await server.close();
});
beforeEach(async () => {
  await ground.sql`delete from calendar_sources`;
  await ground.sql`truncate appointments, history cascade`;
  ground.clock.set('2026-11-20T10:00:00+01:00');
  server.asked.length = 0;
  server.view = [[]];
  server.answer = () => false;
  server.events.get(mailbox)?.splice(0);
  server.events.get(corrected)?.splice(0);
});

async function connected({ writes = false } = {}): Promise<string> {
  const made = await connectGraph(noor);
  assert.ok(made.ok);
  assert.ok((await chooseWriting(noor, made.id, writes)).ok);
  return made.id;
}
/** An event of Monday, in UTC: an hour before our clock. */
const event = (from: string, until: string, rest: Record<string, unknown> = {}) => ({
  id: `${from}`,
  start: { dateTime: `2026-11-23T${from}:00.0000000`, timeZone: 'UTC' },
  end: { dateTime: `2026-11-23T${until}:00.0000000`, timeZone: 'UTC' },
  isAllDay: false,
  isCancelled: false,
  showAs: 'busy',
  responseStatus: { response: 'organizer' },
  ...rest,
});
async function read(id: string) {
  ground.clock.advance(60_000);
  return readNow(noor, id);
}
async function turn(seconds = 10): Promise<void> {
  ground.clock.advance(seconds * 1000);
  await writeDueCalendars(noor);
}
const standing = () =>
  (server.events.get(mailbox) ?? []).map(({ start }) => (start as { dateTime: string }).dateTime);
const fault = async () => (await readSources(noor))[0]?.fault;

test('who is busy, away or tentative is so, over pages; free, elsewhere, declined, cancelled and unanswered take nothing', async () => {
  const id = await connected();
  server.view = [
    [event('09:00', '09:30'), event('10:00', '10:30', { showAs: 'free' })],
    [
      event('10:30', '11:00', { showAs: 'workingElsewhere' }),
      event('11:00', '11:30', { isCancelled: true }),
      event('11:30', '12:00', { responseStatus: { response: 'declined' } }),
      event('12:00', '12:30', { showAs: 'tentative', responseStatus: { response: 'notResponded' } }),
    ],
    [event('13:00', '13:30', { showAs: 'oof' }), event('13:30', '14:00', { showAs: 'tentative' })],
  ];
  assert.deepEqual(await read(id), { ok: true, kind: 'read' });
  const rows =
    await ground.sql`select lower(during) as start, upper(during) as until from busy_times order by during`;
  assert.deepEqual(
    rows.map(({ start, until }) => [new Date(start).toISOString(), new Date(until).toISOString()]),
    [
      ['2026-11-23T09:00:00.000Z', '2026-11-23T09:30:00.000Z'],
      ['2026-11-23T13:00:00.000Z', '2026-11-23T14:00:00.000Z'],
    ],
  );
  assert.deepEqual([await isFree(ground, '10:00'), await isFree(ground, '11:00')], [false, true]);
  assert.equal(server.asked.filter((one) => one.endsWith('calendarView')).length, 3);
});

test('the mailbox of an address that a beheerder corrects is emptied, and the right one is read and written into', async () => {
  const id = await connected({ writes: true });
  assert.ok((await book(ground.ctx, request('10:00'))).ok);
  await turn();
  assert.equal(standing().length, 1);
  await ground.sql`update staff set email = ${corrected} where email = ${mailbox}`;
  server.asked.length = 0;
  await read(id);
  assert.ok(server.asked.some((one) => decodeURIComponent(one).includes(`${corrected}/calendarView`)));
  await turn(12 * 60);
  await turn();
  assert.deepEqual(standing(), []);
  assert.equal(server.events.get(corrected)?.length, 1);
  await ground.sql`update staff set email = ${mailbox} where email = ${corrected}`;
});

test('an invitation of ours that was taken over there makes nobody busy', async () => {
  const id = await connected();
  server.view = [
    [event('09:00', '09:30', { iCalUId: '3f2c@doorstart' }), event('13:00', '13:30', { iCalUId: '04000' })],
  ];
  await read(id);
  assert.equal((await readSources(noor))[0]?.busy, 1);
});

test('a whole day is one of the Netherlands', async () => {
  const id = await connected();
  const day = { dateTime: '2026-11-23T00:00:00.0000000', timeZone: 'UTC' };
  const next = { dateTime: '2026-11-24T00:00:00.0000000', timeZone: 'UTC' };
  server.view = [[event('00:00', '00:00', { isAllDay: true, start: day, end: next, showAs: 'oof' })]];
  await read(id);
  const [row] = await ground.sql`select lower(during) as start, upper(during) as until from busy_times`;
  assert.deepEqual(
    [new Date(row?.start).toISOString(), new Date(row?.until).toISOString()],
    ['2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
  );
});

test('an afspraak comes, moves, is put back when somebody changed it there, and goes; it makes nobody busy', async () => {
  const id = await connected({ writes: true });
  const made = await book(ground.ctx, request('10:00'));
  assert.ok(made.ok);
  const { token } = made.appointment;
  await turn();
  assert.deepEqual(standing(), ['2026-11-23T09:00:00']);
  const [ours] = server.events.get(mailbox) ?? [];
  assert.ok(ours);
  assert.doesNotMatch(JSON.stringify(ours), /Sam\b|example\.com|attendees/);
  await read(id);
  assert.equal((await readSources(noor))[0]?.busy, 0, 'ours that came back');

  await move(ground.ctx, token, { start: at('12:00') });
  await turn();
  assert.deepEqual(standing(), ['2026-11-23T11:00:00']);
  Object.assign(ours, { start: { dateTime: '2026-11-23T15:00:00.0000000', timeZone: 'UTC' } });
  await turn(12 * 60);
  assert.deepEqual(standing(), ['2026-11-23T11:00:00']);
  server.events.get(mailbox)?.splice(0);
  await turn(12 * 60);
  assert.deepEqual(standing(), ['2026-11-23T11:00:00']);
  server.asked.length = 0;
  await turn(12 * 60);
  assert.deepEqual(server.asked, ['POST /$batch'], 'one look, and no loop');
  await cancel(ground.ctx, token);
  await turn();
  assert.deepEqual(standing(), []);
});

test('who never heard what became of a new event finds it, and makes no second one', async () => {
  await connected({ writes: true });
  const made = await book(ground.ctx, request('10:00'));
  assert.ok(made.ok);
  await turn();
  await ground.sql`update calendar_entries set place = null, sequence = null, version = null, mark = null`;
  await move(ground.ctx, made.appointment.token, { start: at('12:00') });
  await turn();
  assert.deepEqual(standing(), ['2026-11-23T11:00:00']);
  await ground.sql`update calendar_entries set place = null, sequence = null, version = null, mark = null`;
  await cancel(ground.ctx, made.appointment.token);
  await turn();
  assert.deepEqual(standing(), []);
});

test('a token that was withdrawn is asked anew, once; one is asked for many questions', async () => {
  const id = await connected();
  const tokens = () => server.asked.filter((one) => one.endsWith('/token')).length;
  await read(id);
  await read(id);
  assert.ok(tokens() <= 1);
  server.asked.length = 0;
  server.validFrom = 1000;
  await read(id);
  assert.deepEqual([await fault(), tokens()], ['sign-in', 1]);
  server.validFrom = 0;
  await read(id);
  assert.equal(await fault(), null);
});

test('a mailbox that is not there, no rights, a limit, a failure and a web page are each said in a word', async () => {
  const id = await connected();
  const says =
    (status: number, body = '{}', headers: Record<string, string> = {}) =>
    (_: unknown, res: ServerResponse) => {
      res.writeHead(status, headers).end(body);
      return true;
    };
  await read(id);
  for (const [answer, word] of [
    [says(403, '{"error":{"code":"ErrorAccessDenied"}}'), 'sign-in'],
    [says(404, '{"error":{"code":"ErrorInvalidUser"}}'), 'gone'],
    [says(503), 'trouble'],
    [says(200, '<html>Aanmelden</html>'), 'web-page'],
    [says(200, '{"value":7}'), 'no-calendar'],
    [says(302, '', { location: 'https://elders.example/' }), 'trouble'],
  ] as const) {
    server.answer = answer;
    await read(id);
    assert.equal(await fault(), word);
  }
  server.answer = () => false;
  server.view = [Array.from({ length: 25_001 }, () => event('09:00', '09:30'))];
  await read(id);
  assert.equal(await fault(), 'too-much');
  server.view = [[{ ...event('09:00', '09:30') }], []];
  server.answer = (req, res) => {
    if (!req.url?.includes('skip')) return false;
    res.writeHead(200).end('{"value":[],"@odata.nextLink":"https://elders.example/v1.0/x"}');
    return true;
  };
  await read(id);
  assert.equal(await fault(), 'trouble', 'the token goes nowhere else');
  server.answer = says(429, '{}', { 'retry-after': '7200' });
  await read(id);
  const [row] = await ground.sql`
    select extract(epoch from next_at)::float8 * 1000 as next from calendar_sources`;
  assert.ok(row?.next - ground.clock.now() >= 0.9 * 7_200_000, 'as long as it asked');
  assert.equal((await readSources(noor))[0]?.fault, 'trouble');
});

test('a mailbox that is not there says nothing of what stands in it: nothing is made a second time', async () => {
  await connected({ writes: true });
  assert.ok((await book(ground.ctx, request('10:00'))).ok);
  await turn();
  const events = server.events.get(mailbox);
  assert.ok(events);
  server.events.delete(mailbox);
  server.asked.length = 0;
  await turn(12 * 60);
  assert.deepEqual(server.asked, ['POST /$batch'], 'it is not filled anew');
  assert.equal((await readWriters(noor))[0]?.fault, 'gone');
  server.events.set(mailbox, events);
  await turn(12 * 60);
  assert.deepEqual([(await readWriters(noor))[0]?.fault, standing().length], [null, 1]);
});

test('the page does not call a mailbox connected that cannot be read', async () => {
  const connecting = () => carryOutConnect(noor, { act: 'connect-graph' });
  server.answer = (_, res) => {
    res.writeHead(500).end();
    return true;
  };
  assert.deepEqual(await connecting(), { ok: true, done: 'calendar-added-failed' });
  await ground.sql`delete from calendar_sources`;
  server.answer = () => false;
  const done = await connecting();
  assert.ok(done.ok && done.open);
  assert.equal(done.done, 'calendar-connected');
});

test('off where the gemeente did not set it; a mailbox is connected once, and disconnecting takes ours out', async () => {
  assert.deepEqual(await connectGraph(elsewhere), { ok: false, error: 'not-found' });
  const id = await connected({ writes: true });
  assert.deepEqual(await connectGraph(noor), { ok: false, error: 'known' });
  await book(ground.ctx, request('10:00'));
  await turn();
  assert.equal(standing().length, 1);
  assert.deepEqual(await readNow(elsewhere, id), { ok: true, kind: 'failed', fault: 'sign-in' });
  await chooseWriting(noor, id, false);
  await turn();
  assert.deepEqual(standing(), []);
  await chooseWriting(noor, id, true);
  await turn();
  assert.equal(standing().length, 1);
  assert.deepEqual(await disconnect(noor, id), { ok: true, left: 0 });
  assert.deepEqual([standing(), await readSources(noor), await readWriters(noor)], [[], [], []]);
});
