import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Services } from '#server/http/context.ts';
import { formKeyField, formKeyOf } from '#server/http/formSource.ts';
import { createOrigins } from '#server/http/origin.ts';
import { preparePage } from '#server/http/pages.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { listenOn, publicUrl } from '../support/apiServer.ts';
import { fixedClock, makeCasemanager, makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const clock = fixedClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
let server: Awaited<ReturnType<typeof listenOn>>;
// Before the database is there: a cluster that it starts for itself must stop after this.
after(async () => {
  await server.close();
  await services.close();
  await database.drop();
});
database = await testDatabase();
services = await makeServices(database, { clock, publicUrl });
const parts = {
  services,
  origins: createOrigins(publicUrl, () => '127.0.0.1'),
  addressOf: () => '192.0.2.1',
  demo: false,
};
// Answers what a page would be told: the status of what is wrong, or 200.
server = await listenOn((req, res) => {
  preparePage(req, res, parts).then(({ problem }) => res.writeHead(problem ?? 200).end());
});

const staffId = await makeCasemanager(database.db, []);
async function signedIn() {
  const token = await services.sessions.begin(staffId);
  const cookie = services.sessions.cookie(token).split(';', 1)[0] ?? '';
  return { cookie, key: formKeyOf(services.tokens, hashToken(token)) };
}

async function post(path: string, headers: Record<string, string>, fields: Record<string, string> = {}) {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ ...fields, naam: 'Noa' }).toString();
  return (await fetch(server.url + path, { method: 'POST', headers: { ...type, ...headers }, body })).status;
}

const own = { Origin: publicUrl };
const elsewhere: Record<string, string>[] = [
  { Origin: 'https://elders.example' },
  { Origin: 'null' },
  { Origin: 'https://elders.example', 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { 'Sec-Fetch-Site': 'none' },
];

test('a form without a cookie needs no origin, and a foreign one is refused everywhere', async () => {
  const { cookie, key } = await signedIn();
  for (const path of ['/afspraak', '/en/startkwalificatie', '/chat', '/medewerker/inloggen']) {
    assert.equal(await post(path, {}), 200, path);
    assert.equal(await post(path, own), 200, path);
    for (const headers of elsewhere) assert.equal(await post(path, headers), 403, JSON.stringify(headers));
  }
  for (const headers of elsewhere) {
    assert.equal(await post('/medewerker/zoeken', { cookie, ...headers }, { [formKeyField]: key }), 403);
  }
});

test('with a session the origin decides, or the key in the form where a client does not say it', async () => {
  const [mine, other] = [await signedIn(), await signedIn()];
  const { cookie, key } = mine;
  const send = (headers: Record<string, string>, fields?: Record<string, string>) =>
    post('/medewerker/zoeken', { cookie, ...headers }, fields);
  assert.equal(await send(own), 200);
  assert.equal(await send({ 'Sec-Fetch-Site': 'same-origin' }), 200);
  assert.equal(await send({}), 403);
  assert.equal(await send({}, { [formKeyField]: '' }), 403);
  assert.equal(await send({}, { [formKeyField]: other.key }), 403, 'the key of another session');
  assert.equal(await send({}, { [formKeyField]: key }), 200);
  // The public pages read no session: there is nothing that a cookie could do.
  assert.equal(await post('/afspraak', { cookie }), 200);

  const form = new FormData();
  form.set(formKeyField, key);
  const multipart = () =>
    fetch(`${server.url}/medewerker`, { method: 'POST', headers: { cookie }, body: form });
  assert.equal((await multipart()).status, 200);
  form.append('naam', 'Noa');
  form.set(formKeyField, `${key.slice(1)}x`);
  assert.equal((await multipart()).status, 403);
});
