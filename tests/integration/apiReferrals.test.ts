import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { organisations } from '#db/schema/index.ts';
import type { Ctx } from '#server/http/context.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import {
  endOrganisationKey,
  makeOrganisationKey,
  readOrganisationKeys,
} from '#server/referral/organisationKeys.ts';
import { readConsentByKey } from '#server/referral/referWithoutAccount.ts';
import { startApi, type TestApi } from '../support/apiServer.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { jongereCtx, makeCasemanager, staffCtx } from '../support/factories.ts';

let api: TestApi;
let beheerder: Ctx;
let bridge = '';
let key = '';
before(async () => {
  api = await startApi();
  const { db } = api.database;
  const [made] = await db
    .insert(organisations)
    .values({ name: 'De Brug', kind: 'jongerenwerk' })
    .returning({ id: organisations.id });
  bridge = made?.id ?? '';
  const id = await makeCasemanager(db, [], { roles: ['beheerder'], team: null });
  beheerder = staffCtx(api.services, id, { roles: ['beheerder'], team: null });
  const unasked = await makeOrganisationKey(beheerder, bridge, { name: 'Cliëntsysteem' });
  assert.deepEqual(unasked, { ok: false, error: 'unconfirmed' });
  await confirmedSession(api.database.sql, id);
  const issued = await makeOrganisationKey(beheerder, bridge, { name: 'Cliëntsysteem' });
  assert.ok(issued.ok);
  key = issued.key;
});
after(() => api.close());

const withKey = (value = key) => ({ authorization: `Bearer ${value}` });
const refer = (json: object, headers: Record<string, string> = {}) =>
  api.call('/referrals', { method: 'POST', json, headers: { ...withKey(), ...headers } });

async function whole(values: object = {}) {
  const { body } = await api.call('/referrals/consent', { headers: withKey() });
  return {
    firstName: 'Sam',
    ageGroup: '18-22',
    residence: 'here',
    contact: { email: 'sam@example.com' },
    contactOf: 'jongere',
    topic: 'school',
    told: 'Komt liever in de ochtend',
    consent: true,
    consentVersion: body.version,
    consentLanguage: body.language,
    ...values,
  };
}

