import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settings } from '#db/schema/index.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { applySetup } from '#server/setup/apply.ts';
import { parseSetup } from '#server/setup/parse.ts';
import { ownEnvironment } from '../support/ownEnvironment.ts';
import { testDatabase } from '../support/postgres.ts';
import { rawRequest } from '../support/rawRequest.ts';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const setupCommand = fileURLToPath(new URL('../../server/commands/setup.ts', import.meta.url));
const exampleFile = fileURLToPath(new URL('../../docs/setup.example.json', import.meta.url));
let database: Awaited<ReturnType<typeof testDatabase>>;
const children = new Set<ChildProcess>();

before(async () => {
  database = await testDatabase();
});

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
});

/** A server as an operator starts it, with what it said so far. */
function start(env: Record<string, string>, nodeArguments: string[] = []) {
  const child = spawn(process.execPath, [...nodeArguments, main], {
    env: { ...ownEnvironment, PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = once(child, 'close').then(([code]: unknown[]) => {
    children.delete(child);
    return code;
  });
  const open = async () => {
    while (!said.out.includes('Doorstart is open')) {
      const over = await Promise.race([ended, once(child.stdout, 'data').then(() => 'more')]);
      assert.equal(over, 'more', `expected the server to open; it said: ${said.out}${said.err}`);
    }
    return said.out.match(/Doorstart is open: (\S+)/)?.[1] ?? '';
  };
  return { child, said, ended, open };
}

test('two servers may start at once on one empty database; Ctrl-C ends one, and a bug that nobody caught the other', async () => {
  // The site swallows unhandled rejections.
  const bug = `data:text/javascript,process.on('SIGUSR2', () => Promise.reject(new Error('a bug of ours')))`;
  const [calm, buggy] = [start({}), start({}, ['--import', bug])];
  const urls = await Promise.all([calm.open(), buggy.open()]);
  const counts = await Promise.all(
    urls.map(async (url) => (await (await fetch(`${url}/api/v1/locations`)).text()).match(/"id"/g)?.length),
  );
  assert.deepEqual(counts, [5, 5]);
  // A second signal changes nothing.
  calm.child.kill('SIGINT');
  calm.child.kill('SIGINT');
  buggy.child.kill('SIGUSR2');
  assert.deepEqual(await Promise.all([calm.ended, buggy.ended]), [0, 1]);
  assert.match(buggy.said.err, /^\{"level":60,.*"message":"a bug of ours",.*"msg":"unhandled rejection"\}$/m);
});

test('health says that it serves, readiness also that the database answers; a TERM lets requests under way finish', async () => {
  const server = start({});
  const url = await server.open();
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetch(url + path);
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: 'ok', missing: [] });
    assert.equal(answer.headers.get('keep-alive'), 'timeout=75', 'longer than a proxy keeps a connection');
  }
  // The stream stays open until the server ends it; a plain request is answered meanwhile.
  const stream = await fetch(`${url}/live/slots`);
  const reading = stream.text();
  const answer = fetch(`${url}/api/v1/locations`);
  assert.equal((await answer).status, 200);
  server.child.kill('SIGTERM');
  assert.match(await reading, /retry/);
  assert.equal(await server.ended, 0);
});

test('a taken port is said in one line, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  assert.ok(address !== null && typeof address === 'object');
  const server = start({ PORT: String(address.port) });
  assert.equal(await server.ended, 1);
  assert.match(server.said.err, new RegExp(`Port ${address.port} is taken.*PORT=`));
  assert.equal(server.said.err.trim().split('\n').length, 1);
  other.close();
});

test('settings that cannot work are all said at once', async () => {
  const server = start({ NODE_ENV: 'production', PORT: 'eighty', DATABASE_URL: '', RATE_LIMITS: 'off' });
  assert.equal(await server.ended, 1);
  for (const name of ['PORT', 'DATABASE_URL', 'PUBLIC_URL', 'APP_SECRET', 'RATE_LIMITS']) {
    assert.match(server.said.err, new RegExp(`^  ${name} `, 'm'));
  }
});

