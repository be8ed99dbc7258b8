import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import { changePassword } from '#server/accounts/changePassword.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { addFactor } from '#server/accounts/factors/addFactor.ts';
import { confirmPassword } from '#server/accounts/factors/confirmPassword.ts';
import { readOwnFactors, removeFactor } from '#server/accounts/factors/ownFactors.ts';
import { resetFactors } from '#server/accounts/factors/resetFactors.ts';
import { newSecret } from '#server/accounts/factors/totp.ts';
import { endOwnSessions, readOwnSessions } from '#server/accounts/ownSessions.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { savePerson } from '#server/accounts/savePerson.ts';
import { signOut, signOutEverywhere } from '#server/accounts/signOut.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { applySetup } from '#server/setup/apply.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { staffSocket } from '../support/chatEnds.ts';
import { connected, hangUp } from '../support/chatListeners.ts';
import { jongereCtx, makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

// What somebody has open in two processes, while their right ends in a third: a socket, a live stream and the pages of a session.

/** A session never outlives the right that it began with by more than this, in any process. */
const mostMs = 2000;
const password = 'kip fiets maandag groen';
const passwordHash = await hashPassword(password);
const next = 'lamp regen dinsdag blauw';

let database: Awaited<ReturnType<typeof testDatabase>>;
let servers: ServerProcess[] = [];
let services: Services;
let manager: Ctx;

before(async () => {
  database = await testDatabase();
  servers = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
  const publicUrl = 'http://127.0.0.1';
  services = await makeServices(database, { clock: systemClock, publicUrl });
  const boss = await makeCasemanager(database.db, [], { roles: ['beheerder'], team: null, passwordHash });
  manager = staffCtx(services, boss, { roles: ['beheerder'], team: null });
});
after(async () => {
  hangUp();
  await Promise.all(servers.map((server) => server.stop()));
  await services?.close();
  await database.drop();
});

async function signedIn(id: string) {
  const token = await services.sessions.begin(id);
  const staff = await services.sessions.find(token, { touch: false });
  assert.ok(staff);
  const own: Ctx = { ...jongereCtx(services), actor: { kind: 'staff', staff, addressKey: 'here' } };
  return { cookie: `${services.sessions.cookieName}=${token}`, own };
}

/** What a session has open in one process; `isCut` says whether all of it ended. */
async function openIn(server: ServerProcess, cookie: string) {
  const socket = await connected(staffSocket(server.url, cookie));
  const stream = await fetch(`${server.url}/live/agenda`, { headers: { cookie } });
  assert.equal(stream.status, 200);
  let streams = true;
  const over = () => {
    streams = false;
  };
  void stream.text().then(over, over);
  const page = async () => {
    const { status } = await fetch(`${server.url}/medewerker/account`, {
      headers: { cookie },
      redirect: 'manual',
    });
    return status;
  };
  assert.equal(await page(), 200);
  const isCut = async () => !socket.connected && !streams && (await page()) !== 200;
  return { isCut, isOpen: async () => socket.connected && streams && (await page()) === 200 };
}

type End = (given: { id: string; cookie: string; other: Ctx; here: Ctx }) => Promise<unknown>;

const saveAs = async (id: string, roles: ('casemanager' | 'coordinator')[]) => {
  const [row] =
    await database.sql`select account_version as version, email, team_id as team from staff where id = ${id}`;
  const { version, email, team } = z
    .object({ version: z.int(), email: z.string(), team: z.uuid() })
    .parse(row);
  const name = { firstName: 'Noor', lastName: 'Voorbeeld' };
  const result = await savePerson(manager, id, {
    ...name,
    email,
    roles,
    organisation: firstOrganisation,
    team,
    version,
  });
  assert.ok(result.ok, JSON.stringify(result));
};

async function addApp(own: Ctx): Promise<void> {
  assert.ok(own.actor.kind === 'staff');
  assert.ok((await confirmPassword(own, { current: password })).ok);
  const secret = newSecret();
  const sealed = services.seals.seal('totp-set-up', own.actor.staff.session, secret);
  const input = {
    does: 'totp',
    sealed,
    code: new TOTP({ secret: Secret.fromBase32(secret) }).generate(),
  } as const;
  assert.ok((await addFactor(own, { input, name: 'Telefoon' })).ok);
}

/** Ways in which a right ends; `other` is another session of the same person, which goes on where `stays` says so. */
const ends: Record<string, { end: End; stays?: true; hasApp?: true }> = {
  'another role': { end: ({ id }) => saveAs(id, ['casemanager', 'coordinator']) },
  'the account ends': { end: async ({ id }) => assert.ok((await endPerson(manager, id)).ok) },
  'a setup file takes the role': {
    end: async ({ id }) => {
      const account = {
        email: `${id}@example.nl`,
        firstName: 'Noor',
        lastName: 'Voorbeeld',
        roles: ['coordinator'],
      };
      assert.ok((await applySetup(services, setupSchema.parse({ accounts: [account] }))).ok);
    },
  },
  'a password that is changed': {
    end: async ({ other }) =>
      assert.ok((await changePassword(other, { current: password, password: next })).ok),
    stays: true,
  },
  'a factor that is added': { end: ({ other }) => addApp(other), stays: true },
  'a factor that is taken away': {
    end: async ({ other }) => {
      assert.ok((await confirmPassword(other, { current: password })).ok);
      const [app] = (await readOwnFactors(other)).factors;
      assert.ok((await removeFactor(other, app?.id ?? '')).ok);
    },
    stays: true,
    hasApp: true,
  },
  'factors that a beheerder takes away': {
    end: async ({ id }) => assert.ok((await resetFactors(manager, id)).ok),
    hasApp: true,
  },
  'one session that is ended from another': {
    end: async ({ other }) => {
      const [, there] = await readOwnSessions(other);
      assert.equal(await endOwnSessions(other, there?.id ?? ''), 1);
    },
    stays: true,
  },
  'signing out everywhere': { end: ({ other }) => signOutEverywhere(other) },
  'signing out': { end: ({ here, cookie }) => signOut(here, cookie), stays: true },
};

for (const [name, { end, stays, hasApp }] of Object.entries(ends)) {
  test(`${name}: socket, stream and pages end within two seconds in both processes`, async () => {
    // A machine that does much else may take longer once; all is cut each time.
    const took: number[] = [];
    while (took.length < 3 && !took.some((ms) => ms <= mostMs)) {
      const id = await makeCasemanager(database.db, [], { passwordHash });
      if (hasApp) await addApp((await signedIn(id)).own);
      await database.sql`delete from sessions where user_id = ${id}`;
      const [mine, other] = [await signedIn(id), await signedIn(id)];
      const open = await Promise.all(servers.map((server) => openIn(server, mine.cookie)));
      const beside = await Promise.all(servers.map((server) => openIn(server, other.cookie)));
      await end({ id, cookie: mine.cookie, other: other.own, here: mine.own });
      const began = performance.now();
      const cut = stays ? open : [...open, ...beside];
      while (!(await allOf(cut, ({ isCut }) => isCut()))) {
        assert.ok(performance.now() - began < 30_000, 'it is never cut');
        await sleep(10);
      }
      took.push(performance.now() - began);
      if (stays) assert.ok(await allOf(beside, ({ isOpen }) => isOpen()), 'the other session goes on');
      hangUp();
    }
    assert.ok(
      took.some((ms) => ms <= mostMs),
      `expected at most ${mostMs} ms, not ${took.map(Math.round).join(', ')}`,
    );
  });
}

async function allOf<T>(things: readonly T[], holds: (thing: T) => Promise<boolean>): Promise<boolean> {
  const answers = await Promise.all(things.map(holds));
  return answers.every(Boolean);
}

test('of what was viewed, kill -9 loses the end alone: no row in the middle, and no half', async () => {
  for (const [more, server] of servers.entries()) {
    const ids: string[] = [];
    for (let one = 0; one < 150; one += 1)
      ids.push(await makeCasemanager(database.db, [], { roles: ['coordinator'] }));
    assert.ok(manager.actor.kind === 'staff');
    const { cookie } = await signedIn(manager.actor.staff.id);
    const answered: { id: string; at: number }[] = [];
    const view = async () => {
      for (const id of ids) {
        const page = await fetch(`${server.url}/medewerker/beheer/mensen/${id}`, { headers: { cookie } });
        assert.equal(page.status, 200);
        await page.text();
        answered.push({ id, at: performance.now() });
      }
    };
    const written = async () =>
      z.array(z.object({ id: z.string() })).parse(
        await database.sql`
          select object_id as id from audit where object_kind = 'person' and kind = 'viewed'
            and object_id = any(${ids}) order by audit.id`,
      );
    const viewing = view().catch(() => {});
    // Right behind a batch, and when some of the next one are gathered.
    while ((await written()).length < 20 && answered.length < ids.length) await sleep(5);
    const until = answered.length + more * 10;
    while (answered.length < until) await sleep(1);
    const killed = performance.now();
    await server.kill();
    await viewing;
    const rows = (await written()).map(({ id }) => id);
    assert.ok(rows.length > 0 && rows.length < ids.length, `${rows.length} rows`);
    assert.deepEqual(rows, ids.slice(0, rows.length), 'the first of them, each once, in their order');
    const lost = answered.slice(rows.length);
    // Half a second is waited for more, and then it is written: on a busy machine that takes its time.
    for (const { at } of lost) assert.ok(killed - at < 5000, `lost what was viewed ${killed - at} ms before`);
  }
});