test('a system refers with the key of its organisation, once for an Idempotency-Key', async () => {
  const consent = await api.call('/referrals/consent', {
    headers: { ...withKey(), 'accept-language': 'en' },
  });
  assert.equal(consent.status, 200);
  assert.match(consent.body.text, /^I agree that De Brug passes this on/);
  const body = await whole();
  const first = await refer(body, { 'idempotency-key': 'a' });
  assert.equal(first.status, 201, first.text);
  const again = await refer(body, { 'idempotency-key': 'a' });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  const other = await refer({ ...body, firstName: 'Ali' }, { 'idempotency-key': 'a' });
  assert.equal(other.body.type, 'urn:doorstart:problem:key-reused');
  const token = first.body.invitationUrl.replace(/^.*\/uitnodiging\//, '');
  const opened = await openInvitation(jongereCtx(api.services), token);
  assert.ok(opened.ok);
  assert.deepEqual(opened.invitation.referrer, { source: 'api', organisation: 'De Brug', name: null });
  const [used] = await readOrganisationKeys(beheerder);
  assert.equal(used?.lastUsedAt, api.clock.now());
});

test('beside another fault a topic is not wrong that may be asked for like this', async () => {
  const { sql } = api.database;
  const fields = ({ body }: { body: { errors?: { field: string }[] } }) =>
    body.errors?.map(({ field }) => field);
  const say = async (bookableBy: string) => {
    await sql`update topics set bookable_by = ${bookableBy} where id = 'school'`;
    api.services.bus.say({ roster: true, agenda: [] });
  };
  const asked = { topic: 'school', language: 'nl', startKey: 'x'.repeat(32), name: ' ' };
  const person = { topic: 'school', name: ' ', ageGroup: '18-22', contact: { email: 'sam@example.com' } };
  await say('invited');
  assert.deepEqual(fields(await refer(await whole({ firstName: ' ' }))), ['firstName']);
  assert.deepEqual(fields(await api.call('/chat/conversations', { json: asked })), ['name']);
  assert.deepEqual(fields(await api.call('/appointments', { json: { ...person, hold: 'x'.repeat(32) } })), [
    'name',
  ]);
  const free = { start: '2026-11-23T09:00:00+01:00', location: 'centrum', modality: 'op-locatie' };
  assert.deepEqual(fields(await api.call('/appointments', { json: { ...person, ...free } }))?.sort(), [
    'name',
    'topic',
  ]);
  await say('staff');
  assert.deepEqual(fields(await refer(await whole({ firstName: ' ' })))?.sort(), ['firstName', 'topic']);
  await say('everybody');
});

test('without a key that stands nothing is told or made', async () => {
  const { sql } = api.database;
  const body = await whole();
  const before = await sql`select count(*)::int as n from referrals`;
  const issued = await makeOrganisationKey(beheerder, bridge, { name: 'Oud' });
  assert.ok(issued.ok);
  const keys = await readOrganisationKeys(beheerder);
  assert.ok((await endOrganisationKey(beheerder, keys.find(({ name }) => name === 'Oud')?.id ?? '')).ok);
  for (const headers of [
    { authorization: '' },
    withKey(issued.key),
    withKey('x'),
    withKey(`${key}x`),
    { authorization: `Basic ${key}` },
    withKey('doorstart_'.padEnd(53, 'a')),
  ]) {
    for (const answer of [await refer(body, headers), await api.call('/referrals/consent', { headers })]) {
      assert.equal(answer.status, 401, JSON.stringify(headers));
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
      assert.equal(answer.body.type, 'urn:doorstart:problem:key-unknown');
    }
  }
  assert.deepEqual(await sql`select count(*)::int as n from referrals`, before);
  const kept = await sql`select key_hash from organisation_keys`;
  assert.doesNotMatch(JSON.stringify(kept), new RegExp(key));
});

test('a right key counts for nothing against the wrong ones, however many came before', async () => {
  const anybody = jongereCtx({ ...api.services, limits: createLimits(api.clock, 'secret', true) });
  const ask = (value: string) => readConsentByKey(anybody, value, 'nl');
  const refusals = new Set<string>();
  for (let i = 0; i < 40; i += 1) {
    const answer = await ask('wrong');
    if (!answer.ok) refusals.add(answer.error);
  }
  assert.deepEqual([...refusals], ['key-unknown', 'too-many']);
  assert.ok((await ask(key)).ok);
});

test('an organisation that is ended refers no more, and gets no key', async () => {
  const { sql } = api.database;
  const body = await whole();
  await sql`update organisations set active = false where id = ${bridge}`;
  try {
    assert.equal((await refer(body)).status, 401);
    assert.deepEqual(await makeOrganisationKey(beheerder, bridge, { name: 'Nieuw' }), {
      ok: false,
      error: 'too-late',
    });
  } finally {
    await sql`update organisations set active = true where id = ${bridge}`;
  }
});

test('what is refused says what to do next', async () => {
  const cases: [values: object, status: number, type: string][] = [
    [{ ageGroup: '27-plus' }, 409, 'elsewhere'],
    [{ residence: 'elsewhere' }, 409, 'elsewhere'],
    [{ consentVersion: 'that of last year' }, 409, 'consent-changed'],
    [{ consent: false }, 400, 'invalid'],
    [{ contact: {} }, 400, 'invalid'],
  ];
  for (const [values, status, type] of cases) {
    const { body, ...answer } = await refer(await whole(values));
    assert.equal(answer.status, status, JSON.stringify(body));
    assert.equal(body.type, `urn:doorstart:problem:${type}`);
  }
  const changed = await refer(await whole({ consentVersion: 'that of last year' }));
  assert.match(changed.body.consent.text, /De Brug/);
  const wrong = await refer(await whole({ firstName: ' ', topic: 'nergens', consent: false }));
  assert.deepEqual(wrong.body.errors.map(({ field }: { field: string }) => field).sort(), [
    'consent',
    'firstName',
    'topic',
  ]);
});
