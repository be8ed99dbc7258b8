import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cookieNames } from '#server/accounts/rules.ts';
import { inLanguage, languageList } from '#server/kernel/languages.ts';
import { isLastingPath, publicPaths } from '../../src/site/publicPaths.ts';
import { startKillableDatabase } from '../support/killableDatabase.ts';
import { startNginx } from '../support/nginx.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

let database: Awaited<ReturnType<typeof startKillableDatabase>>;
let server: ServerProcess;

before(async () => {
  database = await startKillableDatabase();
  server = await startServerProcess(database.url);
});
after(async () => {
  await server.stop();
  await database.stop();
});

const lastingPages = publicPaths
  .filter(isLastingPath)
  .flatMap((path) => languageList.map((language) => inLanguage(language, path)));

const somebodySignedIn = { cookie: `${cookieNames(false).session}=${'a'.repeat(43)}` };

/** Of a private link that nobody has: it is looked up in the database. */
const privatePage = `/mijn-afspraak/${'x'.repeat(32)}`;

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(server.url + path, { headers, signal: AbortSignal.timeout(30_000) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Waits until the server found the database again. */
async function untilBack() {
  const deadline = performance.now() + 20_000;
  while ((await get('/readyz')).status !== 200 || (await get(privatePage)).status !== 404) {
    assert.ok(performance.now() < deadline, 'the server did not find its database again');
    await sleep(100);
  }
}

/** After a test that killed the database, also when it failed: the next one needs it. */
async function comeBack() {
  await database.restart();
  await untilBack();
}

/**
 * The ETag of a page once the server keeps it: only then it has one. A server that just made up its demo may know a roster
 * from a moment before, for a second; what it renders under that one is rendered anew.
 */
async function etagOnceKept(path: string): Promise<string> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const etag = (await get(path)).headers.get('etag');
    if (etag !== null) return etag;
    assert.ok(performance.now() < deadline, `${path} was not kept`);
  }
}

async function assertHelpIsGiven() {
  for (const path of ['/hulp-nu', '/en/hulp-nu']) {
    const { status, text } = await get(path);
    assert.equal(status, 200, path);
    for (const number of ['112', '113', '08000113', '08000432', '08002000'])
      assert.ok(text.includes(`href="tel:${number}"`), `${path}: ${number}`);
  }
}

test('with PostgreSQL killed, pages that say the same to everybody answer, also those that nobody asked for yet', {
  timeout: 90_000,
}, async (t) => {
  const etag = await etagOnceKept('/privacy');
  await database.kill();
  t.after(comeBack);
  await assertHelpIsGiven();
  for (const path of lastingPages) {
    const { status, text } = await get(path);
    assert.equal(status, 200, path);
    assert.ok(text.includes('href="tel:112"') && text.includes('</html>'), path);
  }
  assert.equal((await get('/privacy', { 'if-none-match': etag })).status, 304);
  assert.equal((await get('/logo.svg')).status, 200);
  assert.equal((await get('/api/v1/topics')).status, 200);

  for (const [path, title, asked] of [
    [privatePage, 'Dit lukt nu even niet', {}],
    [`/en${privatePage}`, 'This does not work right now', {}],
    ['/medewerker/week', 'Dit lukt nu even niet', somebodySignedIn],
  ] as const) {
    const answer = await get(path, asked);
    assert.equal(answer.status, 503, path);
    assert.equal(answer.headers.get('retry-after'), '10', path);
    assert.match(answer.headers.get('cache-control') ?? '', /^(no-store|private, no-cache)$/, path);
    assert.ok(answer.text.includes(`<h1 class="nl-heading nl-heading--level-1">${title}</h1>`), answer.text);
    assert.ok(answer.text.includes('href="tel:112"') && answer.text.includes('href="tel:08000113"'), path);
  }
  const api = await get(`/api/v1/appointments/${'x'.repeat(32)}`);
  assert.deepEqual([api.status, api.headers.get('retry-after')], [503, '5']);
  const ready = await get('/readyz');
  assert.equal(ready.status, 503);
  assert.ok(server.runs());
});

/** The status of an answer by way of a proxy whose certificate nobody signed. */
async function statusThrough(url: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, { rejectUnauthorized: false }, resolve).on('error', reject).end();
  const answer = await promise;
  answer.resume();
  return answer.statusCode;
}

test('the proxy of the guide passes help on, however many other pages were 503 before', {
  timeout: 90_000,
}, async (t) => {
  const proxy = await startNginx(server.port);
  t.after(proxy.stop);
  await database.kill();
  t.after(comeBack);
  for (let time = 0; time < 4; time++) assert.equal(await statusThrough(proxy.url + privatePage), 503);
  assert.equal(await statusThrough(`${proxy.url}/hulp-nu`), 200);
});

test('with a database that takes every question and says nothing, help is given within seconds', {
  timeout: 120_000,
}, async () => {
  database.freeze();
  // The roster was just looked at: only now is the database asked for it again.
  await sleep(2000);
  const began = performance.now();
  await assertHelpIsGiven();
  await Promise.all(lastingPages.map(async (path) => assert.equal((await get(path)).status, 200, path)));
  const seconds = (performance.now() - began) / 1000;
  assert.ok(seconds < 15, `it took ${seconds} s`);
  // What needs the database is told so in the end; nobody is left waiting.
  const [page, api] = await Promise.all([get(privatePage), get(`/api/v1/appointments/${'x'.repeat(32)}`)]);
  assert.deepEqual([page.status, api.status], [503, 503]);
  assert.ok(page.text.includes('href="tel:112"'));
  assert.equal(api.headers.get('content-type'), 'application/problem+json');
  assert.ok(server.runs());
  await database.killAndRestart();
  await untilBack();
});
