import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { hashPassword } from '../../server/accounts/passwords.ts';
import { readSession } from '../../server/accounts/readSession.ts';
import { signIn } from '../../server/accounts/signIn.ts';
import { signOut, signOutEverywhere } from '../../server/accounts/signOut.ts';
import type { Ctx, Services } from '../../server/context.ts';
import { fixedClock, makeCasemanager, makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const email = 'noor@example.nl';
const password = 'een goed wachtwoord';
const minute = 60_000;
const hour = 60 * minute;

const clock = fixedClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
let staffId: string;

// Before the database is there: a cluster that it starts for itself must stop after this.
after(() => database.drop());
database = await testDatabase();
afterEach(() => services.close());

beforeEach(async () => {
  clock.set('2026-11-20T08:00:00+01:00');
  await database.sql`truncate staff cascade`;
  staffId = await makeCasemanager(database.db, [], { email, passwordHash: await hashPassword(password) });
  services = await makeServices(database, { clock, limitsEnabled: true });
});

const visitor = (addressKey = 'somewhere'): Ctx => ({
  ...services,
  actor: { kind: 'jongere', addressKey, networks: [addressKey] },
  language: 'nl',
});

/** Signs in and gives the `Cookie` header that a browser would send from then on. */
async function signedIn(): Promise<string> {
  const result = await signIn(visitor(), { email, password });
  assert.ok(result.ok);
  return cookieOf(services.sessions.cookie(result.token));
}

const cookieOf = (setCookie: string) => setCookie.split(';', 1)[0] ?? '';
const whoIs = async (cookie: string) => (await readSession(services, cookie))?.id ?? null;

test('who signs in is known by the cookie, and gets another one each time', async () => {
  const first = await signedIn();
  const second = await signedIn();
  assert.notEqual(first, second);
  assert.equal(await whoIs(first), staffId);
  assert.equal(await whoIs(`andere=1; ${second}; nog=2`), staffId);
  assert.deepEqual(await readSession(services, first), {
    id: staffId,
    firstName: 'Noor',
    lastName: 'Voorbeeld',
    email,
    role: 'casemanager',
    team: 'Casemanagers',
  });
});

test('the cookie is out of reach of scripts, other sites and plain http', async () => {
  const cookie = services.sessions.cookie('x'.repeat(43));
  for (const part of ['doorstart_staff=', 'HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', 'Max-Age=43200']) {
    assert.ok(cookie.includes(part), `${part} in ${cookie}`);
  }
  assert.match(services.sessions.emptyCookie(), /^doorstart_staff=; .*Max-Age=0/);
  const plain = await makeServices(database, { publicUrl: 'http://127.0.0.1:4321' });
  assert.doesNotMatch(plain.sessions.cookie('x'), /Secure/);
  await plain.close();
});

test('the database holds no token that opens anything', async () => {
  const cookie = await signedIn();
  const [row] = await database.sql`select * from sessions`;
  const token = cookie.split('=')[1] ?? '';
  assert.doesNotMatch(JSON.stringify(row), new RegExp(token));
  assert.equal(await whoIs(`doorstart_staff=${row?.id}`), null);
});

test('nobody is signed in by no cookie, a made up one, or one that is no token', async () => {
  await signedIn();
  const cookies = [
    null,
    '',
    'doorstart_staff=',
    `doorstart_staff=${'A'.repeat(43)}`,
    'doorstart_staff=\u0000',
  ];
  for (const cookie of cookies) assert.equal(await readSession(services, cookie), null);
});

test('a session that is used all the time ends after 12 hours', async () => {
  const cookie = await signedIn();
  for (let used = 0; used < 11; used++) {
    clock.advance(hour);
    assert.equal(await whoIs(cookie), staffId);
  }
  clock.advance(hour - 1);
  assert.equal(await whoIs(cookie), staffId);
  clock.advance(1);
  assert.equal(await whoIs(cookie), null);
  assert.equal((await database.sql`select from sessions`).length, 0);
});

test('a session ends after 2 hours without use', async () => {
  const cookie = await signedIn();
  clock.advance(2 * hour - 1);
  assert.equal(await whoIs(cookie), staffId);
  clock.advance(2 * hour - 1);
  assert.equal(await whoIs(cookie), staffId);
  clock.advance(2 * hour);
  assert.equal(await whoIs(cookie), null);
});

test('use is written down at most once a minute, and a page that looks by itself is no use', async () => {
  const cookie = await signedIn();
  const lastUsed = async () => (await database.sql`select last_used_at::text as at from sessions`)[0]?.at;
  const atSignIn = await lastUsed();
  clock.advance(minute - 1);
  await whoIs(cookie);
  assert.equal(await lastUsed(), atSignIn);
  clock.advance(1);
  await readSession(services, cookie, { touch: false });
  assert.equal(await lastUsed(), atSignIn);
  await whoIs(cookie);
  assert.notEqual(await lastUsed(), atSignIn);
});

test('an account that is no longer active is signed out, and cannot sign in', async () => {
  const cookie = await signedIn();
  await database.sql`update staff set active = false`;
  assert.equal(await whoIs(cookie), null);
  assert.deepEqual(await signIn(visitor(), { email, password }), { ok: false, error: 'wrong' });
});

test('signing out ends this session, everywhere ends all of them', async () => {
  const [here, phone, desk] = [await signedIn(), await signedIn(), await signedIn()];
  await signOut(services, here);
  assert.equal(await whoIs(here), null);
  assert.equal(await whoIs(phone), staffId);
  const staff = await readSession(services, phone);
  assert.ok(staff);
  await signOutEverywhere({ ...visitor(), actor: { kind: 'staff', staff, addressKey: 'somewhere' } });
  assert.equal(await whoIs(phone), null);
  assert.equal(await whoIs(desk), null);
  await assert.rejects(signOutEverywhere(visitor()), /expected somebody of staff/);
});

test('an unknown address, an account without password and a wrong password get the same answer, with the same work', async () => {
  const other = 'geenwachtwoord@example.nl';
  await makeCasemanager(database.db, [], { email: other });
  const attempts = [
    { email, password: 'niet het wachtwoord' },
    { email: other, password },
    { email: 'niemand@example.nl', password },
  ];
  const took: number[][] = attempts.map(() => []);
  for (let round = 0; round < 5; round++) {
    for (const [index, attempt] of attempts.entries()) {
      const began = performance.now();
      const result = await signIn(visitor(`address ${round}`), attempt);
      took[index]?.push(performance.now() - began);
      assert.deepEqual(result, { ok: false, error: 'wrong' });
    }
  }
  const [wrong = 0, none = 0, unknown = 0] = took.map((times) => times.toSorted((a, b) => a - b)[2] ?? 0);
  assert.ok(none > wrong / 2, `${none} ms without a password, ${wrong} ms with a wrong one`);
  assert.ok(unknown > wrong / 2, `${unknown} ms for nobody, ${wrong} ms for a wrong password`);
});

test('after eight wrong passwords an account waits, whoever tries, also with the right one', async () => {
  const wrong = { email, password: 'niet het wachtwoord' };
  for (let attempt = 0; attempt < 8; attempt++) {
    assert.deepEqual(await signIn(visitor(`address ${attempt}`), wrong), { ok: false, error: 'wrong' });
  }
  const result = await signIn(visitor('another address'), { email, password });
  assert.ok(!result.ok && result.error === 'too-many');
  assert.ok(result.retryAfterSeconds > 800 && result.retryAfterSeconds <= 900);
});

test('forty attempts from one address are enough, and another address is not held back', async () => {
  const nobody = (attempt: number) => ({ email: `niemand${attempt}@example.nl`, password });
  const attempts = Array.from({ length: 45 }, (_, attempt) => signIn(visitor('school'), nobody(attempt)));
  const results = await Promise.all(attempts);
  const refused = results.filter((result) => !result.ok && result.error === 'too-many');
  assert.equal(refused.length, 5);
  assert.ok((await signIn(visitor('elsewhere'), { email, password })).ok);
});

test('who signs in well does not use up attempts', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await signedIn();
});

test('sessions that are over leave the table at the next sign-in', async () => {
  await signedIn();
  clock.advance(12 * hour);
  await signedIn();
  assert.equal((await database.sql`select from sessions`).length, 1);
});
