import assert from 'node:assert/strict';
import { connect as connectSocket } from 'node:net';
import { after, before, test } from 'node:test';
import { monday, publicUrl, somebody, startApi, type TestApi } from '../support/apiServer.ts';
import { saveSettings } from '../support/chatGround.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

const json = { 'content-type': 'application/json' };
const hold = JSON.stringify({ topic: 'school', ...monday });
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  api.call('/holds', { method: 'POST', body, headers });

function assertProblem(answer: Awaited<ReturnType<TestApi['call']>>, status: number, name: string) {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.equal(answer.headers.get('api-version'), '1.6.0');
  assert.equal(answer.body.type, `urn:doorstart:problem:${name}`);
  assert.equal(answer.body.status, status);
  assert.ok(answer.body.title && answer.body.detail);
}

/** Sends bytes as they are and gives the first that come back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(api.port, '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

test('unknown paths are 404, whatever the method', async () => {
  for (const path of [
    '',
    '/',
    '/afspraken',
    '/locations/',
    '/startkwalificatie/x',
    '/appointments/a/b',
    '/%',
    '/%00',
  ])
    for (const method of ['GET', 'POST', 'DELETE'])
      assertProblem(await api.call(path, { method }), 404, 'unknown-path');
});

test('a wrong method is 405 and Allow says what can be done', async () => {
  const wrong: [string, string, string][] = [
    ['POST', '/slots', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/locations', 'GET, HEAD, OPTIONS'],
    ['GET', '/holds', 'POST, OPTIONS'],
    ['HEAD', '/holds', 'POST, OPTIONS'],
    ['GET', '/holds/abc', 'DELETE, OPTIONS'],
    ['PUT', '/appointments', 'POST, OPTIONS'],
    ['POST', '/appointments/abc', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
  ];
  for (const [method, path, allow] of wrong) {
    const answer = await api.call(path, { method });
    assert.equal(answer.status, 405, `${method} ${path}`);
    assert.equal(answer.headers.get('allow'), allow);
    if (method !== 'HEAD') assertProblem(answer, 405, 'method-not-allowed');
  }
});

test('OPTIONS tells what can be done, HEAD answers as GET does without a body', async () => {
  const options = await api.call('/appointments/abc', { method: 'OPTIONS' });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get('allow'), 'GET, HEAD, PATCH, DELETE, OPTIONS');
  for (const path of ['/locations', '/slots?topic=school&from=2026-11-23&to=2026-11-23']) {
    const head = await api.call(path, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('api-version'), '1.6.0');
    assert.equal(head.text, '');
  }
  assert.equal((await api.call('/slots', { method: 'HEAD' })).status, 400);
});

test('broken JSON and text that is no UTF-8 are 400', async () => {
  for (const body of ['', '{', '{"topic":}', 'null x', '\u0000'])
    assertProblem(await post(body), 400, 'broken-json');
  const bytes = new Uint8Array([...new TextEncoder().encode('{"topic":"'), 0xff, 0xfe, 0x22, 0x7d]);
  assertProblem(await post(bytes), 400, 'broken-json');
  assertProblem(await post('['.repeat(60_000)), 400, 'broken-json');
});

test('JSON that is no object is 400', async () => {
  for (const body of ['null', '[]', '"x"', '1', `${'['.repeat(30_000)}${']'.repeat(30_000)}`])
    assertProblem(await post(body), 400, 'invalid');
});

test('another content type, a compressed body or none said is 415', async () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonx',
  ];
  for (const type of types)
    assertProblem(await post(hold, { 'content-type': type }), 415, 'wrong-content-type');
  assertProblem(await post(hold, { ...json, 'content-encoding': 'gzip' }), 415, 'wrong-content-type');
  assert.match(
    await raw('POST /api/v1/holds HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}'),
    /^HTTP\/1\.1 415/,
  );
  const { status } = await post(hold, { 'content-type': 'Application/JSON; charset=utf-8' });
  assert.equal(status, 201);
});

test('a body over 64 kB is 413, and one just below is read', async () => {
  const fill = (bytes: number) => `{"x":"${'x'.repeat(bytes - 8)}"}`;
  assertProblem(await post(fill(65_536)), 400, 'invalid');
  assertProblem(await post(fill(65_537)), 413, 'too-large');
  assertProblem(await post(fill(2_000_000)), 413, 'too-large');
});

test('a body of unknown length is refused as soon as it is too large, before it ends', async () => {
  const head = 'POST /api/v1/holds HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const answer = await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}`);
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(await raw(`${head}Content-Length: 999999999\r\n\r\n{`), /^HTTP\/1\.1 413 /);
});

test('a write from another origin is 403, from our own or without one it is not', async () => {
  for (const origin of ['https://evil.example', 'null', `${publicUrl}.evil.example`, 'http://doorstart.test'])
    for (const [method, path] of [
      ['POST', '/holds'],
      ['POST', '/appointments'],
      ['DELETE', '/holds/x'],
      ['PATCH', '/appointments/x'],
      ['DELETE', '/appointments/x'],
    ] as const)
      assertProblem(await api.call(path, { method, headers: { ...json, origin } }), 403, 'foreign-origin');
  assertProblem(await post('{', { ...json, origin: publicUrl }), 400, 'broken-json');
  assert.equal((await api.call('/locations', { headers: { origin: 'https://evil.example' } })).status, 200);
});

test('a request out of which no address can be made is 400', async () => {
  const answer = await raw('GET /api/v1/locations HTTP/1.1\r\nHost: a b\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /application\/problem\+json/i);
});

test('a client that hangs up halfway leaves nothing behind and the API goes on', async () => {
  const socket = connectSocket(api.port, '127.0.0.1');
  await new Promise((connected) => socket.once('connect', connected));
  socket.write(
    'POST /api/v1/holds HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
  );
  await new Promise((sent) => setTimeout(sent, 50));
  socket.destroy();
  assert.equal((await api.call('/locations')).status, 200);
});

test('beyond so many calls a minute an address is told to wait, whatever it asks', async () => {
  const limited = await startApi({ limitsEnabled: true });
  try {
    await saveSettings(limited.services, { limits: { requestsPerAddressPerMinute: 3 } });
    await limited.services.roster.current();
    for (const path of ['/locations', '/nothing', '/slots']) {
      assert.notEqual((await limited.call(path)).status, 429, path);
    }
    for (const path of ['/slots?topic=school&from=2026-11-23&to=2026-11-23', '/locations', '/nothing']) {
      const answer = await limited.call(path);
      assertProblem(answer, 429, 'too-many');
      const wait = Number(answer.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 60, path);
    }
  } finally {
    await limited.close();
  }
});

test('too many holds from one address, and too many afspraken of one contact, are 429', async () => {
  const limited = await startApi({ limitsEnabled: true });
  try {
    const settings = JSON.stringify({ limits: { openHoldsPerAddress: 2 }, openAppointmentsPerContact: 1 });
    await limited.database.sql`insert into settings (values) values (${settings}::text::jsonb)`;
    limited.services.bus.say({ roster: true });
    const at = (hour: number) => ({ topic: 'school', ...monday, start: `2026-11-24T${hour}:00:00+01:00` });
    await limited.call('/holds', { json: at(10) });
    await limited.call('/holds', { json: at(11) });
    const third = await limited.call('/holds', { json: at(12) });
    assertProblem(third, 429, 'too-many');
    assert.match(third.headers.get('retry-after') ?? '', /^[1-9]\d*$/);

    const person = somebody();
    assert.equal((await limited.call('/appointments', { json: { ...at(13), ...person } })).status, 201);
    const contact = { email: ` ${person.contact.email.toUpperCase()} ` };
    const second = await limited.call('/appointments', { json: { ...at(14), ...person, contact } });
    assertProblem(second, 429, 'too-many');
    assert.match(second.body.detail, /Zeg er eerst een af/);
    assert.match(second.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  } finally {
    await limited.close();
  }
});
