import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { changePassword } from '#server/accounts/changePassword.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { forgetPasswordLinks } from '#server/accounts/forgetPasswordLinks.ts';
import { fingerprintOf } from '#server/accounts/import/fingerprint.ts';
import { importPeople } from '#server/accounts/import/importPeople.ts';
import { previewImport } from '#server/accounts/import/previewImport.ts';
import { readSheet } from '#server/accounts/import/readSheet.ts';
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { endOwnSessions, readOwnSessions } from '#server/accounts/ownSessions.ts';
import { openPasswordLink, readPasswordLink } from '#server/accounts/passwordLink.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readPeople, readPerson } from '#server/accounts/people.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import type { PersonInput } from '#server/accounts/schema.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { book } from '#server/booking/book.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { wrongRowsFile } from '../../src/people/import/importFiles.ts';
import { importStep } from '../../src/people/import/importStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Who works here: invited, changed, let out and back in by a beheerder; and each with their own password.

const password = 'kip fiets maandag groen';
const day = 24 * 3_600_000;

let ground: RaceGround;
let iris = '';
let manager: Ctx;

before(async () => {
  ground = await raceGround(0);
  await claimPurpose(ground.db, 'demo');
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'staff', 'appointments');
  iris = await makeManager();
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
});

const makeManager = async () =>
  makeCasemanager(ground.db, [], {
    roles: ['beheerder'],
    team: null,
    passwordHash: await hashPassword(password),
  });

const person: PersonInput = {
  firstName: 'Robin',
  lastName: 'Voorbeeld',
  email: 'robin@example.nl',
  roles: ['casemanager'],
  organisation: firstOrganisation,
  team: firstTeam,
};

/** Somebody who was invited, with the token of their link. */
async function invited(email: string = person.email) {
  const result = await invite(manager, { ...person, email });
  assert.ok(result.ok);
  return { id: result.id, token: await tokenOf(result.id, result.link.nonce) };
}

async function tokenOf(id: string, nonce: string): Promise<string> {
  const url = await readPasswordLink(manager, id, nonce);
  assert.match(url ?? '', /\/medewerker\/wachtwoord\/[\w-]{32}$/);
  return url?.split('/').at(-1) ?? '';
}

/** Somebody who set a password. */
async function employed(email?: string) {
  const { id, token } = await invited(email);
  assert.ok((await setPassword(ground.ctx, token, password)).ok);
  return id;
}

const versionOf = async (id: string) => (await readPerson(manager, id))?.person.version ?? -1;
const signInAs = (email: string, typed = password) => signIn(ground.ctx, { email, password: typed });

test('whoever is invited sets a password with the link, once, and signs in with it', async () => {
  const { id, token } = await invited();
  assert.deepEqual(await signInAs(person.email), { ok: false, error: 'wrong' });
  assert.equal((await openPasswordLink(ground.ctx, token))?.kind, 'invitation');
  assert.deepEqual(await setPassword(ground.ctx, token, 'robinvoorbeeld1'), { ok: false, error: 'weak' });
  assert.deepEqual(await setPassword(ground.ctx, token, password), { ok: true, email: person.email });
  assert.deepEqual(await setPassword(ground.ctx, token, `${password} twee`), {
    ok: false,
    error: 'link-over',
  });
  const signedIn = await signInAs(person.email);
  assert.ok(signedIn.ok);
  assert.deepEqual(signedIn.staff.team?.id, firstTeam);
  const found = await readPerson(manager, id);
  assert.deepEqual(found?.person.link, null);
  assert.ok(found?.person.canSignIn);
});

test('a way back in that was not used is forgotten when it is over', async () => {
  const id = await employed();
  assert.ok((await renewPasswordLink(manager, id)).ok);
  ground.clock.advance(day);
  await forgetPasswordLinks(ground.ctx);
  assert.equal((await readPerson(manager, id))?.person.link, null);
});

test('of ten who use one link at once, one sets the password', async () => {
  const { token } = await invited();
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) => setPassword(ground.ctx, token, `${password} ${index}`)),
  );
  assert.equal(results.filter(({ ok }) => ok).length, 1);
});

