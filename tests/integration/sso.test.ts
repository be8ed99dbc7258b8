import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { settings } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { readPasswordLink } from '#server/accounts/passwordLink.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readPerson } from '#server/accounts/people.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { beginSso } from '#server/accounts/sso/begin.ts';
import { finishSso } from '#server/accounts/sso/finish.ts';
import { keepPassword } from '#server/accounts/sso/keepPassword.ts';
import type { OidcConfig } from '#server/accounts/sso/provider.ts';
import { recheckSso } from '#server/accounts/sso/recheck.ts';
import { forgetSsoRequests } from '#server/accounts/sso/requests.ts';
import { endedThere, signOutThere } from '#server/accounts/sso/signOutThere.ts';
import { unlinkPerson } from '#server/accounts/sso/unlinkPerson.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { readRights } from '#server/rightsReview/readRights.ts';
import { signRights } from '#server/rightsReview/signRights.ts';
import type { SingleSignOnSettings } from '#server/settings/singleSignOn.ts';
import { beginSsoStep } from '../../src/account/sso/beginStep.ts';
import { finishSsoStep } from '../../src/account/sso/finishStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import {
  type FixedClock,
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeServices,
  staffCtx,
} from '../support/factories.ts';
import { browserThere, type OidcProvider, startOidcProvider } from '../support/oidcProvider.ts';
import { testDatabase } from '../support/postgres.ts';

// Single sign-on against a real provider: who gets in, as whom, and for how long; and what is refused.

const siteUrl = 'https://doorstart.test';
const minute = 60_000;
const password = 'kip fiets maandag groen';
const noorThere = { email: 'Noor@Example.nl', email_verified: true, given_name: 'Noor', family_name: 'Werk' };

let provider: OidcProvider;
let database: Awaited<ReturnType<typeof testDatabase>>;
let clock: FixedClock;
let services: Services;
let ctx: Ctx;
let iris = '';
let manager: Ctx;
const extra: Services[] = [];

before(async () => {
  provider = await startOidcProvider({ siteUrls: [siteUrl], people: [] });
  database = await testDatabase();
  clock = fixedClock();
  services = await makeServices(database, { clock, publicUrl: siteUrl, oidc: provider.config });
  ctx = jongereCtx(services);
});
after(async () => {
  for (const one of [services, ...extra]) await one.close();
  await database.drop();
  await provider.stop();
});
beforeEach(async () => {
  clock.set('2026-11-20T10:00:00+01:00');
  provider.forge(null);
  provider.hang(null);
  provider.signsInBy(undefined);
  for (const sub of ['noor', 'iris', 'kwaad']) provider.forget(sub);
  provider.setClaims('noor', noorThere);
  await emptyTables(database.sql, 'staff', 'teams', 'settings', 'sso_requests');
  iris = await makeCasemanager(database.db, [], {
    roles: ['beheerder'],
    team: null,
    passwordHash: await hashPassword(password),
  });
  manager = staffCtx(services, iris, { roles: ['beheerder'], team: null });
  await decide({});
});

/** What the gemeente decided about claims. */
async function decide(given: Partial<SingleSignOnSettings>): Promise<void> {
  await emptyTables(database.sql, 'settings');
  await database.db.insert(settings).values({ values: { singleSignOn: given } });
  services.bus.say({ roster: true });
}

const works = (values: Parameters<typeof makeCasemanager>[2] = {}) =>
  makeCasemanager(database.db, [], { email: 'noor@example.nl', ...values });

/** Another process on the same database, with other settings of its operator. */
async function processWith(oidc: Partial<OidcConfig>): Promise<Ctx> {
  const other = await makeServices(database, {
    clock,
    publicUrl: siteUrl,
    oidc: { ...provider.config, ...oidc },
  });
  extra.push(other);
  return jongereCtx(other);
}

/** Begins to sign in: where the provider waits, and what the browser sends along from then on. */
async function leave(
  from: Ctx = ctx,
  { back = null, cookies = null }: { back?: string | null; cookies?: string | null } = {},
) {
  const begun = await beginSso(from, { back, cookies });
  assert.ok(begun.ok, JSON.stringify(begun));
  return { url: begun.url, cookies: begun.cookie.split(';')[0] ?? '', cookie: begun.cookie };
}

const comeBack = (address: URL, cookies: string | null, from: Ctx = ctx) =>
  finishSso(from, address, { cookies, userAgent: null });

