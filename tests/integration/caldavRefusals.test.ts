import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, test } from 'node:test';
import { handOver } from '#server/agenda/handOver.ts';
import { cancel } from '#server/booking/cancel.ts';
import { connect } from '#server/calendar/busy/connect.ts';
import { forgetBusyTimes } from '#server/calendar/busy/forgetBusyTimes.ts';
import { readDueCalendars } from '#server/calendar/busy/readDue.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { connectSchema } from '#server/calendar/busy/schema.ts';
import { signInAgain } from '#server/calendar/busy/signInAgain.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { disconnect } from '#server/calendar/written/disconnect.ts';
import { writeCalendar } from '#server/calendar/written/writeCalendar.ts';
import { caldavGround, people } from '../support/caldavGround.ts';
import { calendarText } from '../support/calendarText.ts';

// What a server of CalDAV refuses, and what somebody else has there.

const caldav = await caldavGround();
after(() => caldav.close());
const {
  ground,
  ids,
  as,
  server,
  connected,
  source,
  booked,
  turn,
  standing,
  standsAsOurs,
  writer,
  puts,
  only,
} = caldav;

const pathOf = (id: string, calendar = 'werk') => `/noor/${calendar}/${uidOf(id).replace('@', '-')}.ics`;
const says =
  (status: number): RequestListener =>
  (_, res) =>
    res.writeHead(status).end();
const multistatus =
  (...answers: readonly string[]): RequestListener =>
  (_, res) =>
    res
      .writeHead(207, { 'content-type': 'text/xml' })
      .end(
        `<multistatus xmlns="DAV:">${answers.map((one) => `<response>${one}</response>`).join('')}</multistatus>`,
      );
/** What a server says of a place with this text. */
const stored = (path: string, text: string) =>
  `<href>${path}</href><propstat><prop><getetag>"x"</getetag><c:calendar-data xmlns:c="urn:ietf:params:xml:ns:caldav">${text}</c:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat>`;
const theirs = (uid: string) => calendarText([[`UID:${uid}`, 'DTSTART:20261123T080000Z', 'DURATION:PT1H']]);

test('what cannot be taken out holds up nothing that is to come', async () => {
  const gone = [await booked('09:00'), await booked('10:00'), await booked('11:00')];
  await connected();
  await turn();
  for (const { token } of gone) await cancel(ground.ctx, token);
  const { id } = await booked('13:00');
  server.answer = only(({ method }) => method === 'DELETE', says(403));
  await turn();
  assert.ok((await standing()).has(uidOf(id)));
  assert.equal((await writer())?.fault, 'read-only');
  server.answer = only(({ method }) => method === 'DELETE', says(410));
  await turn(7 * 3600);
  assert.deepEqual([(await writer())?.fault, (await writer())?.entries], [null, 1], 'gone there is gone');
});

test('a look that fails, or cannot see an entry, leaves what is known of it; what is new goes there all the same', async () => {
  const known = await booked('10:00');
  await connected();
  await turn();
  const fresh = await booked('11:00');
  const isLooking: Parameters<typeof only>[0] = ({ method }) => method === 'REPORT';
  server.asked.length = 0;
  server.answer = only(isLooking, says(503));
  await turn(12 * 60);
  assert.deepEqual([puts(), await standsAsOurs()], [1, 2]);
  server.answer = only(
    isLooking,
    multistatus(
      ...[known, fresh].map(({ id }) => `<href>${pathOf(id)}</href><status>HTTP/1.1 403 No</status>`),
    ),
  );
  await turn(7 * 3600);
  assert.deepEqual([puts(), (await writer())?.fault], [1, null]);
});

test('one entry that is refused does not slow down the others', async () => {
  const refused = await booked('09:00');
  await connected();
  server.answer = only(({ url }) => url === pathOf(refused.id), says(403));
  for (const time of ['10:00', '11:00', '12:00']) {
    const { id } = await booked(time);
    await turn(70);
    assert.ok((await standing()).has(uidOf(id)), time);
    assert.equal((await writer())?.fault, 'read-only');
  }
});

test('of what a server names for a UID the exact one in this calendar alone is written over', async () => {
  const { id } = await booked('10:00');
  const uid = uidOf(id);
  await server.ask(people.noor, 'PUT', '/noor/werk/eigen.ics', theirs(`kopie-van-${uid}`));
  await server.ask(people.noor, 'PUT', '/noor/prive/elders.ics', theirs(uid));
  await connected();
  server.answer = (req, res) => {
    if (req.url === pathOf(id)) return says(409)(req, res);
    const named = [
      stored('/noor/werk/eigen.ics', theirs(`kopie-van-${uid}`)),
      stored('/noor/prive/elders.ics', theirs(uid)),
    ];
    if (req.method === 'REPORT') return multistatus(...named)(req, res);
    server.pass(req, res);
  };
  await turn();
  assert.deepEqual([...(await standing()).keys()], [`kopie-van-${uid}`]);
  assert.deepEqual([puts(), (await writer())?.fault], [1, 'read-only']);
  await server.ask(people.noor, 'PUT', '/noor/werk/uit-een-mail.ics', theirs(uid));
  server.answer = null;
  await turn(120);
  const found = await standing();
  assert.deepEqual([...found.keys()].toSorted(), [uid, `kopie-van-${uid}`].toSorted());
  assert.ok(found.get(uid)?.summary, 'ours');
  assert.equal(found.get(`kopie-van-${uid}`)?.start, Date.parse('2026-11-23T08:00Z'));
});