test('a link is over after seven days, when there is a newer one, and when somebody left', async () => {
  const first = await invited();
  ground.clock.advance(7 * day - 1);
  assert.ok(await openPasswordLink(ground.ctx, first.token));
  ground.clock.advance(1);
  assert.equal(await openPasswordLink(ground.ctx, first.token), undefined);
  await forgetPasswordLinks(ground.ctx);
  // A beheerder goes on seeing that it was never taken.
  assert.equal((await readPerson(manager, first.id))?.person.link?.expiresAt, ground.clock.now());
  const again = await renewPasswordLink(manager, first.id);
  assert.ok(again.ok && again.link.kind === 'invitation');
  const second = await tokenOf(first.id, again.link.nonce);
  const newest = await renewPasswordLink(manager, first.id);
  assert.ok(newest.ok);
  assert.equal(await openPasswordLink(ground.ctx, second), undefined);
  assert.equal(await readPasswordLink(manager, first.id, again.link.nonce), null);
  const third = await tokenOf(first.id, newest.link.nonce);
  assert.ok((await endPerson(manager, first.id)).ok);
  assert.equal(await openPasswordLink(ground.ctx, third), undefined);
});

test('a way back in leaves the old password until it is used, and then ends all sessions', async () => {
  const id = await employed();
  assert.ok((await signInAs(person.email)).ok);
  const made = await renewPasswordLink(manager, id);
  assert.ok(made.ok && made.link.kind === 'reset');
  assert.ok((await signInAs(person.email)).ok);
  const token = await tokenOf(id, made.link.nonce);
  assert.ok((await setPassword(ground.ctx, token, 'lamp regen dinsdag blauw')).ok);
  assert.equal((await ground.sql`select from sessions where user_id = ${id}`).length, 0);
  assert.deepEqual(await signInAs(person.email), { ok: false, error: 'wrong' });
});