/** Signs in as somebody, from beginning to end. */
async function signInAs(sub: string, from: Ctx = ctx, back: string | null = null) {
  const { url, cookies } = await leave(from, { back });
  return comeBack(await browserThere().signIn(url, sub), cookies, from);
}

/** Who is signed in by an answer, in a process. */
async function somebody(result: Awaited<ReturnType<typeof finishSso>>, from: Ctx = ctx) {
  assert.ok(result.ok, JSON.stringify(result));
  const token = from.sessions.tokenIn(result.cookies.join('; '));
  assert.ok(token);
  return { token, staff: await from.sessions.find(token, { touch: false }) };
}

const sessions = async (id: string) =>
  (await database.sql`select from sessions where user_id = ${id}`).length;
const rolesOf = async (id: string) =>
  (await database.sql`select roles, team_id from staff where id = ${id}`)[0];
const lastWords = async () =>
  (await database.sql`select what, details from history order by id desc limit 3`).map(({ what }) => what);

test('whoever was invited is linked by the address that the provider vouches for, and comes to the page they asked for', async () => {
  const id = await works();
  const { url, cookie, cookies } = await leave(ctx, { back: '/medewerker/week' });
  assert.match(
    cookie,
    /^__Host-doorstart_sso=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/,
  );
  const { searchParams: asked } = new URL(url);
  assert.equal(asked.get('response_type'), 'code');
  assert.equal(asked.get('response_mode'), 'query');
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('redirect_uri'), `${siteUrl}/medewerker/inloggen/sso/terug`);
  for (const random of ['state', 'nonce', 'code_challenge'])
    assert.match(asked.get(random) ?? '', /^[\w-]{43}$/);
  const result = await comeBack(await browserThere().signIn(url, 'noor'), cookies);
  assert.ok(result.ok);
  assert.equal(result.returnTo, '/medewerker/week');
  const { staff, token } = await somebody(result);
  assert.equal(staff?.id, id);
  assert.deepEqual(await lastWords(), ['sso-linked']);
  const [kept] =
    await database.sql`select id_token, refresh_token from sso_sessions where session_id = ${hashToken(token)}`;
  assert.doesNotMatch(String(kept?.id_token), /^ey/, 'tokens are sealed');
  // From then on by who they are there, whatever their address is.
  provider.setClaims('noor', { email: 'anders@example.nl', email_verified: true });
  assert.equal((await somebody(await signInAs('noor'))).staff?.id, id);
});

test('an address that the provider does not vouch for links nobody; one of a domain of the tenant does', async () => {
  await works();
  for (const claims of [
    { email: 'noor@example.nl' },
    { email: 'noor@example.nl', email_verified: false, xms_edov: true },
    { email: 'noor@example.nl', email_verified: 'true' },
    { email: 'noor@example.nl', xms_edov: false },
    { preferred_username: 'noor@example.nl', email_verified: true },
  ]) {
    provider.setClaims('noor', claims);
    assert.deepEqual(await signInAs('noor'), { ok: false, error: 'unverified' });
  }
  provider.setClaims('noor', { email: 'noor@example.nl', xms_edov: true });
  assert.ok((await signInAs('noor')).ok);
});

test('an answer counts once, in the browser that asked, within ten minutes', async () => {
  const id = await works();
  const other = await leave();
  const { url, cookies } = await leave();
  const answer = await browserThere().signIn(url, 'noor');
  for (const strange of [null, other.cookies, 'doorstart_sso=x'])
    assert.deepEqual(await comeBack(answer, strange), { ok: false, error: 'over' });
  const twice = new URL(answer);
  twice.searchParams.append('state', 'x');
  assert.deepEqual(await comeBack(twice, cookies), { ok: false, error: 'over' });
  assert.ok((await comeBack(answer, cookies)).ok);
  assert.deepEqual(await comeBack(answer, cookies), { ok: false, error: 'over' });
  assert.equal(await sessions(id), 1);

  const late = await leave();
  const lateAnswer = await browserThere().signIn(late.url, 'noor');
  clock.advance(10 * minute);
  assert.deepEqual(await comeBack(lateAnswer, late.cookies), { ok: false, error: 'over' });
  await forgetSsoRequests(services);
  assert.equal((await database.sql`select from sso_requests`).length, 0);
});

