import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import fc from 'fast-check';
import pino from 'pino';
import { apiListener } from '#server/api/listener.ts';
import { createOrigins } from '#server/http/origin.ts';
import { anyText } from '../support/anyText.ts';
import { listenOn, monday, publicUrl, somebody, startApi, type TestApi } from '../support/apiServer.ts';
import { makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

const words = anyText();
/** All that a string can hold, half surrogates and NUL included. */
const rough = fc.oneof(words, fc.constantFrom('\ud800', 'a\u0000', '\udfff\ud800', ''), fc.jsonValue());
const orRough = (value: unknown) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: rough });
const start = fc.oneof(
  fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    monday.start,
    '2026-11-23T09:00:00+23:59',
    '2026-10-25T02:30:00+02:00',
    '2026-03-29T02:30:00+01:00',
  ),
  rough,
);
const order = fc.record(
  {
    topic: orRough('school'),
    start,
    hold: rough,
    location: orRough('centrum'),
    modality: fc.oneof(fc.constantFrom('op-locatie', 'telefoon', 'video'), rough),
    name: fc.oneof(words, rough),
    ageGroup: orRough('18-22'),
    contact: fc.oneof(
      fc.record(
        { email: fc.oneof(fc.emailAddress(), rough), phone: fc.oneof(words, rough) },
        { requiredKeys: [] },
      ),
      rough,
    ),
    reachBy: fc.oneof(fc.constantFrom('email', 'bellen', 'bericht'), rough),
    language: orRough('nl'),
    note: fc.oneof(words, rough),
    referral: fc.oneof(words, rough),
    reason: rough,
  },
  { requiredKeys: ['topic', 'modality', 'location', 'ageGroup'] },
);

test('no body whatever gives a 5xx, on any call that takes one', async () => {
  const booked = await api.call('/appointments', { json: { topic: 'school', ...monday, ...somebody() } });
  const calls = [
    ['POST', '/holds'],
    ['POST', '/appointments'],
    ['PATCH', `/appointments/${booked.body.token}`],
    ['DELETE', `/appointments/${booked.body.token}`],
  ] as const;
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...calls),
      fc.oneof(order, fc.jsonValue()),
      async ([method, path], json) => {
        const { status, text } = await api.call(path, { method, json });
        seen.add(status);
        assert.ok(status < 500, `${method} ${path} ${JSON.stringify(json)}: ${status} ${text}`);
      },
    ),
    { numRuns: 600 },
  );
  assert.ok(seen.has(400) && seen.has(409), [...seen].join());
});

test('no question whatever gives a 5xx', async () => {
  const value = fc.oneof(
    words,
    fc.constantFrom('school', '2026-11-23', '0000-01-01', '9999-12-31', '%00', '%'),
  );
  const query = fc.record(
    { topic: value, from: value, to: value, location: value, modality: value },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const search = Object.entries(asked).map(
        ([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`,
      );
      const { status } = await api.call(`/slots?${search.join('&')}`);
      assert.ok(status === 200 || status === 400, `${search}: ${status}`);
    }),
    { numRuns: 300 },
  );
});

test('what nobody expected is 500 without its insides, which are in the log without personal data', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const services = {
    ...api.services,
    log,
    roster: {
      ...api.services.roster,
      current: () =>
        Promise.reject(new DrizzleQueryError('select 1', ['sam@example.com'], new Error('the cable is cut'))),
    },
  };
  const origins = createOrigins(publicUrl, () => '127.0.0.1');
  const server = await listenOn(
    apiListener(services, { addressOf: () => '192.0.2.1', origins }, { demo: true }),
  );
  try {
    for (const path of ['locations', 'slots?topic=school&from=2026-11-23&to=2026-11-23']) {
      const response = await fetch(`${server.url}/api/v1/${path}`);
      assert.equal(response.status, 500);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(response.headers.get('api-version'), '1.6.0');
      assert.doesNotMatch(await response.text(), /cable|sam@|select/);
    }
    assert.equal(lines.filter((line) => line.includes('the cable is cut')).length, 2);
    assert.doesNotMatch(lines.join(''), /sam@/);
  } finally {
    await server.close();
  }
});

test('a database that is away is 503 with Retry-After', async () => {
  const database = await testDatabase();
  const services = await makeServices(database);
  const origins = createOrigins(publicUrl, () => '127.0.0.1');
  const server = await listenOn(
    apiListener(services, { addressOf: () => '192.0.2.1', origins }, { demo: true }),
  );
  await services.close();
  await database.sql.end();
  try {
    for (const path of [
      'locations',
      'slots?topic=school&from=2026-11-23&to=2026-11-23',
      `appointments/${'x'.repeat(32)}`,
    ]) {
      const response = await fetch(`${server.url}/api/v1/${path}`);
      assert.equal(response.status, 503);
      assert.equal(response.headers.get('retry-after'), '5');
      assert.equal(JSON.parse(await response.text()).type, 'urn:doorstart:problem:unavailable');
    }
  } finally {
    await server.close();
    await database.drop();
  }
});