test('who is no casemanager any more has nothing written or read, and what stands there goes', async () => {
  await booked('10:00');
  await connected();
  await turn();
  await ground.sql`update staff set roles = '{coordinator}' where id = ${ids.noor}`;
  ground.clock.advance(12 * 60_000);
  server.asked.length = 0;
  await readDueCalendars(as.noor);
  assert.deepEqual(server.asked, []);
  await turn();
  assert.deepEqual([puts(), (await standing()).size], [0, 0]);
  await forgetBusyTimes(as.noor);
  assert.equal((await ground.sql`select from calendar_sources`).length, 0);
  await ground.sql`update staff set roles = '{casemanager}' where id = ${ids.noor}`;
});

test('of who left what cannot be taken out is tried ten times, and then left', async () => {
  await booked('10:00');
  await connected();
  await turn();
  await ground.sql`update staff set active = false where id = ${ids.noor}`;
  server.answer = says(403);
  const tries: number[] = [];
  for (let times = 0; times <= 10; times += 1) {
    await forgetBusyTimes(as.noor);
    tries.push((await ground.sql`select from calendar_sources`).length);
    await turn(7 * 3600);
  }
  assert.deepEqual(tries, [...Array(10).fill(1), 0]);
  await ground.sql`update staff set active = true where id = ${ids.noor}`;
});

test('an event that came by half or cannot be seen hides no other, and is counted', async () => {
  const id = await connected();
  const whole = theirs('les');
  server.answer = only(
    ({ method }) => method === 'REPORT',
    multistatus(
      stored('/noor/prive/half.ics', whole.slice(0, 60)),
      '<href>/noor/prive/geheim.ics</href><status>HTTP/1.1 403 No</status>',
      stored('/noor/prive/les.ics', whole),
    ),
  );
  ground.clock.advance(60_000);
  assert.deepEqual(await readNow(as.noor, id), { ok: true, kind: 'read' });
  const { busy, leftOut } = await source();
  assert.deepEqual([busy, leftOut], [1, 2]);
});

test('signing in again keeps what was chosen, and all of a server that moved', async () => {
  const id = await connected();
  const password = people.noor.password;
  const isBusy = async () =>
    (await source()).calendars.map(({ name, isBusy }) => `${name} ${isBusy}`).toSorted();
  assert.ok((await signInAgain(as.noor, id, { password })).ok);
  assert.deepEqual(await isBusy(), ['Prive true', 'Werk false']);
  await server.ask(people.noor, 'DELETE', '/noor/prive/');
  await server.ask(people.noor, 'DELETE', '/noor/werk/');
  await server.makeCalendar(people.noor, 'Nieuw');
  await server.makeCalendar(people.noor, 'Thuis');
  assert.ok((await signInAgain(as.noor, id, { password })).ok);
  assert.deepEqual(await isBusy(), ['Nieuw true', 'Thuis true']);
  for (const path of ['nieuw', 'thuis']) await server.ask(people.noor, 'DELETE', `/noor/${path}/`);
  for (const name of ['Werk', 'Prive']) await server.makeCalendar(people.noor, name);
});

/** Samira writes into the calendar of Noor, too: one of a team. */
async function shared(): Promise<{ noor: string; samira: string }> {
  const noor = await connected();
  const made = await connect(
    as.samira,
    connectSchema.parse({ server: server.url, ...people.noor, name: '' }),
  );
  assert.ok(made.ok);
  await caldav.choose(made.id, { who: 'samira', write: 'Werk', busy: [] });
  return { noor, samira: made.id };
}

test('in a calendar that two write into an entry stays with who takes the afspraak over, whoever comes first', async () => {
  const { id, token } = await booked('10:00');
  const sources = await shared();
  await turn();
  const give = async (from: 'noor' | 'samira', to: 'noor' | 'samira') => {
    const version = await caldav.versionOf(id);
    assert.ok((await handOver(as[from], id, { version, to: ids[to], message: '' })).ok);
    ground.clock.advance(10_000);
  };
  await give('noor', 'samira');
  server.asked.length = 0;
  await writeCalendar(as.samira, { id: sources.samira });
  await writeCalendar(as.noor, { id: sources.noor });
  assert.ok(server.asked.every(({ method }) => method !== 'DELETE'));
  assert.equal(await standsAsOurs('noor', 'werk', 'samira'), 1);
  assert.equal((await writer())?.entries, 0);

  await give('samira', 'noor');
  let removeNow = () => {};
  server.answer = only(
    ({ method }) => method === 'DELETE',
    (req, res) => {
      removeNow = () => server.pass(req, res);
    },
  );
  server.asked.length = 0;
  const letting = writeCalendar(as.samira, { id: sources.samira });
  while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await writeCalendar(as.noor, { id: sources.noor });
  removeNow();
  await letting;
  assert.equal(await standsAsOurs(), 1, 'also when it is written just then');
  assert.equal((await writer('samira'))?.entries, 0);

  server.answer = null;
  await give('noor', 'samira');
  await writeCalendar(as.samira, { id: sources.samira });
  await cancel(ground.ctx, token);
  await turn();
  await turn();
  assert.equal((await standing()).size, 0, 'one of two who let go takes it out');
  assert.deepEqual(await disconnect(as.noor, sources.noor), { ok: true, left: 0 });
});