test('two tabs of one browser sign in beside each other, and of ten that bring one answer one gets in', async () => {
  await works();
  const first = await leave();
  const second = await leave(ctx, { cookies: first.cookies });
  const there = browserThere();
  const answers = [await there.signIn(first.url, 'noor'), await there.signIn(second.url, 'noor')];
  assert.equal(first.cookies, second.cookies);
  for (const answer of answers) {
    const result = await comeBack(answer, first.cookies);
    assert.ok(result.ok, `${JSON.stringify(result)} ${answer}`);
  }
  const again = await leave();
  const answer = await browserThere().signIn(again.url, 'noor');
  const results = await Promise.all(Array.from({ length: 10 }, () => comeBack(answer, again.cookies)));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
});

test('an answer for another sign-in, code or issuer opens nothing', async () => {
  await works();
  const one = await leave();
  const other = await leave(ctx, { cookies: one.cookies });
  const theirs = await browserThere().signIn(other.url, 'noor');
  // The code of one sign-in with the state of another: neither the code verifier nor the nonce fits.
  const mixed = new URL(theirs);
  mixed.searchParams.set('state', new URL(one.url).searchParams.get('state') ?? '');
  assert.deepEqual(await comeBack(mixed, one.cookies), { ok: false, error: 'denied' });
  for (const issuer of ['https://elders.example', null]) {
    const { url, cookies } = await leave();
    const answer = await browserThere().signIn(url, 'noor');
    if (issuer === null) answer.searchParams.delete('iss');
    else answer.searchParams.set('iss', issuer);
    assert.deepEqual(await comeBack(answer, cookies), { ok: false, error: 'invalid' });
  }
});

test('an ID token of another audience, issuer, nonce, time or key opens nothing', async () => {
  const id = await works();
  const forgeries: Record<string, Parameters<OidcProvider['forge']>[0]> = {
    'another audience': { payload: (claims) => ({ ...claims, aud: 'iets-anders' }) },
    'two audiences, of another party': {
      payload: (claims) => ({ ...claims, aud: ['doorstart', 'x'], azp: 'x' }),
    },
    'another issuer': { payload: (claims) => ({ ...claims, iss: 'https://elders.example' }) },
    'a nonce of before': { payload: (claims) => ({ ...claims, nonce: 'a'.repeat(43) }) },
    'no nonce': { payload: ({ nonce: _, ...claims }) => claims },
    'over for a minute': { payload: (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 }) },
    'made in the future': { payload: (claims) => ({ ...claims, nbf: Math.floor(Date.now() / 1000) + 60 }) },
    'the key of a stranger': { by: 'stranger' },
    'no signature': { by: 'nobody' },
    'the secret of the client as key': { by: 'secret' },
    'a role in a token of a stranger': {
      by: 'stranger',
      payload: (claims) => ({ ...claims, groups: ['beheer'] }),
    },
  };
  for (const [name, how] of Object.entries(forgeries)) {
    provider.forge(how);
    assert.deepEqual(await signInAs('noor'), { ok: false, error: 'invalid' }, name);
  }
  assert.equal(await sessions(id), 0);
  provider.forge({});
  assert.ok((await signInAs('noor')).ok, 'the same token, signed anew');
});

test('whoever stops at the provider is not signed in', async () => {
  await works();
  assert.deepEqual(await signInAs(''), { ok: false, error: 'denied' });
});

test('who signs in there has no password beside it, nor a link or factor, and gets none', async () => {
  const made = await invite(manager, {
    firstName: 'Noor',
    lastName: 'Werk',
    email: 'noor@example.nl',
    roles: ['casemanager'],
    organisation: '00000000-0000-4000-8000-000000000001',
    team: null,
  });
  assert.ok(made.ok);
  const { id } = made;
  const token = (await readPasswordLink(manager, id, made.link.nonce))?.split('/').at(-1) ?? '';
  await database.sql`update staff set password_hash = ${await hashPassword(password)} where id = ${id}`;
  await database.sql`insert into recovery_codes (hash, staff_id) values ('x', ${id})`;
  await services.sessions.begin(id);
  assert.ok((await signInAs('noor')).ok);
  assert.equal(await sessions(id), 1, 'the sessions of before ended');
  assert.deepEqual(await signIn(ctx, { email: 'noor@example.nl', password }), { ok: false, error: 'wrong' });
  assert.deepEqual(await setPassword(ctx, token, password), { ok: false, error: 'link-over' });
  assert.equal((await database.sql`select from recovery_codes`).length, 0);
  assert.deepEqual(await renewPasswordLink(manager, id), { ok: false, error: 'signs-in-elsewhere' });
  const found = await readPerson(manager, id);
  assert.ok(found?.person.canSignIn && found.person.sso);
  // Whatever a verb forgets: the database has the last word.
  await assert.rejects(database.sql`update staff set password_hash = 'x' where id = ${id}`, /no password/);
  await assert.rejects(
    database.sql`insert into password_links values (${id}, gen_random_uuid(), 'x', 'reset', now())`,
    /no password/,
  );
});

