import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { forgetAttempts } from '#server/accounts/attempts.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { signOut, signOutEverywhere } from '#server/accounts/signOut.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { saveSettings } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
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
// Where the password is enough; the second factor has tests of its own.
await claimPurpose(database.db, 'demo');
afterEach(() => services.close());

beforeEach(async () => {
  clock.set('2026-11-20T08:00:00+01:00');
  await emptyTables(database.sql, 'staff');
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
    roles: ['casemanager'],
    team: { id: firstTeam, name: 'Casemanagers' },
    organisation: firstOrganisation,
    roomy: false,
    session: hashToken(first.split('=')[1] ?? ''),
  });
});

test('the cookies are out of reach of scripts, other sites, other hosts and plain http', async () => {
  const of = async (publicUrl: string) => {
    const made = await makeServices(database, { publicUrl });
    const cookies = [
      made.sessions.cookie('x'.repeat(43)),
      made.sessions.emptyCookie(),
      made.knownBrowsers.cookie(staffId, 'y'.repeat(22)),
    ];
    await made.close();
    return cookies.map((cookie) => [cookie.split('=', 1)[0], ...cookie.split('; ').slice(1).sort()]);
  };
  const [name, known] = ['__Host-doorstart_staff', '__Host-doorstart_known'];
  assert.deepEqual(await of('https://doorstart.test'), [
    [name, 'HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax', 'Secure'],
    [name, 'HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure'],
    [known, 'HttpOnly', 'Max-Age=15552000', 'Path=/', 'SameSite=Strict', 'Secure'],
  ]);
  // A browser refuses the prefix on plain http.
  assert.deepEqual(await of('http://127.0.0.1:4321'), [
    ['doorstart_staff', 'HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Lax'],
    ['doorstart_staff', 'HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax'],
    ['doorstart_known', 'HttpOnly', 'Max-Age=15552000', 'Path=/', 'SameSite=Strict'],
  ]);
});

test('the database holds no token that opens anything', async () => {
  const cookie = await signedIn();
  const [row] = await database.sql`select * from sessions`;
  const token = cookie.split('=')[1] ?? '';
  assert.doesNotMatch(JSON.stringify(row), new RegExp(token));
  assert.equal(await whoIs(`${services.sessions.cookieName}=${row?.id}`), null);
});

