import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join, sep } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { closures } from '#db/schema/index.ts';
import { readConfig } from '#server/config.ts';
import { sendPage } from '#server/http/sendPage.ts';
import { workerHeaders } from '#server/http/worker.ts';
import { languageList } from '#server/kernel/languages.ts';
import { createListener } from '#server/listener.ts';
import { listenOn } from '../support/apiServer.ts';
import { makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { rawRequest } from '../support/rawRequest.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: ServerProcess;

before(async () => {
  database = await testDatabase();
  server = await startServerProcess(database.url);
});
after(async () => {
  await server.stop();
  await database.drop();
});

const client = fileURLToPath(new URL('../../dist/client', import.meta.url));
const siteFiles = () =>
  readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz|zst)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const unpack = { br: brotliDecompressSync, gzip: gunzipSync, zstd: zstdDecompressSync };

/** As the bytes come over the wire: `fetch` unpacks them by itself. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(server.url + path, { method, headers }, resolve)
    .on('error', reject)
    .end();
  const answer = await promise;
  const bytes = Buffer.concat(await answer.toArray());
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  const known = bytes.length > 0 && (encoding === 'br' || encoding === 'gzip' || encoding === 'zstd');
  return {
    status: answer.statusCode,
    reason: answer.statusMessage,
    headers: answer.headers,
    encoding,
    bytes,
    content: known ? unpack[encoding](bytes) : bytes,
  };
}

/** Asks again until the answer is as expected: what is in the database shows within two seconds. */
async function until(path: string, status: number) {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await get(path);
    if (answer.status === status) return answer;
    assert.ok(performance.now() < deadline, `${path}: ${answer.status}, expected ${status}`);
    await sleep(100);
  }
}

test('a component that throws makes a page of our own with status 500, in both languages', async () => {
  // PostgreSQL knows an infinite date; no page can say it. It is first read inside the list of places.
  const closure = { name: 'Voorgoed', dateFrom: '2026-01-01', dateUntil: 'infinity', locationId: 'escamp' };
  const [row] = await database.db.insert(closures).values(closure).returning();
  assert.ok(row);
  try {
    for (const [path, language, title] of [
      ['/contact', 'nl', 'Er ging iets mis bij ons'],
      ['/en/contact', 'en', 'Something went wrong on our side'],
    ] as const) {
      const { headers, content, reason } = await until(path, 500);
      const html = content.toString();
      assert.equal(reason, 'Internal Server Error');
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['content-security-policy']), /script-src/);
      assert.ok(html.includes(`<html lang="${language}"`) && html.includes('</html>'), html);
      assert.ok(html.includes(title) && html.includes('0800-0113'), html);
      assert.doesNotMatch(html, /RangeError|infinity/);
    }
  } finally {
    await database.db.delete(closures).where(eq(closures.id, row.id));
  }
  await until('/contact', 200);
});

test('when the page for errors cannot be made either, a plain one says who to call', async (t) => {
  const services = await makeServices(database);
  t.after(() => services.close());
  const { config } = readConfig({});
  assert.ok(config);
  const listener = createListener(services, config, { port: 0, serveFiles: true });
  t.after(listener.close);
  const answers = {
    // What Astro gives when its own page for errors throws.
    '/afspraak/wanneer': () => new Response(null, { status: 500 }),
    '/en/afspraak/wanneer': () => {
      throw new Error('a bug of ours');
    },
  };
  for (const [path, render] of Object.entries(answers)) {
    const front = await listenOn((req, res) =>
      listener.handle(req, res, async ({ lang }) => sendPage(req, res, render(), lang)),
    );
    try {
      const answer = await fetch(front.url + path);
      const html = await answer.text();
      assert.equal(answer.status, 500);
      assert.equal(answer.statusText, 'Internal Server Error');
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; .*sha256/);
      for (const number of ['112', '113', '08000113', '08000432', '08002000'])
        assert.ok(html.includes(`href="tel:${number}"`), number);
      assert.ok(html.indexOf(path.startsWith('/en') ? 'lang="en"' : 'lang="nl"') < 40, html);
      for (const language of languageList) assert.ok(html.includes(`<section lang="${language}"`), language);
    } finally {
      await front.close();
    }
  }
});

test('the reason phrase of a refusal is that of its status', async () => {
  const put = await get('/', {}, 'PUT');
  assert.deepEqual([put.status, put.reason], [405, 'Method Not Allowed']);
  const foreign = await get('/afspraak', { origin: 'https://elders.example' }, 'POST');
  assert.deepEqual([foreign.status, foreign.reason], [403, 'Forbidden']);
  const unknown = await get('/bestaat-niet');
  assert.deepEqual([unknown.status, unknown.reason], [404, 'Not Found']);
  const unreadable = await get('/%ff');
  assert.deepEqual([unreadable.status, unreadable.reason], [404, 'Not Found']);
  assert.match(unreadable.content.toString(), /<html lang="nl"/);
});

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
  webmanifest: 'application/manifest+json',
};