test('an address is of one person, whoever writes it first, and a team has to be there', async () => {
  const both = await Promise.all([invite(manager, person), invite(manager, person)]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(
    both.find(({ ok }) => !ok),
    { ok: false, error: 'email-taken' },
  );
  const other = await invited('kim@example.nl');
  const changed = { ...person, version: await versionOf(other.id) };
  assert.deepEqual(await savePerson(manager, other.id, changed), { ok: false, error: 'email-taken' });
  const nowhere = { ...person, email: 'x@example.nl', team: '00000000-0000-4000-8000-0000000000ff' };
  assert.deepEqual(await invite(manager, nowhere), { ok: false, error: 'team-unknown' });
});

test('of many who are given one address at once, one gets it and the others are told', async () => {
  for (let round = 0; round < 5; round++) {
    const address = `samen${round}@example.nl`;
    const ids = [];
    for (let one = 0; one < 4; one++) ids.push((await invited(`wie${round}-${one}@example.nl`)).id);
    const inputs = await Promise.all(
      ids.map(async (id) => ({ id, input: { ...person, email: address, version: await versionOf(id) } })),
    );
    const results = await Promise.all([
      ...inputs.map(({ id, input }) => savePerson(manager, id, input)),
      invite(manager, { ...person, email: address }),
      ground.sql`update staff set email = ${address} where id = ${iris}`.then(
        () => ({ ok: true }) as const,
        () => ({ ok: false, error: 'email-taken' }) as const,
      ),
    ]);
    assert.equal(results.filter(({ ok }) => ok).length, 1, JSON.stringify(results));
    assert.ok(results.every((result) => result.ok || result.error === 'email-taken'));
    await ground.sql`update staff set email = ${`iris${round}@example.nl`} where id = ${iris}`;
  }
});

test('of two beheerders who change one person the second is told; another role ends sessions, a name does not', async () => {
  const id = await employed();
  assert.ok((await signInAs(person.email)).ok);
  const version = await versionOf(id);
  assert.deepEqual(await savePerson(manager, id, { ...person, lastName: 'Anders', version }), { ok: true });
  assert.equal((await ground.sql`select from sessions where user_id = ${id}`).length, 1);
  const late = await savePerson(manager, id, { ...person, roles: ['beheerder'], version });
  assert.deepEqual(late, { ok: false, error: 'changed' });
  const now = await versionOf(id);
  assert.deepEqual(await savePerson(manager, id, { ...person, roles: ['beheerder'], version: now }), {
    ok: true,
  });
  assert.equal((await ground.sql`select from sessions where user_id = ${id}`).length, 0);
});

test('nobody leaves, or loses their agenda, on whom a jongere still counts', async () => {
  const week = [{ locationId: 'centrum', weekdays: [1, 2, 3, 4, 5, 6, 7] }];
  const noor = await makeCasemanager(ground.db, week);
  ground.ctx.bus.say({ roster: true });
  assert.ok((await book(ground.ctx, { ...request('10:00'), casemanager: undefined })).ok);
  const expected = { ok: false, error: 'still-open', appointments: 1, conversations: 0, trajecten: 0 };
  assert.deepEqual(await endPerson(manager, noor), expected);
  const found = await readPerson(manager, noor);
  assert.ok(found);
  const { firstName, lastName, email, team, version } = found.person;
  const promoted: PersonInput & { version: number } = {
    firstName,
    lastName,
    email,
    team: team?.id ?? null,
    roles: ['beheerder'],
    organisation: firstOrganisation,
    version,
  };
  assert.deepEqual(await savePerson(manager, noor, promoted), expected);
  ground.clock.set(at('23:00'));
  await ground.sql`
    insert into sign_in_factors (staff_id, kind, name, created_at, sealed_secret, last_step)
    values (${noor}, 'totp', 'Telefoon', now(), 'x', 0)`;
  await ground.sql`insert into recovery_codes (hash, staff_id) values ('x', ${noor})`;
  assert.deepEqual(await endPerson(manager, noor), { ok: true });
  const left = await ground.sql`
    select staff_id from sign_in_factors where staff_id = ${noor}
    union all select staff_id from recovery_codes where staff_id = ${noor}`;
  assert.equal(left.length, 0);
  assert.deepEqual(await endPerson(manager, noor), { ok: false, error: 'unknown' });
  const back = await restorePerson(manager, noor);
  assert.ok(back.ok);
  assert.equal((await readPerson(manager, noor))?.person.canSignIn, false);
});

test('nobody ends their own account, and of two beheerders who end each other one stays', async () => {
  assert.deepEqual(await endPerson(manager, iris), { ok: false, error: 'oneself' });
  assert.deepEqual(await renewPasswordLink(manager, iris), { ok: false, error: 'oneself' });
  const bo = await makeManager();
  const other = staffCtx(ground.ctx, bo, { roles: ['beheerder'], team: null });
  const results = await Promise.allSettled([endPerson(manager, bo), endPerson(other, iris)]);
  const ended = results.filter((result) => result.status === 'fulfilled' && result.value.ok);
  assert.equal(ended.length, 1, JSON.stringify(results));
  // The other one is somebody who was ended, and may do nothing any more.
  assert.ok(results.some(({ status }) => status === 'rejected'));
});

test('a casemanager neither sees nor changes who works here', async () => {
  const noor = staffCtx(ground.ctx, await makeCasemanager(ground.db, []), {});
  await assert.rejects(readPeople(noor), NotAllowed);
  await assert.rejects(invite(noor, person), NotAllowed);
  await assert.rejects(endPerson(noor, iris), NotAllowed);
  await assert.rejects(inviteManager(noor, person.email), NotAllowed);
});

test('who runs the machine lets in a beheerder, also one that was shut out, and nobody else', async () => {
  const system = { ...ground.ctx, actor: { kind: 'system' } } as const;
  const first = await inviteManager(system, 'baas@example.nl');
  assert.ok(first.ok && first.isNew);
  const token = await tokenOf(first.id, first.link.nonce);
  assert.ok((await setPassword(ground.ctx, token, password)).ok);
  assert.ok((await endPerson(manager, first.id)).ok);
  const again = await inviteManager(system, 'baas@example.nl');
  assert.ok(again.ok && !again.isNew && again.id === first.id);
  assert.deepEqual(await signInAs('baas@example.nl'), { ok: false, error: 'wrong' });
  await invited();
  assert.deepEqual(await inviteManager(system, person.email), { ok: false, error: 'not-a-manager' });
});

test('the own password changes for who knows it; the other sessions end, and guesses are slowed down', async () => {
  const id = await employed();
  const here = await signInAs(person.email);
  assert.ok(here.ok);
  assert.ok((await signInAs(person.email)).ok);
  const own: Ctx = { ...ground.ctx, actor: { kind: 'staff', staff: here.staff, addressKey: 'here' } };
  assert.equal((await readOwnSessions(own)).length, 2);
  const next = 'lamp regen dinsdag blauw';
  assert.deepEqual(await changePassword(own, { current: 'anders', password: next }), {
    ok: false,
    error: 'wrong',
  });
  const weak = await changePassword(own, { current: password, password: 'welkom123456' });
  assert.deepEqual(weak, { ok: false, error: 'weak' });
  assert.deepEqual(await changePassword(own, { current: password, password: next }), { ok: true });
  assert.deepEqual(
    (await readOwnSessions(own)).map(({ isThis }) => isThis),
    [true],
  );
  assert.ok((await signInAs(person.email, next)).ok);
  assert.equal(await endOwnSessions(own, null), 1);
  assert.equal((await ground.sql`select from sessions where user_id = ${id}`).length, 1);
});

test('one of the own sessions is ended by its word, and never one of somebody else', async () => {
  await employed();
  const other = await ground.ctx.sessions.begin(iris, { browser: 'Firefox, Windows' });
  assert.ok(other);
  const here = await signInAs(person.email);
  assert.ok(here.ok);
  assert.ok((await signIn(ground.ctx, { email: person.email, password }, { userAgent: firefox })).ok);
  const own: Ctx = { ...ground.ctx, actor: { kind: 'staff', staff: here.staff, addressKey: 'here' } };
  const [, there] = await readOwnSessions(own);
  assert.equal(there?.browser, 'Firefox, Windows');
  const [theirs] = await readOwnSessions({ ...manager });
  assert.equal(await endOwnSessions(own, theirs?.id ?? ''), 0);
  assert.equal(await endOwnSessions(own, there?.id ?? ''), 1);
  assert.equal((await readOwnSessions(own)).length, 1);
});

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const heads = 'voornaam;achternaam;e-mail;rol;organisatie;team';
const sheetOf = (rows: string) => {
  const read = readSheet(`${heads}\n${rows}`);
  assert.ok(read.ok);
  return read.sheet;
};

test('a file of people goes in at once, row by row as it was shown, and the second time changes nothing', async () => {
  const kim = await employed('kim@example.nl');
  assert.ok((await signInAs('kim@example.nl')).ok);
  const sheet = sheetOf(
    [
      'Robin;Boer;robin@example.nl;casemanager;;Casemanagers',
      'Kim;Voorbeeld;kim@example.nl;coördinator;;Casemanagers',
      'Fatima;Ouali;fatima@example.nl;baas;;',
    ].join('\n'),
  );
  const plan = await previewImport(manager, sheet);
  assert.deepEqual(
    plan.map((row) => row.kind),
    ['new', 'changed', 'wrong'],
  );
  const counted = () =>
    ground.sql`select (select count(*)::int from staff) as staff, (select count(*)::int from history) as history`;
  const before = (await counted())[0];
  const refused = await importPeople(manager, sheet, { fingerprint: 'of another plan' });
  assert.deepEqual(refused, { ok: false, error: 'changed' });
  assert.deepEqual((await counted())[0], before);

  // Of two who do it at once the second is shown what is left.
  const fingerprint = fingerprintOf(plan);
  const both = await Promise.all([0, 1].map(() => importPeople(manager, sheet, { fingerprint })));
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  const done = both.find((one) => one.ok);
  assert.deepEqual(
    done?.rows.map(({ came }) => came),
    ['invited', 'saved', 'wrong'],
  );
  const [robin] = done?.rows ?? [];
  assert.ok(robin?.came === 'invited');
  const token = await tokenOf(robin.id, robin.nonce);
  assert.ok((await setPassword(ground.ctx, token, password)).ok);
  assert.ok((await signInAs('robin@example.nl')).ok);
  // Who got another role is out.
  assert.equal((await ground.sql`select from sessions where user_id = ${kim}`).length, 0);
  assert.deepEqual((await readPerson(manager, kim))?.person.roles, ['coordinator']);

  const again = await previewImport(manager, sheet);
  assert.deepEqual(
    again.map((row) => row.kind),
    ['same', 'same', 'wrong'],
  );
  const now = (await counted())[0];
  assert.ok((await importPeople(manager, sheet, { fingerprint: fingerprintOf(again) })).ok);
  assert.deepEqual((await counted())[0], now);
});

test('while a long file goes in, others who change people come in between', async () => {
  const { sql } = ground;
  const rows = Array.from({ length: 25 }, (_, n) => `Robin;Boer;robin${n}@example.nl;casemanager;;`);
  const sheet = sheetOf(rows.join('\n'));
  const plan = await previewImport(manager, sheet);
  const waiting = async (count: number) => {
    while (true) {
      const found = await sql`
        select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      if (found.length === count) return;
      await sql`select pg_sleep(0.01)`;
    }
  };
  // Whoever waits for the lock has it in the order in which they came.
  const [all, between] = await sql.begin(async (first) => {
    await lockRoster(first);
    const importing = importPeople(manager, sheet, { fingerprint: fingerprintOf(plan) });
    await waiting(1);
    const seen = sql.begin(async (other) => {
      await lockRoster(other);
      return (await other`select from staff where email like 'robin%'`).length;
    });
    await waiting(2);
    return [{ importing }, { seen }] as const;
  });
  assert.equal(await between.seen, 10);
  const done = await all.importing;
  assert.ok(done.ok && done.rows.length === 25 && done.rows.every(({ came }) => came === 'invited'));
});

test('the page of a file shows what it would change, then what came of it, and gives out what is wrong', async () => {
  const sessionId = hashToken(await ground.ctx.sessions.begin(iris));
  const { refused, shown } = stepTaker(() => ({ ctx: manager, sessionId }));
  const path = '/medewerker/beheer/mensen/inlezen';
  assert.equal((await shown(importStep, { path })).page.checked, null);
  const text = `${heads}\nRobin;Boer;robin@example.nl;casemanager;;\n=1+1;Proef;kim@example.nl;casemanager;;`;
  const looked = await refused(importStep, { path, form: { text, does: 'check' } });
  const { checked, wrongFile } = looked.page;
  assert.deepEqual(
    checked?.rows.map(({ kind }) => kind),
    ['new', 'wrong'],
  );
  const url = new URL(wrongFile, 'http://doorstart.test');
  const { settings } = await manager.roster.current();
  const locals = {
    ctx: manager,
    lang: 'nl',
    sessionId,
    staff: null,
    settings,
    demo: false,
    isOpen: true,
  } as const;
  const file = await (await wrongRowsFile({ url, locals })).text();
  assert.match(
    file,
    /^voornaam;achternaam;[^\n]*\r\n'=1\+1;Proef;kim@example\.nl;casemanager;;;Rij 3: voornaam: /,
  );

  const plan = checked?.fingerprint ?? '';
  const stale = await refused(importStep, { path, form: { text: `${text};;`, plan: 'x', does: 'import' } });
  assert.equal(stale.status, 409);
  const sent = await refused(importStep, { path, form: { text, plan, does: 'import' } });
  const links = [...(sent.page.imported?.links.values() ?? [])];
  assert.equal(links.length, 1);
  assert.match(links[0] ?? '', /\/medewerker\/wachtwoord\/[\w-]{32}$/);

  for (const [form, field] of [
    [{ text: '' }, 'file'],
    [{ text: '=1+1;2' }, 'text'],
    [{ text: `${heads}\n"Robin;Boer` }, 'text'],
  ] as const) {
    const wrong = await refused(importStep, { path, form });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.page.errors.summary[0]?.field, field, form.text);
  }
});