test('nobody is signed in by no cookie, a made up one, or one that is no token', async () => {
  await signedIn();
  const values = ['', 'A'.repeat(43), '\u0000'];
  const cookies = [null, '', ...values.map((value) => `${services.sessions.cookieName}=${value}`)];
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
  await signOut({ ...services, actor: { kind: 'system' } }, here);
  assert.equal(await whoIs(here), null);
  assert.equal(await whoIs(phone), staffId);
  const staff = await readSession(services, phone);
  assert.ok(staff);
  await signOutEverywhere({ ...visitor(), actor: { kind: 'staff', staff, addressKey: 'somewhere' } });
  assert.equal(await whoIs(phone), null);
  assert.equal(await whoIs(desk), null);
  await assert.rejects(signOutEverywhere(visitor()), NotAllowed);
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

const wrong = { email, password: 'niet het wachtwoord' };

/** Fails to sign in from everywhere, each time at once when that is let through again. */
async function attack(times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt++) {
    for (;;) {
      const result = await signIn(visitor(`address ${attempt}`), wrong);
      if (!result.ok && result.error === 'wrong') break;
      assert.ok(!result.ok && result.error === 'too-many');
      clock.advance(result.retryAfterSeconds * 1000);
    }
  }
}

test('after eight wrong passwords each attempt waits longer, whoever tries, whether the account exists or not', async () => {
  for (const address of [email, 'niemand@example.nl']) {
    const waits: number[] = [];
    for (let attempt = 0; attempt < 18; attempt++) {
      const result = await signIn(visitor(`${address} ${attempt}`), { ...wrong, email: address });
      assert.ok(!result.ok);
      if (result.error === 'wrong') continue;
      assert.ok(result.error === 'too-many');
      waits.push(result.retryAfterSeconds);
      clock.advance(result.retryAfterSeconds * 1000 - 1);
      const early = await signIn(visitor(`${address} early`), { email: address, password });
      assert.deepEqual(early, { ok: false, error: 'too-many', retryAfterSeconds: 1 });
      clock.advance(1);
    }
    assert.deepEqual(waits, [15, 30, 60, 120, 240]);
  }
  clock.advance(480_000);
  assert.ok((await signIn(visitor('another address'), { email, password })).ok);
});

test('many attempts at once, in two processes, are no way around the wait', async () => {
  const other = await makeServices(database, { clock, limitsEnabled: true });
  const tried = Array.from({ length: 24 }, (_, attempt) =>
    signIn({ ...visitor(`address ${attempt}`), ...(attempt % 2 === 0 ? other : services) }, wrong),
  );
  const results = await Promise.all(tried);
  assert.equal(results.filter((result) => !result.ok && result.error === 'wrong').length, 8);
  await other.close();
});

test('who signed in with this browser before gets in with it, whatever others do, and others do not', async () => {
  const first = await signIn(visitor(), { email, password });
  assert.ok(first.ok);
  const known = cookieOf(first.cookies[1] ?? '');
  await attack(12);
  const elsewhere = await signIn(visitor('new'), { email, password });
  assert.ok(!elsewhere.ok && elsewhere.error === 'too-many');
  const again = await signIn(visitor(), { email, password }, { cookies: `andere=1; ${known}` });
  assert.ok(again.ok);
  assert.equal(cookieOf(again.cookies[1] ?? ''), known);

  // Its own mistakes make it wait too, and nobody else.
  for (let attempt = 0; attempt < 8; attempt++) await signIn(visitor(), wrong, { cookies: known });
  const held = await signIn(visitor(), { email, password }, { cookies: known });
  assert.deepEqual(held, { ok: false, error: 'too-many', retryAfterSeconds: 15 });

  // The mark of a browser is worth nothing for another account, nor when it was tampered with.
  const colleague = await makeCasemanager(database.db, [], { email: 'daan@example.nl' });
  assert.equal(services.knownBrowsers.find(known, colleague), null);
  assert.notEqual(services.knownBrowsers.find(known, staffId), null);
  for (const cookie of [null, '', known.slice(0, -1), `${known.slice(0, -1)}!`, known.replace('=', '=a')])
    assert.equal(services.knownBrowsers.find(cookie, staffId), null);
});

test('an office in which somebody used up the attempts of its address does not keep a known browser out', async () => {
  const first = await signIn(visitor('office'), { email, password });
  assert.ok(first.ok);
  const nobody = (attempt: number) => ({ email: `niemand${attempt}@example.nl`, password });
  for (let attempt = 0; attempt < 40; attempt++) await signIn(visitor('office'), nobody(attempt));
  const refused = await signIn(visitor('office'), { email, password });
  assert.ok(!refused.ok && refused.error === 'too-many');
  assert.ok(
    (await signIn(visitor('office'), { email, password }, { cookies: cookieOf(first.cookies[1] ?? '') })).ok,
  );
});

test('the owner is told once how often others tried, and not of their own mistakes in a known browser', async () => {
  const first = await signIn(visitor(), { email, password });
  assert.ok(first.ok);
  assert.equal(first.missed, null);
  assert.equal(await services.sessions.missedBy(first.token), null);
  const known = cookieOf(first.cookies[1] ?? '');
  const begun = new Date(clock.now());
  await attack(11);
  await signIn(visitor(), wrong, { cookies: known });
  const second = await signIn(visitor(), { email, password }, { cookies: known });
  assert.ok(second.ok);
  assert.deepEqual(second.missed, { count: 11, since: begun });
  assert.deepEqual(await services.sessions.missedBy(second.token), second.missed);
  const third = await signIn(visitor(), { email, password }, { cookies: known });
  assert.ok(third.ok);
  assert.equal(third.missed, null);

  // In a browser that is not known, what failed just before may well have been somebody else.
  clock.advance(24 * hour);
  await signIn(visitor(), wrong);
  const fourth = await signIn(visitor(), { email, password });
  assert.ok(fourth.ok);
  assert.equal(fourth.missed?.count, 1);
});

test('failures are forgotten after a day, and what the owner has to hear of after ninety', async () => {
  await attack(9);
  await signIn(visitor(), { ...wrong, email: 'niemand@example.nl' });
  const kept = async () => (await database.sql`select from sign_in_attempts`).length;
  await forgetAttempts(services);
  assert.equal(await kept(), 2);
  clock.advance(24 * hour);
  await forgetAttempts(services);
  assert.equal(await kept(), 1);
  for (let attempt = 0; attempt < 8; attempt++)
    assert.deepEqual(await signIn(visitor(`later ${attempt}`), wrong), { ok: false, error: 'wrong' });
  clock.advance(90 * 24 * hour);
  await forgetAttempts(services);
  assert.equal(await kept(), 0);
});

test('forty attempts from one address are enough, and another address is not held back', async () => {
  const nobody = (attempt: number) => ({ email: `niemand${attempt}@example.nl`, password });
  const attempts = Array.from({ length: 45 }, (_, attempt) => signIn(visitor('school'), nobody(attempt)));
  const results = await Promise.all(attempts);
  const refused = results.filter((result) => !result.ok && result.error === 'too-many');
  assert.equal(refused.length, 5);
  assert.ok((await signIn(visitor('elsewhere'), { email, password })).ok);
});

test('whoever tries from the many addresses of one site is held back as one, and a neighbour is not', async () => {
  await saveSettings(services, { limits: { signInsPerAddress: 3 } });
  const from = (address: string): Ctx => ({ ...visitor(), actor: jongereAt(services.limits, address) });
  const attempts = Array.from({ length: 17 }, (_, attempt) =>
    signIn(from(`2001:db8:1:${attempt.toString(16)}00::1`), {
      email: `niemand${attempt}@example.nl`,
      password,
    }),
  );
  const results = await Promise.all(attempts);
  const refused = results.filter((result) => !result.ok && result.error === 'too-many');
  assert.equal(refused.length, 5, 'a /48 may do four times what one address may');
  assert.ok((await signIn(from('2001:db8:2::1'), { email, password })).ok);
  await database.sql`delete from settings`;
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