/** Browsers look for a new service worker each time: an old one must not stay. */
function keptFor(path: string): string {
  if (path.endsWith('/worker.js')) return workerHeaders(path)['Cache-Control'] ?? 'none';
  return path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
}

test('every file of the site has its type, a validator, and is compressed once at its smallest', async () => {
  const files = siteFiles();
  assert.ok(files.length > 60, 'all files are found');
  for (const file of files) {
    const path = file.slice(client.length).split(sep).join('/');
    const content = readFileSync(file);
    const plain = await get(path);
    assert.equal(plain.status, 200, path);
    assert.equal(plain.headers['content-type'], types[path.split('.').at(-1) ?? ''], path);
    assert.equal(plain.headers['cache-control'], keptFor(path), path);
    assert.deepEqual(plain.bytes, content, path);
    const { etag = '' } = plain.headers;
    assert.match(etag, /^W\/"[\w-]+"$/, path);
    for (const known of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
      const again = await get(path, { 'if-none-match': known });
      assert.deepEqual([again.status, again.bytes.length, again.headers.etag], [304, 0, etag], path);
    }
    if (!/\.(css|js|svg)$/.test(path) || content.length < 1024) continue;
    const sizes: Record<string, number> = {};
    for (const name of ['br', 'gzip', 'zstd']) {
      const packed = await get(path, { 'accept-encoding': name });
      assert.equal(packed.encoding, name, path);
      assert.equal(packed.headers.vary, 'Accept-Encoding', path);
      assert.equal(packed.headers.etag, etag, path);
      assert.deepEqual(packed.content, content, path);
      sizes[name] = packed.bytes.length;
    }
    const { br = 0, gzip = 0 } = sizes;
    assert.ok(br <= gzip && gzip < content.length, `${path}: ${JSON.stringify(sizes)}`);
    const browser = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' });
    assert.equal(browser.bytes.length, br, path);
  }
});

test('what a reader weighs decides the encoding, of files and pages alike', async () => {
  const [script = ''] = siteFiles().filter(
    (file) => /index\.\w+.*\.js$/.test(file) && readFileSync(file).length > 2000,
  );
  const file = script.slice(client.length);
  const query = `/afspraak?zo=${'x'.repeat(20)}`;
  for (const path of [file, '/privacy', query]) {
    for (const [accept, expected] of [
      ['br;q=0, gzip', 'gzip'],
      ['gzip;q=1.0, br;q=0.5', 'gzip'],
      ['zstd', 'zstd'],
      ['*', 'br'],
      ['*;q=0', 'identity'],
      ['identity, br;q=0.5', 'identity'],
      ['identity;q=0.1, BR', 'br'],
      ['deflate', 'identity'],
      ['', 'identity'],
    ] as const) {
      const { encoding, status, headers } = await get(path, { 'accept-encoding': accept });
      assert.deepEqual(
        [status, encoding, headers.vary],
        [200, expected, 'Accept-Encoding'],
        `${path} ${accept}`,
      );
    }
  }
});

