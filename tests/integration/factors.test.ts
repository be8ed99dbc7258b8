import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import pino from 'pino';
import { askForPassword } from '#server/accounts/askForPassword.ts';
import { changePassword } from '#server/accounts/changePassword.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { addFactor, setUpFirst } from '#server/accounts/factors/addFactor.ts';
import { confirmPassword } from '#server/accounts/factors/confirmPassword.ts';
import { forgetFactors } from '#server/accounts/factors/forgetFactors.ts';
import { giveFactor } from '#server/accounts/factors/giveFactor.ts';
import { readOwnFactors, removeFactor, renameFactor } from '#server/accounts/factors/ownFactors.ts';
import { askNewPasskey, askPasskey } from '#server/accounts/factors/passkeys.ts';
import { type Pending, readPending } from '#server/accounts/factors/pending.ts';
import {
  keepRecoverySheet,
  readRecoverySheet,
  renewRecoveryCodes,
} from '#server/accounts/factors/recoveryCodes.ts';
import { resetFactors } from '#server/accounts/factors/resetFactors.ts';
import { newSecret } from '#server/accounts/factors/totp.ts';
import { endTrustedDevices, readTrustedDevices } from '#server/accounts/factors/trustedDevices.ts';
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readPerson } from '#server/accounts/people.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { signOutEverywhere } from '#server/accounts/signOut.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { saveSettings } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import {
  type FixedClock,
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeServices,
  staffCtx,
  systemCtx,
} from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { softPasskey } from '../support/softPasskey.ts';

// The second factor in the database of a gemeente, where nobody who sees what jongeren tell gets in without.

const site = 'https://doorstart.test';
const email = 'noor@example.nl';
const password = 'kip fiets maandag groen';
const passwordHash = await hashPassword(password);
const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const clock: FixedClock = fixedClock();
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Services;
/** Another process on the same database. */
let other: Services;
let staffId: string;

after(async () => {
  await services?.close();
  await other?.close();
  await database.drop();
});
database = await testDatabase();

before(async () => {
  await claimPurpose(database.db, 'gemeente');
});

beforeEach(async () => {
  clock.set('2026-11-20T10:00:00+01:00');
  await services?.close();
  await other?.close();
  await emptyTables(database.sql, 'staff', 'settings');
  staffId = await makeCasemanager(database.db, [], { email, passwordHash });
  services = await makeServices(database, { clock, limitsEnabled: true });
  other = await makeServices(database, { clock, limitsEnabled: true });
});

const visitor = (on = services): Ctx => jongereCtx(on);
const cookieOf = (setCookie: string | undefined) => setCookie?.split(';', 1)[0] ?? '';

/** Gives the right password, and the `Cookie` header of whoever has to give a factor then. */
async function knock(cookies = ''): Promise<string> {
  const result = await signIn(visitor(), { email, password }, { cookies });
  assert.ok(!result.ok && result.error === 'factor', JSON.stringify(result));
  return [cookies, ...result.cookies.map(cookieOf)].filter(Boolean).join('; ');
}

async function pendingOf(cookies: string): Promise<Pending> {
  const pending = await readPending(visitor(), cookies);
  assert.ok(pending);
  return pending;
}

/** An app that gives codes for a secret. */
const appWith = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return { code: (at = clock.now()) => totp.generate({ timestamp: at }) };
};
type App = ReturnType<typeof appWith>;

const browser = (cookies: string) => ({ cookies, userAgent: null });

/** Signs in for the first time, with an app that is set up: the session, and the app. */
async function setUpApp(): Promise<{ cookies: string; app: App; token: string }> {
  const cookies = await knock();
  const pending = await pendingOf(cookies);
  const secret = newSecret();
  const app = appWith(secret);
  const sealed = services.seals.seal('totp-set-up', pending.id, secret);
  const input = { does: 'totp', sealed, code: app.code() } as const;
  const result = await setUpFirst(
    visitor(),
    { pending, from: browser(cookies) },
    { input, name: 'Telefoon' },
  );
  assert.ok(result.ok, JSON.stringify(result));
  // The code of that moment is used.
  clock.advance(30 * second);
  return { cookies: result.cookies.map(cookieOf).join('; '), app, token: result.token };
}