test('a few beheerders keep a password beside it; taken away, it is gone', async () => {
  const managers = [iris];
  for (let more = 0; more < 2; more += 1)
    managers.push(await makeCasemanager(database.db, [], { roles: ['beheerder'], team: null }));
  const [, bo = '', cas = ''] = managers;
  const noor = await works();
  assert.deepEqual(await keepPassword(manager, noor, true), { ok: false, error: 'no-manager' });
  assert.deepEqual(await keepPassword(manager, iris, true), { ok: true });
  assert.equal((await lastWords())[0], 'password-kept');
  assert.deepEqual(await keepPassword(manager, bo, true), { ok: true });
  assert.deepEqual(await keepPassword(manager, cas, true), { ok: false, error: 'enough-kept' });
  await database.sql`update staff set email = 'iris@example.nl' where id = ${iris}`;
  provider.setClaims('iris', { email: 'iris@example.nl', email_verified: true });
  assert.ok((await signInAs('iris')).ok);
  // The password is right, and a second factor is asked here.
  const kept = await signIn(ctx, { email: 'iris@example.nl', password });
  assert.equal(!kept.ok && kept.error, 'factor');
  const sessions = () => database.sql`select from sessions where user_id = ${iris}`;
  assert.equal((await sessions()).length, 1);
  assert.deepEqual(await keepPassword(manager, iris, false), { ok: true });
  assert.equal((await sessions()).length, 0, 'begun while the password was a way in');
  assert.equal((await lastWords())[0], 'password-not-kept');
  assert.deepEqual(await signIn(ctx, { email: 'iris@example.nl', password }), { ok: false, error: 'wrong' });
  // Who runs the machine lets in who is shut out, also beside the provider.
  const system = { ...ctx, actor: { kind: 'system' } } as const;
  assert.ok((await inviteManager(system, 'iris@example.nl')).ok);
  await assert.rejects(keepPassword(staffCtx(services, noor), iris, true), NotAllowed);
});

test('without rules claims give nobody anything; with them roles and team, and an account where the gemeente wants that', async () => {
  provider.setClaims('noor', { ...noorThere, groups: ['beheer', 'beheerder'], roles: ['beheerder'] });
  await decide({ createAccounts: true });
  assert.deepEqual(await signInAs('noor'), { ok: false, error: 'no-account' });
  await database.sql`insert into teams (name) values ('Noord')`;
  const rules = [
    { claim: 'groups', value: 'cm', roles: ['casemanager' as const], team: null },
    { claim: 'groups', value: 'noord', roles: [], team: 'Noord' },
    { claim: 'realm_access.roles', value: 'coordinator', roles: ['coordinator' as const], team: null },
  ];
  await decide({ createAccounts: false, rules });
  provider.setClaims('noor', {
    ...noorThere,
    groups: ['cm', 'noord', 'x'],
    realm_access: { roles: ['coordinator'] },
  });
  assert.deepEqual(await signInAs('noor'), { ok: false, error: 'no-account' });
  await decide({ createAccounts: true, rules });
  const { staff } = await somebody(await signInAs('noor'));
  assert.deepEqual(
    [staff?.firstName, staff?.lastName, staff?.email, staff?.roles, staff?.team?.name],
    ['Noor', 'Werk', 'noor@example.nl', ['casemanager', 'coordinator'], 'Noord'],
  );
});

