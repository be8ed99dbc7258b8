import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { signOut } from '#server/accounts/signOut.ts';
import { addressReader } from '#server/http/address.ts';
import type { Services } from '#server/http/context.ts';
import { createAgendaStream, type LiveAgenda } from '#server/live/agenda.ts';
import { saveSettings } from '../support/chatGround.ts';
import { fixedClock, makeCasemanager, makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const hour = 3_600_000;
const clock = fixedClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
let agenda: LiveAgenda;
let server: Server;
let base: string;
let noor: string;

// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();

beforeEach(async () => {
  clock.set('2026-11-20T10:00:00+01:00');
  noor = await makeCasemanager(database.db, []);
  services = await makeServices(database, { clock, limitsEnabled: true });
  agenda = createAgendaStream(services, addressReader([]), { beatMs: 100, sweepMs: 60_000 });
  server = createServer(agenda.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  base = `http://127.0.0.1:${address.port}/live/agenda`;
});

afterEach(async () => {
  agenda.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await services.close();
});

const cookieFor = async (id: string) =>
  `${services.sessions.cookieName}=${await services.sessions.begin(id)}`;

/** Listens like a browser; `said` grows with the names of the events, and gets `(end)` when the answer ends. */
async function listen(cookie: string, query = '') {
  const stop = new AbortController();
  const answer = await fetch(base + query, { headers: { cookie }, signal: stop.signal });
  assert.equal(answer.status, 200);
  const said: string[] = [];
  const lines = answer.body?.pipeThrough(new TextDecoderStream());
  assert.ok(lines);
  const reading = (async () => {
    for await (const text of lines) {
      for (const [, name = ''] of text.matchAll(/^event: (.+)$/gm)) said.push(name);
      if (text.includes(':\n\n')) said.push('(beat)');
    }
    said.push('(end)');
  })().catch(() => {});
  return { answer, said, stop: () => stop.abort(), reading };
}

const until = async (seen: () => boolean) => {
  for (let waited = 0; waited < 20_000 && !seen(); waited += 10) await sleep(10);
  assert.ok(seen());
};
const events = (said: string[]) => said.filter((word) => word !== '(beat)');

test('who follows an agenda hears of changes in it and of changes to all, not of those in a colleague’s', async () => {
  const stream = await listen(await cookieFor(noor));
  assert.match(stream.answer.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(stream.answer.headers.get('cache-control'), 'no-store');
  services.bus.say({ agenda: [crypto.randomUUID()] });
  await sleep(60);
  assert.deepEqual(events(stream.said), []);
  services.bus.say({ agenda: [crypto.randomUUID(), noor] });
  await until(() => events(stream.said).length === 1);
  services.bus.say({ roster: true });
  await until(() => events(stream.said).length === 2);
  assert.deepEqual(events(stream.said), ['change', 'change']);
  await until(() => stream.said.includes('(beat)'));
  stream.stop();
});

test('who is signed in hears of trajecten of their team, and not of those of another', async () => {
  const samira = await makeCasemanager(database.db, []);
  const stranger = await makeCasemanager(database.db, [], { team: 'Ander team' });
  services.bus.say({ roster: true });
  await sleep(40);
  const stream = await listen(await cookieFor(noor));
  const heard = (name: string) => stream.said.filter((word) => word === name).length;
  const before = heard('change');
  services.bus.say({ trajecten: [stranger], agenda: [noor] });
  await until(() => heard('change') > before);
  assert.equal(heard('trajecten'), 0);
  services.bus.say({ trajecten: [samira] });
  await until(() => heard('trajecten') === 1);
  stream.stop();
});

test('who follows the agenda of a colleague hears of that one, until the colleague leaves the team', async () => {
  const samira = await makeCasemanager(database.db, []);
  const stranger = await makeCasemanager(database.db, [], { team: 'Ander team' });
  services.bus.say({ roster: true });
  await sleep(40);
  const cookie = await cookieFor(noor);
  const stream = await listen(cookie, `?who=${samira}`);
  services.bus.say({ agenda: [noor] });
  await sleep(60);
  assert.deepEqual(events(stream.said), []);
  services.bus.say({ agenda: [samira] });
  await until(() => events(stream.said).length === 1);
  for (const who of [stranger, crypto.randomUUID(), 'niemand']) {
    assert.equal((await fetch(`${base}?who=${who}`, { headers: { cookie } })).status, 404);
  }
  await database.sql`update staff set team = 'Ander team' where id = ${samira}`;
  services.bus.say({ roster: true });
  await until(() => stream.said.includes('(end)'));
  // Whether the change itself is said first is a matter of milliseconds.
  assert.deepEqual(events(stream.said).slice(-2), ['signed-out', '(end)']);
});

test('who follows the team hears of each in it, and of nobody else', async () => {
  const samira = await makeCasemanager(database.db, []);
  const stranger = await makeCasemanager(database.db, [], { team: 'Ander team' });
  services.bus.say({ roster: true });
  await sleep(40);
  const stream = await listen(await cookieFor(noor), '?who=team');
  services.bus.say({ agenda: [stranger] });
  await sleep(60);
  assert.deepEqual(events(stream.said), []);
  services.bus.say({ agenda: [samira] });
  await until(() => events(stream.said).length === 1);
  services.bus.say({ agenda: [noor] });
  await until(() => events(stream.said).length === 2);
  stream.stop();
});

test('who follows their own agenda and that of a colleague hears of both, and asks in vain for one they may not see', async () => {
  const samira = await makeCasemanager(database.db, []);
  const yara = await makeCasemanager(database.db, []);
  const stranger = await makeCasemanager(database.db, [], { team: 'Ander team' });
  services.bus.say({ roster: true });
  await sleep(40);
  const cookie = await cookieFor(noor);
  const stream = await listen(cookie, `?who=&who=${samira}`);
  services.bus.say({ agenda: [yara] });
  await sleep(60);
  assert.deepEqual(events(stream.said), []);
  for (const [index, id] of [noor, samira].entries()) {
    services.bus.say({ agenda: [id] });
    await until(() => events(stream.said).length === index + 1);
  }
  stream.stop();
  const refused = await fetch(`${base}?who=&who=${stranger}`, { headers: { cookie } });
  assert.equal(refused.status, 404);
});

test('a change in another process is heard too', async () => {
  const stream = await listen(await cookieFor(noor));
  const other = await makeServices(database, { clock });
  other.bus.say({ agenda: [noor] });
  await until(() => events(stream.said).includes('change'));
  await other.close();
  stream.stop();
});

test('streams end when their session ends, and listening does not keep a session', async () => {
  const other = await listen(await cookieFor(noor));
  const idle = await listen(await cookieFor(noor));
  clock.advance(2 * hour - 1);
  await sleep(250);
  assert.ok(!idle.said.includes('(end)'));
  clock.advance(1);
  await until(() => idle.said.includes('(end)'));
  assert.deepEqual(events(idle.said), ['signed-out', '(end)']);
  await until(() => other.said.includes('(end)'));
  assert.equal(agenda.listeners(), 0);
});

test('a session that ends in another process ends its streams at once, and nobody else’s', async () => {
  const colleague = await makeCasemanager(database.db, []);
  const [cookie, everywhere] = [await cookieFor(noor), await cookieFor(noor)];
  const slow = createAgendaStream(services, addressReader([]));
  server.removeAllListeners('request').on('request', slow.handle);
  const [one, other, theirs] = [
    await listen(cookie),
    await listen(everywhere),
    await listen(await cookieFor(colleague)),
  ];
  const elsewhere = await makeServices(database, { clock });
  await signOut({ ...elsewhere, actor: { kind: 'system' } }, cookie);
  await until(() => one.said.includes('(end)'));
  assert.deepEqual(events(one.said), ['signed-out', '(end)']);
  assert.ok(!other.said.includes('(end)'));
  await elsewhere.sql`delete from sessions where user_id = ${noor}`;
  await until(() => other.said.includes('(end)'));
  assert.ok(!theirs.said.includes('(end)'));
  slow.close();
  await elsewhere.close();
});

test('one network follows so many agendas and no more, until one is closed', async () => {
  const cookie = await cookieFor(noor);
  await saveSettings(services, { limits: { streamsPerAddress: 2 } });
  const [first] = [await listen(cookie), await listen(cookie)];
  const third = await fetch(base, { headers: { cookie } });
  assert.equal(third.status, 429);
  assert.equal(third.headers.get('retry-after'), '30');
  first.stop();
  await until(() => agenda.listeners() === 1);
  await listen(cookie);
  await database.sql`delete from settings`;
});

test('nobody listens without a session, by another method, or when the server stops', async () => {
  assert.equal((await fetch(base)).status, 401);
  const cookie = await cookieFor(noor);
  const posted = await fetch(base, { method: 'POST', headers: { cookie } });
  assert.equal(posted.status, 405);
  assert.equal(posted.headers.get('allow'), 'GET');
  const stream = await listen(cookie);
  agenda.close();
  await until(() => stream.said.includes('(end)'));
  assert.equal((await fetch(base, { headers: { cookie } })).status, 503);
});

test('who goes away is forgotten', async () => {
  const stream = await listen(await cookieFor(noor));
  assert.equal(agenda.listeners(), 1);
  stream.stop();
  await until(() => agenda.listeners() === 0);
});