test('a page weighs least in brotli, and HEAD says what GET would', async () => {
  for (const path of ['/privacy', '/afspraak?zo=x', '/medewerker/inloggen']) {
    const [br, gzip] = [
      await get(path, { 'accept-encoding': 'br' }),
      await get(path, { 'accept-encoding': 'gzip' }),
    ];
    assert.deepEqual([br.encoding, gzip.encoding], ['br', 'gzip'], path);
    assert.ok(br.bytes.length < gzip.bytes.length, `${path}: ${br.bytes.length} ${gzip.bytes.length}`);
    const head = await get(path, { 'accept-encoding': 'br' }, 'HEAD');
    assert.deepEqual([head.status, head.bytes.length], [200, 0], path);
    assert.equal(head.headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(head.headers['content-encoding'], 'br');
  }
});

test('an address has one form: others lead to it, and keep what was asked', async () => {
  for (const [asked, location] of [
    ['/contact/', '/contact'],
    ['/en/', '/en'],
    ['/en/contact/', '/en/contact'],
    ['/contact/?a=1&b=/', '/contact?a=1&b=/'],
    ['/afspraak//hoe', '/afspraak/hoe'],
    ['//elders.example/', '/elders.example'],
    ['//', '/'],
    ['/mijn-afspraak/ab%2Fc/?x=?', '/mijn-afspraak/ab%2Fc?x=?'],
  ] as const) {
    const { status, headers } = await get(asked);
    assert.deepEqual([status, headers.location], [301, location], asked);
  }
  const posted = await get('/afspraak/', { origin: server.url }, 'POST');
  assert.deepEqual([posted.status, posted.headers.location], [308, '/afspraak']);
  // Only a program sends a backslash, and a browser that follows it would take it for a slash.
  const backslash = await rawRequest(
    server.port,
    'GET /\\elders.example/ HTTP/1.1',
    'Host: a',
    'Connection: close',
  );
  assert.equal(backslash.status, 404);
  assert.doesNotMatch(backslash.text, /^location:/im);
});

test('the API knows each address in one form only', async () => {
  for (const path of ['/api', '/api/', '/api/v1/topics/', '/api/v1/slots/?topic=school', '/api/v1/nothing']) {
    const { status, headers, content } = await get(path);
    assert.deepEqual([status, headers['content-type']], [404, 'application/problem+json'], path);
    assert.equal(JSON.parse(content.toString()).type, 'urn:doorstart:problem:unknown-path');
  }
});

test('a request names one host that can be one, and a path of it; else it is refused', async () => {
  const close = 'Connection: close';
  const ask = (...lines: string[]) => rawRequest(server.port, ...lines, close);
  for (const lines of [
    ['GET /hulp-nu HTTP/1.1', 'Host: a.example', 'Host: b.example'],
    ['GET /hulp-nu HTTP/1.1', 'Host: a.example', 'host: a.example'],
    ['GET /api/v1/topics HTTP/1.1', 'Host: a.example', 'Host: b.example'],
    ['GET /hulp-nu HTTP/1.1'],
    ['GET /hulp-nu HTTP/1.1', 'Host:'],
    ['GET /hulp-nu HTTP/1.1', 'Host: a.example/b'],
    ['GET /hulp-nu HTTP/1.1', 'Host: me@a.example'],
    ['GET /hulp-nu HTTP/1.1', 'Host: a b'],
    ['GET /hulp-nu HTTP/1.1', 'Host: a.example:port'],
    ['GET http://b.example/hulp-nu HTTP/1.1', 'Host: a.example'],
    ['GET ftp://a.example/hulp-nu HTTP/1.1', 'Host: a.example'],
    ['OPTIONS * HTTP/1.1', 'Host: a.example'],
  ]) {
    const { status, text } = await ask(...lines);
    assert.equal(status, 400, `${lines.join(' · ')}: ${text}`);
  }
  for (const lines of [
    ['GET /hulp-nu HTTP/1.1', 'Host: a.example'],
    ['GET /hulp-nu HTTP/1.1', 'Host: [::1]:4321'],
    ['GET /hulp-nu HTTP/1.0'],
    ['GET http://a.example/hulp-nu HTTP/1.1', 'Host: A.example'],
    ['GET http://a.example:80/hulp-nu HTTP/1.1', 'Host: a.example'],
  ]) {
    const { status, text } = await ask(...lines);
    assert.equal(status, 200, `${lines.join(' · ')}: ${text}`);
    assert.match(text, /Heb je nu hulp nodig|hulp/);
  }
});

test('a page that asks for itself again is written as browsers read it', async () => {
  const sources = readdirSync(fileURLToPath(new URL('../../src', import.meta.url)), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((file) => file.endsWith('.astro'))
    .map((file) => readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8'));
  const refreshes = sources.flatMap((text) => text.match(/http-equiv="refresh" content=\{`[^`]*/g) ?? []);
  assert.ok(refreshes.length > 0);
  for (const refresh of refreshes) assert.match(refresh, /content=\{`\d+; url=/);
});

test('lists of the API and its description come as small as the reader takes them, and the description has a validator', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const slots = `/api/v1/slots?topic=school&from=${day(1)}&to=${day(14)}`;
  const description = '/api/v1/openapi.json';
  for (const path of [description, slots]) {
    const plain = await get(path);
    assert.ok(plain.bytes.length > 1024, path);
    for (const name of ['br', 'zstd', 'gzip']) {
      const { status, headers, encoding, bytes, content } = await get(path, { 'accept-encoding': name });
      assert.deepEqual([status, encoding, headers.vary], [200, name, 'Accept-Encoding'], path);
      assert.equal(headers['content-type'], 'application/json');
      assert.ok(bytes.length < plain.bytes.length / 2 && Number(headers['content-length']) === bytes.length);
      assert.deepEqual(JSON.parse(content.toString()), JSON.parse(plain.content.toString()));
    }
  }
  const { headers } = await get('/api/v1/topics', { 'accept-encoding': 'br' });
  assert.equal(headers.vary, 'Accept-Language, Accept-Encoding');
  const { etag = '', 'cache-control': cacheControl } = (await get(description)).headers;
  assert.equal(cacheControl, 'no-cache');
  const again = await get(description, { 'if-none-match': etag });
  assert.deepEqual([again.status, again.bytes.length, again.headers.etag], [304, 0, etag]);
  assert.equal((await get(slots)).headers['cache-control'], 'no-store');
});