test('changed claims change roles and team at the next sign-in, end the other sessions, and stand in the history', async () => {
  const id = await works();
  const rules = [
    { claim: 'groups', value: 'cm', roles: ['casemanager' as const], team: null },
    { claim: 'groups', value: 'beheer', roles: ['beheerder' as const], team: null },
  ];
  await decide({ rules });
  provider.setClaims('noor', { ...noorThere, groups: ['cm'] });
  const before = await somebody(await signInAs('noor'));
  assert.ok((await signInAs('noor')).ok);
  assert.equal(await sessions(id), 2, 'the same claims end nothing');
  provider.setClaims('noor', { ...noorThere, groups: 'beheer' });
  assert.ok((await signInAs('noor')).ok);
  assert.deepEqual((await rolesOf(id))?.roles, ['beheerder']);
  assert.equal(await services.sessions.find(before.token, { touch: false }), null);
  assert.deepEqual((await lastWords())[0], 'account-saved');
  provider.setClaims('noor', { ...noorThere, groups: ['elders'] });
  assert.deepEqual(await signInAs('noor'), { ok: false, error: 'no-role' });
  assert.equal(await sessions(id), 0);
  // A password that was kept for when the provider is away opens nothing when it says no.
  await database.sql`update staff set keeps_password = true, password_hash = 'x' where id = ${id}`;
  assert.deepEqual(await signInAs('noor'), { ok: false, error: 'no-role' });
  const [kept] = await database.sql`
    select keeps_password as keeps, password_hash as hash from staff where id = ${id}`;
  assert.deepEqual({ ...kept }, { keeps: false, hash: null });
});

test('a session of a provider that is not asked any more ends', async () => {
  const id = await works();
  assert.ok((await signInAs('noor')).ok);
  await recheckSso(services);
  assert.equal(await sessions(id), 1);
  await recheckSso({ ...services, sso: null });
  assert.equal(await sessions(id), 0);
});

test('claims never take away the last beheerder', async () => {
  await database.sql`update staff set active = false where id = ${iris}`;
  const id = await works({ roles: ['casemanager', 'beheerder'] });
  await decide({ rules: [{ claim: 'groups', value: 'cm', roles: ['casemanager'], team: null }] });
  provider.setClaims('noor', { ...noorThere, groups: ['cm'] });
  assert.ok((await signInAs('noor')).ok);
  assert.deepEqual((await rolesOf(id))?.roles, ['casemanager', 'beheerder']);
  provider.setClaims('noor', noorThere);
  assert.ok((await signInAs('noor')).ok);
  assert.deepEqual((await rolesOf(id))?.roles, ['beheerder']);
  // Whoever signs in there can, so of two beheerders one may go.
  await database.sql`update staff set active = true where id = ${iris}`;
  assert.deepEqual(await signInAs('noor'), { ok: false, error: 'no-role' });
  const found = await readPerson(manager, iris);
  assert.ok(found);
  const { firstName, lastName, email, version } = found.person;
  const less = { firstName, lastName, email, team: null, version, roles: ['casemanager' as const] };
  const saved = await savePerson(manager, iris, {
    ...less,
    organisation: '00000000-0000-4000-8000-000000000001',
  });
  assert.deepEqual(saved, { ok: true });
});

test('a link to a provider of before lets nobody in, so it makes nobody the one who is left to manage', async () => {
  const bo = await makeCasemanager(database.db, [], { roles: ['beheerder'], team: null });
  const linkTo = (issuer: string, id = bo) => database.sql`
    insert into sso_links values (${id}, ${issuer}, ${id}, now())
    on conflict (staff_id) do update set issuer = excluded.issuer`;
  const other = staffCtx(services, bo, { roles: ['beheerder'], team: null });
  await linkTo('https://vroeger.example.nl');
  assert.equal((await readPerson(manager, bo))?.person.canSignIn, false);
  const wayIn = async (asked = manager) => (await readRights(asked)).rows.find((row) => row.id === bo)?.wayIn;
  assert.equal(await wayIn(), 'none');
  assert.deepEqual(await signRights(manager, await readRights(manager)), { ok: true });
  assert.equal((await readRights(manager)).signed[0]?.alone, true);
  const last = { ok: false, error: 'last-manager' };
  assert.deepEqual(await endPerson(other, iris), last);
  // Who keeps a password beside a link that opens nothing goes on keeping it, when nobody else gets in.
  assert.deepEqual(await keepPassword(manager, iris, true), { ok: true });
  await linkTo('https://vroeger.example.nl', iris);
  assert.deepEqual(await keepPassword(other, iris, false), last);
  const [kept] = await database.sql`select password_hash as hash from staff where id = ${iris}`;
  assert.ok(kept?.hash);
  await linkTo(provider.issuer);
  assert.ok((await readPerson(manager, bo))?.person.canSignIn);
  // A password that they may keep and have not set is no second way in.
  assert.deepEqual(await keepPassword(manager, bo, true), { ok: true });
  assert.deepEqual([await wayIn(), await wayIn({ ...manager, sso: null })], ['sso', 'none']);
  // A process without single sign-on lets nobody in by it.
  assert.deepEqual(await endPerson({ ...other, sso: null }, iris), last);
  assert.deepEqual(await endPerson(other, iris), { ok: true });
});