// A start that is not refused would run for good.
test('production keeps its public pages closed without a privacy statement; once it is brought in, they name the gemeente', {
  timeout: 60_000,
}, async (t) => {
  const fresh = await testDatabase();
  // Also when the test fails: its connections would keep the whole file from ending.
  t.after(() => fresh.drop());
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: fresh.url,
    PUBLIC_URL: 'https://doorstart.voorbeeldstad.nl',
    APP_SECRET: randomBytes(32).toString('base64'),
  };
  const closed = start(env);
  const closedUrl = await closed.open();
  for (const [path, status] of [
    ['/', 503],
    ['/en/privacy', 503],
    ['/robots.txt', 503],
    ['/api/v1/topics', 503],
    ['/medewerker/inloggen', 200],
    ['/readyz', 200],
  ] as const)
    assert.equal((await fetch(closedUrl + path)).status, status, path);
  // Astro reads it as /contact.
  const round = [
    'GET /medewerker/..\\contact HTTP/1.1',
    'Host: doorstart.voorbeeldstad.nl',
    'Connection: close',
  ];
  assert.equal((await rawRequest(Number(new URL(closedUrl).port), ...round)).status, 503);
  const said = await (await fetch(closedUrl)).text();
  assert.match(said, /Deze voordeur gaat binnenkort open/);
  assert.match(said, /href="tel:112"/);
  assert.doesNotMatch(said, /Den Haag|14070/, 'nobody knows yet whose it is');
  assert.match(closed.said.out, /public pages are closed.*\n.*npm run beheerder -- ADDRESS/);
  closed.child.kill('SIGTERM');
  assert.equal(await closed.ended, 0);

  const values = { noticeMinutes: -1, privacy: { controller: {} } };
  await fresh.db.insert(settings).values({ values });
  const half = start(env);
  assert.equal(await half.ended, 1);
  for (const field of ['noticeMinutes', 'privacy.controller.name', 'privacy.officer']) {
    assert.match(half.said.err, new RegExp(`^  settings\\.${field}: `, 'm'));
  }

  const content = await readFile(exampleFile, 'utf8');
  const example = parseSetup(content);
  assert.ok(example.ok);
  await fresh.db.delete(settings);
  assert.ok((await applySetup({ sql: fresh.sql, db: fresh.db, clock: systemClock }, example.document)).ok);
  const ready = start(env);
  const url = await ready.open();
  const old = await fetch(`${url}/security.txt`, { redirect: 'manual' });
  assert.deepEqual([old.status, old.headers.get('location')], [301, '/.well-known/security.txt']);
  const file = await fetch(`${url}/.well-known/security.txt`);
  assert.equal(file.headers.get('content-type'), 'text/plain; charset=utf-8');
  const text = await file.text();
  assert.match(text, /^Contact: mailto:veiligheid@voorbeeldstad\.example$/m);
  assert.match(text, /^Canonical: https:\/\/doorstart\.voorbeeldstad\.nl\/\.well-known\/security\.txt$/m);
  const expires = Date.parse(/^Expires: (\S+)$/m.exec(text)?.[1] ?? '');
  assert.ok(expires > Date.now() && expires < Date.now() + 365 * 86_400_000, text);
  for (const page of ['/privacy', '/en/privacy']) {
    const html = await (await fetch(url + page)).text();
    assert.match(html, /functionaris\.gegevensbescherming@voorbeeldstad\.example/);
  }
  for (const path of ['/postbus', '/live/mailbox']) assert.equal((await fetch(url + path)).status, 404, path);
  ready.child.kill('SIGTERM');
  assert.equal(await ready.ended, 0);

  // Whoever forgets NODE_ENV on the same database.
  const demo = start({ DATABASE_URL: fresh.url });
  assert.equal(await demo.ended, 1);
  assert.match(demo.said.err, /^This database was set up for a gemeente.*\n(.*\n)* {2}.*NODE_ENV=production/);
  assert.doesNotMatch(demo.said.out, /Doorstart is open/);
});

test('production and set-up refuse the database of a demo', async () => {
  await claimPurpose(database.db, 'demo');
  const server = start({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://doorstart.voorbeeldstad.nl',
    APP_SECRET: randomBytes(32).toString('base64'),
  });
  assert.equal(await server.ended, 1);
  const expected = /^This database holds the made-up people of the demo.*\n {2}Make an empty database/;
  assert.match(server.said.err, expected);
  const setup = spawnSync(process.execPath, [setupCommand, exampleFile], {
    env: { ...ownEnvironment, DATABASE_URL: database.url },
    encoding: 'utf8',
  });
  assert.equal(setup.status, 1);
  assert.match(setup.stderr, expected);
});

test('a database that does not answer ends the start with a line that hides the password', async () => {
  const server = start({ DATABASE_URL: 'postgres://doorstart:hush@127.0.0.1:1/none' });
  assert.equal(await server.ended, 1);
  assert.match(server.said.err, /127\.0\.0\.1:1 does not answer/);
  assert.doesNotMatch(server.said.err + server.said.out, /hush/);
});