/** The same with a passkey that counts. */
async function setUpPasskey() {
  const cookies = await knock();
  const pending = await pendingOf(cookies);
  const who = { staffId, owner: pending.id };
  const { challenge } = await askNewPasskey(visitor(), who, { email, name: 'Noor', site: 'Doorstart' });
  const passkey = softPasskey();
  const input = {
    does: 'passkey',
    passkey: passkey.make({ challenge, origin: site, counter: 1 }),
  } as const;
  const result = await setUpFirst(visitor(), { pending, from: browser(cookies) }, { input, name: 'Sleutel' });
  assert.ok(result.ok, JSON.stringify(result));
  return { passkey, token: result.token };
}

const challengeFor = async (pending: Pending) => {
  const options = await askPasskey(visitor(), { staffId, owner: pending.id });
  assert.ok(options);
  return options.challenge;
};

async function giveCode(code: string, { cookies, on = services, trust = false }: GiveCode) {
  const pending = await readPending(visitor(on), cookies);
  assert.ok(pending);
  const given = { does: 'code', code, ...(trust ? { trust: 'yes' as const } : {}) } as const;
  return giveFactor(visitor(on), { pending, from: browser(cookies) }, given);
}
interface GiveCode {
  cookies: string;
  on?: Services;
  trust?: boolean;
}

async function giveRecovery(recovery: string, cookies: string) {
  const given = { does: 'recovery', recovery } as const;
  return giveFactor(visitor(), { pending: await pendingOf(cookies), from: browser(cookies) }, given);
}

/** Whoever a session is of, as their pages have them. */
async function ownCtx(token: string): Promise<Ctx & { actor: { staff: StaffMember } }> {
  const staff = await services.sessions.find(token, { touch: false });
  assert.ok(staff);
  return { ...visitor(), actor: { kind: 'staff', staff, addressKey: 'somewhere' } };
}

const sessionCount = async () => (await database.sql`select from sessions`).length;
const manager = async () => {
  const id = await makeCasemanager(database.db, [], { roles: ['beheerder'] });
  return staffCtx(services, id, { roles: ['beheerder'] });
};

test('a right password opens nothing by itself: it has to be set up first, and then given each time', async () => {
  const cookies = await knock();
  assert.equal(await sessionCount(), 0);
  assert.equal(await readSession(services, cookies), null);
  const [token] = /[A-Za-z0-9_-]{43}/.exec(cookies) ?? [];
  assert.equal(await readSession(services, `${services.sessions.cookieName}=${token}`), null);
  const { app, token: session } = await setUpApp();
  assert.equal((await services.sessions.find(session, { touch: false }))?.id, staffId);
  const again = await knock();
  const result = await giveCode(app.code(), { cookies: again });
  assert.ok(result.ok);
  assert.equal((await readSession(services, cookieOf(result.cookies[0])))?.id, staffId);
  assert.match(result.cookies.find((cookie) => cookie.includes('step=')) ?? '', /Max-Age=0/);
  assert.equal(await readPending(visitor(), again), undefined, 'it is used up');
});

test('of a demo it is the own choice; of a gemeente, nobody with work among jongeren is without, whatever is set', async () => {
  await saveSettings(services, { signIn: { trustedDeviceDays: 0 } });
  await knock();
  await database.sql`update staff set roles = '{schoolmedewerker}', team_id = null`;
  assert.ok((await signIn(visitor(), { email, password })).ok);
  await database.sql`update staff set roles = '{casemanager}'`;
  await database.sql`update database_purpose set purpose = 'demo'`;
  assert.ok((await signIn(visitor(), { email, password })).ok);
  await database.sql`update database_purpose set purpose = 'gemeente'`;
  await knock();
});