test('whose link is taken away while the provider is asked after them is not linked anew', async () => {
  const id = await works();
  assert.ok((await signInAs('noor')).ok);
  const { sso } = services;
  assert.ok(sso);
  const askAgain: typeof sso.provider.askAgain = async (token) => {
    const answer = await sso.provider.askAgain(token);
    assert.ok((await unlinkPerson(manager, id)).ok);
    return answer;
  };
  clock.advance(15 * minute);
  await recheckSso({ ...services, sso: { ...sso, provider: { ...sso.provider, askAgain } } });
  assert.equal((await database.sql`select from sso_links`).length, 0);
  assert.equal((await database.sql`select from password_links where staff_id = ${id}`).length, 1);
});

test('an account is of one person there: another one with its address is refused until a beheerder takes the link away', async () => {
  const id = await works();
  assert.ok((await signInAs('noor')).ok);
  provider.setClaims('kwaad', noorThere);
  assert.deepEqual(await signInAs('kwaad'), { ok: false, error: 'other-link' });
  assert.deepEqual(await unlinkPerson(manager, iris), { ok: false, error: 'oneself' });
  const unlinked = await unlinkPerson(manager, id);
  assert.ok(unlinked.ok);
  assert.equal((await lastWords())[0], 'sso-unlinked');
  assert.equal(await sessions(id), 0);
  assert.deepEqual(await unlinkPerson(manager, id), { ok: false, error: 'unknown' });
  assert.ok((await signInAs('kwaad')).ok);
  // Somebody who left does not get in by the provider.
  assert.ok((await endPerson(manager, id)).ok);
  assert.equal(await sessions(id), 0);
  assert.deepEqual(await signInAs('kwaad'), { ok: false, error: 'ended' });
});

test('whoever vanished at the provider is out here within the interval; who is there goes on', async () => {
  const id = await works();
  provider.setClaims('kwaad', { email: 'sam@example.nl', email_verified: true });
  const sam = await makeCasemanager(database.db, [], { email: 'sam@example.nl' });
  assert.ok((await signInAs('noor')).ok);
  assert.ok((await signInAs('kwaad')).ok);
  await services.sessions.begin(iris);
  provider.forget('noor');
  clock.advance(15 * minute - 1);
  await recheckSso(services);
  assert.equal(await sessions(id), 1, 'not yet');
  for (let turns = 0; turns < 3; turns += 1) {
    clock.advance(15 * minute);
    await recheckSso(services);
    assert.deepEqual([await sessions(id), await sessions(sam), await sessions(iris)], [0, 1, 1]);
  }
});

test('a provider that is away when it is asked again keeps people for a second interval; changed claims count then too', async () => {
  const id = await works();
  const rules = [
    { claim: 'groups', value: 'cm', roles: ['casemanager' as const], team: null },
    { claim: 'groups', value: 'co', roles: ['coordinator' as const], team: null },
  ];
  await decide({ rules });
  provider.setClaims('noor', { ...noorThere, groups: ['cm'] });
  assert.ok((await signInAs('noor')).ok);
  await provider.stop();
  clock.advance(15 * minute);
  await recheckSso(services);
  assert.equal(await sessions(id), 1);
  clock.advance(15 * minute);
  await recheckSso(services);
  assert.equal(await sessions(id), 0);
  await provider.start();
  assert.ok((await signInAs('noor')).ok);
  provider.setClaims('noor', { ...noorThere, groups: ['co'] });
  clock.advance(15 * minute);
  await recheckSso(services);
  assert.equal(await sessions(id), 0);
  assert.deepEqual((await rolesOf(id))?.roles, ['coordinator']);
});

