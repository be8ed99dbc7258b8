import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { z } from 'zod';
import { firstOrganisation } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { resetFactors } from '#server/accounts/factors/resetFactors.ts';
import { readPasswordLink } from '#server/accounts/passwordLink.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import type { PersonInput } from '#server/accounts/schema.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { keepPassword } from '#server/accounts/sso/keepPassword.ts';
import { unlinkPerson } from '#server/accounts/sso/unlinkPerson.ts';
import { saveConfiguration } from '#server/configuration/save.ts';
import type { Ctx } from '#server/http/context.ts';
import { leave } from '#server/leaving/leave.ts';
import { endOrganisationKey, makeOrganisationKey } from '#server/referral/organisationKeys.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { raceGround } from '../support/raceGround.ts';

// Access that is given or taken while something changes on which that depends.

const ground = await raceGround(0);
const { sql } = ground;
after(() => ground.close());

const password = 'kip fiets maandag groen';
const passwordHash = await hashPassword(password);
const person: PersonInput = {
  firstName: 'Robin',
  lastName: 'Voorbeeld',
  email: 'robin@example.nl',
  roles: ['casemanager'],
  organisation: firstOrganisation,
  team: null,
};

let bo = '';
let manager: Ctx;

beforeEach(async () => {
  await emptyTables(sql, 'staff');
  await sql`delete from organisations where id <> ${firstOrganisation}`;
  bo = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null, passwordHash });
  await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null, passwordHash });
  manager = staffCtx(ground.ctx, bo, { roles: ['beheerder'], team: null });
});

const works = (values: Parameters<typeof makeCasemanager>[2] = {}) =>
  makeCasemanager(ground.db, [], { team: null, passwordHash, ...values });

const organisation = async (kind: string) => {
  const id = randomUUID();
  await sql`insert into organisations (id, name, kind) values (${id}, ${`Elders ${id}`}, ${kind})`;
  return id;
};

const verbs: Record<string, (id: string) => Promise<unknown>> = {
  invite: () => invite(manager, person),
  savePerson: (id) => savePerson(manager, id, { ...person, version: 1 }),
  endPerson: (id) => endPerson(manager, id),
  restorePerson: (id) => restorePerson(manager, id),
  renewPasswordLink: (id) => renewPasswordLink(manager, id),
  resetFactors: (id) => resetFactors(manager, id),
  keepPassword: (id) => keepPassword(manager, id, true),
  unlinkPerson: (id) => unlinkPerson(manager, id),
  leave: (id) =>
    leave(
      manager,
      id,
      { appointments: [], keeper: null, chats: 'queue', replies: 'drop', message: '' },
      { does: 'end' },
    ),
  makeOrganisationKey: () => makeOrganisationKey(manager, firstOrganisation, { name: 'Leerplicht' }),
  endOrganisationKey: () => endOrganisationKey(manager, randomUUID()),
  saveConfiguration: () =>
    saveConfiguration(manager, {
      kind: 'topic',
      id: null,
      version: 0,
      given: { label: 'Nieuw', labelEn: 'New', durationMinutes: 30 },
    }),
};
for (const [name, verb] of Object.entries(verbs)) {
  test(`${name}: who loses their right while it waits, gives and takes no access any more`, async () => {
    for (const take of [`update staff set roles = '{casemanager}'`, 'update staff set active = false']) {
      await sql`update staff set active = true, roles = '{beheerder}' where id = ${bo}`;
      const id = await works({ active: name !== 'restorePerson' });
      const before = await sql`select * from history`;
      const late = meanwhile(
        sql,
        (tx) => tx.unsafe(`${take} where id = '${bo}'`),
        () => verb(id),
      );
      await assert.rejects(late, NotAllowed, take);
      assert.equal((await sql`select * from history`).length, before.length);
    }
  });
}

test('two who take factors and make links for each other wait, and neither is shut out by a deadlock', async () => {
  const [row] = await sql`select id from staff where id <> ${bo}`;
  const iris = z.object({ id: z.uuid() }).parse(row).id;
  const other = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  const verbs = [resetFactors, renewPasswordLink];
  for (const verb of verbs)
    for (let round = 0; round < 10; round += 1) await Promise.all([verb(manager, iris), verb(other, bo)]);
  const [found] = await sql`
    select deadlocks::int as n from pg_stat_database where datname = current_database()`;
  assert.equal(found?.n, 0);
});

test('of somebody who is linked to the provider while they set a password, the link is over', async () => {
  const id = await works({ passwordHash: null });
  const made = await renewPasswordLink(manager, id);
  assert.ok(made.ok);
  const token = (await readPasswordLink(manager, id, made.link.nonce))?.split('/').at(-1) ?? '';
  const result = await meanwhile(
    sql,
    async (tx) => {
      // As `link` of server/accounts/sso does.
      await tx`update staff set password_hash = null where id = ${id}`;
      await tx`delete from password_links where staff_id = ${id}`;
      await tx`insert into sso_links values (${id}, 'https://login.example.nl', 'robin', now())`;
    },
    () => setPassword(ground.ctx, token, password),
  );
  assert.deepEqual(result, { ok: false, error: 'link-over' });
});

test('nobody is restored in an organisation that ends meanwhile', async () => {
  const elsewhere = await organisation('jongerenwerk');
  const id = await works({ active: false, roles: ['jongerenwerker'], organisationId: elsewhere });
  const result = await meanwhile(
    sql,
    async (tx) => {
      await tx`select pg_advisory_xact_lock(0, 1)`;
      await tx`update organisations set active = false where id = ${elsewhere}`;
    },
    () => restorePerson(manager, id),
  );
  assert.deepEqual(result, { ok: false, error: 'unknown' });
});

test('who is restored gets no role that their organisation does not have any more, and no team that ended', async () => {
  const elsewhere = await organisation('gemeente');
  const id = await works({
    active: false,
    roles: ['jongerenwerker', 'beheerder'],
    organisationId: elsewhere,
  });
  const other = await works({ active: false, roles: ['beheerder'], organisationId: elsewhere });
  const former = await makeCasemanager(ground.db, [], { active: false, team: 'Opgeheven' });
  await sql`update organisations set kind = 'jongerenwerk' where id = ${elsewhere}`;
  await sql`update teams set active = false where name = 'Opgeheven'`;
  for (const one of [id, other, former]) assert.ok((await restorePerson(manager, one)).ok);
  const rows =
    await sql`select id, roles, team_id as team from staff where id in ${sql([id, other, former])}`;
  const rolesOf = (one: string) => rows.find((row) => row.id === one)?.roles;
  assert.deepEqual([rolesOf(id), rolesOf(other)], [['jongerenwerker'], ['jongerenwerker']]);
  assert.equal(rows.find((row) => row.id === former)?.team, null);
});

test('what a change of configuration touches is what it touches then: who comes in meanwhile is told of', async () => {
  const elsewhere = await organisation('jongerenwerk');
  const id = await works({ firstName: 'Kim', roles: ['jongerenwerker'] });
  const [{ name } = { name: '' }] = await sql`select name from organisations where id = ${elsewhere}`;
  const given = { name, kind: 'jongerenwerk', active: false };
  const result = await meanwhile(
    sql,
    (tx) => tx`update staff set organisation_id = ${elsewhere} where id = ${id}`,
    () => saveConfiguration(manager, { kind: 'organisation', id: elsewhere, version: 0, given }),
  );
  assert.ok(!result.ok && result.error === 'touches', JSON.stringify(result));
  assert.deepEqual(result.touches, [{ what: 'people', names: ['Kim Voorbeeld'] }]);
});