test('a code is good once, in whichever process, and those of before it are over', async () => {
  const { app } = await setUpApp();
  const code = app.code();
  const [here, there] = [await knock(), await knock()];
  const both = await Promise.all([
    giveCode(code, { cookies: here }),
    giveCode(code, { cookies: there, on: other }),
  ]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(
    both.flatMap((result) => (result.ok ? [] : [result.error])),
    ['code-used'],
  );
  assert.equal(await sessionCount(), 2, 'that of the set-up, and one');
  const third = await knock();
  assert.deepEqual(await giveCode(app.code(clock.now() - 30 * second), { cookies: third }), {
    ok: false,
    error: 'code-used',
  });
  const next = app.code(clock.now() + 30 * second);
  assert.ok((await giveCode(next, { cookies: third })).ok, 'a clock that is one step ahead');
});

test('a code of two steps away, of another app or of no app is wrong', async () => {
  const { app } = await setUpApp();
  clock.advance(5 * minute);
  const cookies = await knock();
  const wrong = { ok: false, error: 'code-wrong' };
  for (const at of [-60, 60])
    assert.deepEqual(await giveCode(app.code(clock.now() + at * second), { cookies }), wrong);
  assert.deepEqual(await giveCode(appWith(newSecret()).code(), { cookies }), wrong);
  assert.deepEqual(await giveCode('geen code', { cookies }), wrong);
  // Under another secret of the server no app opens any more, and nothing breaks.
  const elsewhere = await makeServices(database, { clock, secret: 'another secret of the server, as long' });
  assert.equal(elsewhere.seals.open('totp', staffId, 'x'.repeat(80)), null);
  const [row] = await database.sql`select sealed_secret as sealed from sign_in_factors`;
  assert.equal(elsewhere.seals.open('totp', staffId, row?.sealed), null);
  assert.match(services.seals.open('totp', staffId, row?.sealed) ?? '', /^[A-Z2-7]{32}$/);
  assert.equal(services.seals.open('totp', 'somebody else', row?.sealed), null);
  assert.equal(services.seals.open('totp-set-up', staffId, row?.sealed), null);
  await elsewhere.close();
});

test('wrong codes wait longer and longer, count for the account, and hold up no browser that is known', async () => {
  const { cookies: known, app } = await setUpApp();
  const stranger = await knock();
  for (let tried = 0; tried < 8; tried++) {
    const result = await giveCode('000000', { cookies: stranger });
    assert.ok(!result.ok && result.error === 'code-wrong');
  }
  const held = await giveCode(app.code(), { cookies: stranger });
  assert.deepEqual(held, { ok: false, error: 'too-many', retryAfterSeconds: 15 });
  assert.deepEqual(await giveRecovery('aaaaa-aaaaa', stranger), held, 'recovery codes count along');
  const here = await knock(known);
  const result = await giveCode(app.code(), { cookies: here });
  assert.ok(result.ok);
  // A password that was right and a sign-in that went no further is told of too.
  assert.equal(result.missed?.count, 9);
});

test('a passkey lets in, and the same answer does not do so again', async () => {
  const { passkey } = await setUpPasskey();
  const cookies = await knock();
  const pending = await pendingOf(cookies);
  const challenge = await challengeFor(pending);
  const signed = passkey.sign({ challenge, origin: site, counter: 2 });
  const given = { does: 'passkey', passkey: signed } as const;
  const at = { pending, from: browser(cookies) };
  const both = await Promise.all([giveFactor(visitor(), at, given), giveFactor(visitor(other), at, given)]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  const later = await knock();
  const replayed = await giveFactor(
    visitor(),
    { pending: await pendingOf(later), from: browser(later) },
    given,
  );
  assert.deepEqual(replayed, { ok: false, error: 'passkey-failed' });
});

test('a passkey of another site, a challenge of another sign-in or another purpose, and no verification are refused', async () => {
  const { passkey } = await setUpPasskey();
  const [mine, theirs] = [await knock(), await knock()];
  const pending = await pendingOf(mine);
  const from = browser(mine);
  const refused = { ok: false, error: 'passkey-failed' };
  const sign = async (said: Partial<Parameters<typeof passkey.sign>[0]>) => {
    const challenge = await challengeFor(pending);
    const signed = passkey.sign({ challenge, origin: site, counter: 9, ...said });
    return giveFactor(visitor(), { pending, from }, { does: 'passkey', passkey: signed });
  };
  assert.deepEqual(await sign({ origin: 'https://doorstart.example' }), refused);
  assert.deepEqual(await sign({ origin: 'https://doorstart.test:8443' }), refused);
  assert.deepEqual(await sign({ verified: false }), refused);
  assert.deepEqual(await sign({ challenge: 'made-up' }), refused);
  assert.deepEqual(await sign({ challenge: await challengeFor(await pendingOf(theirs)) }), refused);
  const who = { staffId, owner: pending.id };
  const { challenge } = await askNewPasskey(visitor(), who, { email, name: 'Noor', site: 'Doorstart' });
  assert.deepEqual(await sign({ challenge }), refused, 'a challenge to make a passkey');
  const stranger = softPasskey();
  const unknown = stranger.sign({ challenge: await challengeFor(pending), origin: site });
  assert.deepEqual(
    await giveFactor(visitor(), { pending, from }, { does: 'passkey', passkey: unknown }),
    refused,
    'a passkey that nobody has here',
  );
  const late = await challengeFor(pending);
  clock.advance(10 * minute);
  assert.equal(await readPending(visitor(), mine), undefined);
  assert.deepEqual(await sign({ challenge: late }), refused);
});

test('a copy of a passkey, which counts behind, is refused and an alarm', async () => {
  const alarms: unknown[] = [];
  const write = (line: string) => {
    const { result, reason } = JSON.parse(line);
    if (result === 'alarm') alarms.push(reason);
  };
  const log = pino({ level: 'info' }, { write });
  const { passkey } = await setUpPasskey();
  const give = async (counter: number) => {
    const cookies = await knock();
    const pending = await pendingOf(cookies);
    const signed = passkey.sign({ challenge: await challengeFor(pending), origin: site, counter });
    return giveFactor(
      { ...visitor(), log },
      { pending, from: browser(cookies) },
      { does: 'passkey', passkey: signed },
    );
  };
  assert.ok((await give(7)).ok);
  assert.deepEqual(await give(7), { ok: false, error: 'passkey-failed' });
  assert.deepEqual(await give(3), { ok: false, error: 'passkey-failed' });
  assert.deepEqual(alarms, ['passkey-failed', 'passkey-failed']);
  assert.ok((await give(8)).ok);
});

test('no passkey is made for another site, twice, or with the challenge of somebody else', async () => {
  const cookies = await knock();
  const pending = await pendingOf(cookies);
  const who = { staffId, owner: pending.id };
  const ask = async (owner = who) =>
    (await askNewPasskey(visitor(), owner, { email, name: 'Noor', site: 'Doorstart' })).challenge;
  const make = async (said: { challenge: string; origin: string; verified?: boolean }) =>
    setUpFirst(
      visitor(),
      { pending, from: browser(cookies) },
      { input: { does: 'passkey', passkey: softPasskey().make(said) }, name: 'Sleutel' },
    );
  const refused = { ok: false, error: 'passkey-failed' };
  assert.deepEqual(await make({ challenge: await ask(), origin: 'https://kwaad.example' }), refused);
  assert.deepEqual(await make({ challenge: await ask(), origin: site, verified: false }), refused);
  assert.deepEqual(
    await make({ challenge: await ask({ staffId, owner: 'somebody else' }), origin: site }),
    refused,
  );
  const challenge = await ask();
  const both = await Promise.all([make({ challenge, origin: site }), make({ challenge, origin: site })]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.equal(await sessionCount(), 1);
});

test('who has a factor cannot set up another with the password alone', async () => {
  const early = await knock();
  const pending = await pendingOf(early);
  const secret = newSecret();
  const sealed = services.seals.seal('totp-set-up', pending.id, secret);
  const input = { does: 'totp', sealed, code: appWith(secret).code() } as const;
  await setUpApp();
  const from = browser(early);
  assert.deepEqual(await setUpFirst(visitor(), { pending, from }, { input, name: 'x' }), {
    ok: false,
    error: 'over',
  });
  const late = await pendingOf(await knock());
  const again = { ...input, sealed: services.seals.seal('totp-set-up', late.id, secret) };
  const at = { pending: late, from };
  assert.deepEqual(
    await setUpFirst(visitor(), at, { input: { ...again, code: appWith(secret).code() }, name: 'x' }),
    {
      ok: false,
      error: 'over',
    },
  );
  assert.equal((await database.sql`select from sign_in_factors`).length, 1);
  // A secret that was handed out to another sign-in sets nothing up.
  const stolen = { ...again, sealed, code: appWith(secret).code() };
  assert.deepEqual(await setUpFirst(visitor(), at, { input: stolen, name: 'x' }), {
    ok: false,
    error: 'code-wrong',
  });
});

test('ten recovery codes are shown to the session that made them until they are kept, and open once each', async () => {
  const { token } = await setUpApp();
  const own = await ownCtx(token);
  const codes = await readRecoverySheet(own);
  assert.equal(new Set(codes).size, 10);
  assert.deepEqual(await readRecoverySheet(own), codes, 'a page that is loaded again');
  assert.equal(await readRecoverySheet(staffCtx(services, staffId)), null, 'another session');
  const stored = await database.sql`select * from recovery_codes, recovery_sheets`;
  for (const code of codes ?? []) assert.ok(!JSON.stringify(stored).includes(code));
  await keepRecoverySheet(own);
  assert.equal(await readRecoverySheet(own), null);

  const [first = '', second_ = ''] = codes ?? [];
  const both = await Promise.all([
    giveRecovery(first, await knock()),
    giveRecovery(first.toUpperCase().replace('-', ' '), await knock()),
  ]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(await giveRecovery(first, await knock()), { ok: false, error: 'recovery-wrong' });
  assert.equal((await readOwnFactors(own)).codesLeft, 9);

  assert.deepEqual(await renewRecoveryCodes(own), { ok: false, error: 'unconfirmed' });
  assert.ok((await confirmPassword(own, { current: password })).ok);
  assert.ok((await renewRecoveryCodes(own)).ok);
  assert.deepEqual(await giveRecovery(second_, await knock()), { ok: false, error: 'recovery-wrong' });
  clock.advance(10 * minute);
  assert.equal(await readRecoverySheet(own), null, 'not kept in time: gone');
});

test('a device is trusted for its days, for its owner, until the password or a factor changes', async () => {
  const { app } = await setUpApp();
  const trustIt = async () => {
    clock.advance(30 * second);
    const cookies = await knock();
    const result = await giveCode(app.code(), { cookies, trust: true });
    assert.ok(result.ok);
    const cookie = cookieOf(result.cookies.find((one) => one.includes('trust=')));
    assert.match(cookie, /^__Host-doorstart_trust=[\w-]{43}$/);
    return { cookie, token: result.token };
  };
  const isAsked = async (cookies: string, as = email) =>
    !(await signIn(visitor(), { email: as, password }, { cookies })).ok;
  const first = await trustIt();
  assert.equal(await isAsked(first.cookie), false);
  assert.equal(await isAsked(''), true);
  const colleague = 'daan@example.nl';
  await makeCasemanager(database.db, [], { email: colleague, passwordHash });
  assert.equal(await isAsked(first.cookie, colleague), true);

  // What the gemeente sets counts for devices of before.
  await saveSettings(services, { signIn: { trustedDeviceDays: 0 } });
  assert.equal(await isAsked(first.cookie), true);
  await saveSettings(services, { signIn: { trustedDeviceDays: 30 } });
  assert.equal(await isAsked(first.cookie), false);

  let own = await ownCtx(first.token);
  assert.equal((await readTrustedDevices(own)).length, 1);
  await endTrustedDevices(own, (await readTrustedDevices(own))[0]?.id ?? '');
  assert.equal(await isAsked(first.cookie), true);

  const again = await trustIt();
  own = await ownCtx(again.token);
  const next = 'lamp regen dinsdag blauw';
  assert.ok((await changePassword(own, { current: password, password: next })).ok);
  const changed = await signIn(visitor(), { email, password: next }, { cookies: again.cookie });
  assert.ok(!changed.ok && changed.error === 'factor');
  await changePassword(own, { current: next, password });

  const third = await trustIt();
  clock.advance(30 * day - 1);
  assert.equal(await isAsked(third.cookie), false);
  clock.advance(1);
  assert.equal(await isAsked(third.cookie), true);
  await forgetFactors(services);
  assert.equal((await database.sql`select from trusted_devices`).length, 0);
});

/** Gives the right password, while something happens between the question for a factor and the session. */
function signInWhile(act: () => Promise<unknown>, cookies = '') {
  const { sessions } = services;
  const begin: typeof sessions.begin = async (...about) => {
    await act();
    return sessions.begin(...about);
  };
  return signIn({ ...visitor(), sessions: { ...sessions, begin } }, { email, password }, { cookies });
}

test('a factor is asked for that is there, or needed, only since the password was looked at', async () => {
  const giveRole = () => database.sql`update staff set roles = '{casemanager}'`;
  const addApp = () => database.sql`
    insert into sign_in_factors (staff_id, kind, name, created_at, sealed_secret, last_step)
    values (${staffId}, 'totp', 'Telefoon', now(), 'x', 0)`;
  for (const act of [giveRole, addApp]) {
    await database.sql`update staff set roles = '{schoolmedewerker}', team_id = null`;
    const result = await signInWhile(act);
    assert.ok(!result.ok && result.error === 'factor', JSON.stringify(result));
    assert.equal(await sessionCount(), 0);
    assert.ok(await readPending(visitor(), result.cookies.map(cookieOf).join('; ')));
  }
  await database.sql`delete from sign_in_factors`;
  await database.sql`update staff set roles = '{casemanager}'`;
  const { app } = await setUpApp();
  const given = await giveCode(app.code(), { cookies: await knock(), trust: true });
  assert.ok(given.ok);
  const trusted = given.cookies.map(cookieOf).find((one) => one.includes('trust=')) ?? '';
  assert.ok((await signInWhile(async () => {}, trusted)).ok);
  const ended = await signInWhile(() => database.sql`delete from trusted_devices`, trusted);
  assert.ok(!ended.ok && ended.error === 'factor');
});

test('who is given a role that asks for a factor keeps the last one, also when that came in between', async () => {
  await database.sql`update staff set roles = '{schoolmedewerker}', team_id = null`;
  const first = await signIn(visitor(), { email, password });
  assert.ok(first.ok);
  const own = await ownCtx(first.token);
  assert.ok((await confirmPassword(own, { current: password })).ok);
  const sealed = services.seals.seal('totp-set-up', own.actor.staff.session, newSecret());
  const secret = services.seals.open('totp-set-up', own.actor.staff.session, sealed) ?? '';
  const input = { does: 'totp', sealed, code: appWith(secret).code() } as const;
  assert.ok((await addFactor(own, { input, name: 'Telefoon' })).ok);
  const [app] = (await readOwnFactors(own)).factors;
  await database.sql`update staff set roles = '{casemanager}'`;
  assert.deepEqual(await removeFactor(own, app?.id ?? ''), { ok: false, error: 'last-factor' });
});

test('whoever signs out everywhere leaves no trusted device and no sign-in under way', async () => {
  const { app } = await setUpApp();
  const given = await giveCode(app.code(), { cookies: await knock(), trust: true });
  assert.ok(given.ok);
  const waiting = await knock();
  const trusted = given.cookies.map(cookieOf).find((one) => one.includes('trust=')) ?? '';
  await signOutEverywhere(await ownCtx(given.token));
  assert.equal(await sessionCount(), 0);
  assert.equal(await readPending(visitor(), waiting), undefined);
  await knock(trusted);
  const [written] = await database.sql`
    select details from history where what = 'sessions-ended' and casemanager_id = ${staffId}`;
  assert.deepEqual(written?.details, { count: '2' });
});

test('factors are added and taken away after the password was given again; the last that is needed stays', async () => {
  const { token, app } = await setUpApp();
  const own = await ownCtx(token);
  const { session } = own.actor.staff;
  const secret = newSecret();
  const input = (): Parameters<typeof addFactor>[1] => ({
    input: {
      does: 'totp',
      sealed: services.seals.seal('totp-set-up', session, secret),
      code: appWith(secret).code(),
    },
    name: 'Tablet',
  });
  assert.deepEqual(await addFactor(own, input()), { ok: false, error: 'unconfirmed' });
  assert.deepEqual(await confirmPassword(own, { current: 'iets anders' }), { ok: false, error: 'wrong' });
  assert.ok((await confirmPassword(own, { current: password })).ok);
  const elsewhere = await giveCode(app.code(), { cookies: await knock() });
  assert.ok(elsewhere.ok);
  assert.equal(await sessionCount(), 2);
  assert.deepEqual(await addFactor(own, input()), { ok: true, codes: false });
  assert.equal(await sessionCount(), 1, 'the other session ended');

  const [phone, tablet] = (await readOwnFactors(own)).factors;
  assert.ok(phone && tablet);
  assert.deepEqual(await renameFactor(own, tablet.id, { name: 'iPad' }), { ok: true });
  assert.deepEqual(await renameFactor(await manager(), tablet.id, { name: 'x' }), {
    ok: false,
    error: 'unknown',
  });
  const both = await Promise.all([removeFactor(own, phone.id), removeFactor(own, tablet.id)]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(
    both.find(({ ok }) => !ok),
    { ok: false, error: 'last-factor' },
  );
  assert.equal((await readOwnFactors(own)).factors.length, 1);
  clock.advance(10 * minute);
  assert.deepEqual(await removeFactor(own, tablet.id), { ok: false, error: 'unconfirmed' });
  // In a demo the last one may go, and its recovery codes with it.
  await database.sql`update database_purpose set purpose = 'demo'`;
  assert.ok((await confirmPassword(own, { current: password })).ok);
  const [last] = (await readOwnFactors(own)).factors;
  assert.ok((await removeFactor(own, last?.id ?? '')).ok);
  assert.deepEqual(await readOwnFactors(own), { factors: [], required: false, codesLeft: 0 });
  await database.sql`update database_purpose set purpose = 'gemeente'`;
});

test('a beheerder takes away the factors of somebody else, not their own; whoever runs the machine those of a beheerder', async () => {
  const { token } = await setUpApp();
  const boss = await manager();
  assert.ok(boss.actor.kind === 'staff');
  assert.deepEqual(await resetFactors(boss, boss.actor.staff.id), { ok: false, error: 'oneself' });
  assert.equal((await readPerson(boss, staffId))?.person.hasFactor, true);
  assert.deepEqual(await resetFactors(boss, staffId), { ok: true });
  assert.deepEqual(await resetFactors(boss, staffId), { ok: false, error: 'no-factor' });
  assert.equal(await services.sessions.find(token, { touch: false }), null, 'out at once');
  const [written] = await database.sql`
    select staff_id from history where what = 'factors-reset' and casemanager_id = ${staffId}`;
  assert.equal(written?.staff_id, boss.actor.staff.id);
  await setUpApp();
  await database.sql`update staff set roles = '{beheerder}', team_id = null where id = ${staffId}`;
  assert.ok((await inviteManager(systemCtx(services), email)).ok);
  assert.equal((await database.sql`select from sign_in_factors`).length, 0);
});

test('who comes back has nothing of before, also when they left before an account took that along', async () => {
  const { token } = await setUpApp();
  await database.sql`update staff set active = false where id = ${staffId}`;
  assert.ok((await restorePerson(await manager(), staffId)).ok);
  for (const table of ['sign_in_factors', 'recovery_codes', 'recovery_sheets', 'trusted_devices'])
    assert.equal((await database.sql`select from ${database.sql(table)}`).length, 0, table);
  assert.equal(await services.sessions.find(token, { touch: false }), null);
});

test('a sign-in that waits ends with the password, the account, and after ten minutes', async () => {
  const { token, app } = await setUpApp();
  const waiting = await knock();
  const own = await ownCtx(token);
  const next = 'lamp regen dinsdag blauw';
  assert.ok((await changePassword(own, { current: password, password: next })).ok);
  assert.equal(await readPending(visitor(), waiting), undefined);
  await changePassword(own, { current: next, password });
  const cookies = await knock();
  const pending = await pendingOf(cookies);
  assert.ok((await endPerson(await manager(), staffId)).ok);
  const given = { does: 'code', code: app.code() } as const;
  const late = await giveFactor(visitor(), { pending, from: browser(cookies) }, given);
  assert.ok(!late.ok);
  assert.equal(await sessionCount(), 0);
  await database.sql`update staff set active = true`;
  const third = await knock();
  clock.advance(10 * minute);
  assert.equal(await readPending(visitor(), third), undefined);
  await forgetFactors(services);
  assert.equal((await database.sql`select from pending_sign_ins`).length, 0);
});

test('who forgot a password is seen by a beheerder, once, and an address of nobody leaves nothing', async () => {
  const boss = await manager();
  const asked = await Promise.all(
    ['niemand@example.nl', email, email].map((one) =>
      askForPassword(visitor(), { email: one }, { byMail: false }),
    ),
  );
  assert.deepEqual(asked, [{ ok: true }, { ok: true }, { ok: true }]);
  assert.equal((await database.sql`select from password_requests`).length, 1);
  assert.equal((await readPerson(boss, staffId))?.person.askedPassword, clock.now());
  assert.ok((await renewPasswordLink(boss, staffId)).ok);
  assert.equal((await readPerson(boss, staffId))?.person.askedPassword, null);
  await askForPassword(visitor(), { email }, { byMail: false });
  clock.advance(7 * day);
  await forgetFactors(services);
  assert.equal((await readPerson(boss, staffId))?.person.askedPassword, null);
});

test('whoever asks for passwords without end from one address is held up', async () => {
  await saveSettings(services, { limits: { signInsPerAddress: 2 } });
  const asked = await Promise.all(
    [1, 2, 3].map(() => askForPassword(visitor(), { email }, { byMail: false })),
  );
  assert.equal(asked.filter(({ ok }) => ok).length, 2);
});

test('no order of passwords, codes and changes lets anybody in without a password and a factor of that moment', async () => {
  const acts = ['knock', 'right', 'again', 'wrong', 'later', 'change', 'reset'] as const;
  const free = await makeServices(database, { clock });
  await services.close();
  services = free;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 12 }),
      async (sequence) => {
        await emptyTables(database.sql, 'staff');
        staffId = await makeCasemanager(database.db, [], {
          email,
          passwordHash: await hashPassword(password),
        });
        services.bus.say({ roster: true });
        const { app } = await setUpApp();
        await emptyTables(database.sql, 'sessions');
        // What should be: whether a sign-in waits, whether there still is that app, and the last step that was used.
        let waits: { cookies: string; until: number } | undefined;
        let hasApp = true;
        let used = '';
        for (const act of sequence) {
          if (act === 'knock') waits = { cookies: await knock(), until: clock.now() + 10 * minute };
          else if (act === 'later') clock.advance(6 * minute);
          else if (act === 'change') {
            // A new password, by whatever way: sign-ins under way end.
            await database.sql`update staff set password_hash = ${passwordHash}`;
            await database.sql`delete from pending_sign_ins`;
            waits = undefined;
          } else if (act === 'reset') {
            const done = await resetFactors(await manager(), staffId);
            assert.equal(done.ok, hasApp);
            if (hasApp) waits = undefined;
            hasApp = false;
          } else {
            const pending: Pending | undefined = waits && (await readPending(visitor(), waits.cookies));
            assert.equal(pending !== undefined, waits !== undefined && clock.now() < waits.until);
            if (!pending || !waits) continue;
            const code = act === 'wrong' ? '000000' : act === 'again' && used !== '' ? used : app.code();
            const before = await sessionCount();
            const from = browser(waits.cookies);
            const result = await giveFactor(visitor(), { pending, from }, { does: 'code', code });
            assert.equal(result.ok, hasApp && code === app.code() && code !== used, act);
            assert.equal(await sessionCount(), before + (result.ok ? 1 : 0));
            if (result.ok) {
              used = code;
              waits = undefined;
            }
          }
        }
      },
    ),
    { numRuns: 12 },
  );
});