test('a provider that is down, or takes a question and never answers, is said so in time, at every step', async () => {
  await works();
  const fresh = await processWith({});
  provider.hang('/');
  const begun = Date.now();
  assert.deepEqual(await beginSso(fresh, { back: null, cookies: null }), { ok: false, error: 'away' });
  provider.hang(null);
  for (const path of ['/token', '/jwks']) {
    const one = await processWith({});
    const { url, cookies } = await leave(one);
    const answer = await browserThere().signIn(url, 'noor');
    provider.hang(path);
    assert.deepEqual(await comeBack(answer, cookies, one), { ok: false, error: 'away' }, path);
    provider.hang(null);
  }
  assert.ok(Date.now() - begun < 30_000, 'three waits of four seconds, on a machine that does more');
  const known = await leave();
  await provider.stop();
  const stopped = await processWith({});
  const taker = stepTaker(() => ({ ctx: stopped }));
  const page = await taker.shown(beginSsoStep, { path: '/medewerker/inloggen/sso' });
  assert.deepEqual([page.status, page.retryAfterSeconds, page.page.trouble], [503, 30, 'away']);
  // What it said of itself an hour ago is still known, so people are led on, and the browser says that it is down.
  clock.advance(2 * 60 * minute);
  assert.ok((await beginSso(ctx, { back: null, cookies: known.cookies })).ok);
  await provider.start();
  assert.ok((await signInAs('noor', stopped)).ok);
});

test('what the provider says of itself is asked once for all who come, and again after an hour', async () => {
  const fresh = await processWith({});
  const asks = () => provider.asked.filter((path) => path.startsWith('/.well-known/')).length;
  const before = asks();
  await Promise.all(Array.from({ length: 20 }, () => leave(fresh)));
  assert.equal(asks(), before + 1);
  clock.advance(60 * minute);
  await leave(fresh);
  assert.equal(asks(), before + 2);
});

test('where a way of signing in is asked for, no other one is good enough', async () => {
  await works();
  const strict = await processWith({ acrValues: ['twee-factoren'] });
  const { url } = await leave(strict);
  assert.equal(new URL(url).searchParams.get('acr_values'), 'twee-factoren');
  assert.deepEqual(await signInAs('noor', strict), { ok: false, error: 'weak' });
  provider.signsInBy('twee-factoren');
  assert.ok((await signInAs('noor', strict)).ok);
});

test('an issuer of other settings is refused, also when it answers under this address', async () => {
  const elsewhere = await processWith({ issuer: `${provider.issuer}/tenant` });
  assert.deepEqual(await beginSso(elsewhere, { back: null, cookies: null }), { ok: false, error: 'away' });
});

test('signing out leads on to sign out there; what ends there ends here, by the word of its session alone', async () => {
  const id = await works();
  const { token } = await somebody(await signInAs('noor'));
  const cookie = `${services.sessions.cookieName}=${token}`;
  const to = new URL((await signOutThere(ctx, cookie)) ?? '');
  assert.equal(to.origin, provider.issuer);
  assert.equal(
    to.searchParams.get('post_logout_redirect_uri'),
    `${siteUrl}/medewerker/inloggen/sso/uitgelogd`,
  );
  assert.match(to.searchParams.get('id_token_hint') ?? '', /^ey/);
  assert.equal(
    await signOutThere(ctx, `${services.sessions.cookieName}=${await services.sessions.begin(iris)}`),
    null,
  );
  await database.sql`update sso_sessions set provider_session = 'woord'`;
  await endedThere(ctx, { issuer: 'https://elders.example', providerSession: 'woord' });
  await endedThere(ctx, { issuer: provider.issuer, providerSession: 'ander' });
  await endedThere(ctx, { issuer: null, providerSession: '' });
  assert.equal(await sessions(id), 1);
  await endedThere(ctx, { issuer: provider.issuer, providerSession: 'woord' });
  assert.equal(await sessions(id), 0);
});

test('each trouble has a page with what to do, and nothing of the answer in it', async () => {
  const taker = stepTaker(() => ({ ctx }));
  const page = await taker.shown(finishSsoStep, { path: '/medewerker/inloggen/sso/terug?code=a&state=b' });
  assert.deepEqual([page.status, page.page.trouble], [400, 'over']);
  const none = stepTaker(() => ({ ctx: { ...ctx, sso: null } }));
  for (const step of [beginSsoStep, finishSsoStep])
    assert.deepEqual(await none.take(step, { path: '/medewerker/inloggen/sso' }), {
      kind: 'nothing',
      status: 404,
    });
});
