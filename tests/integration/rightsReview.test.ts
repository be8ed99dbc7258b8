import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { readPerson } from '#server/accounts/people.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import type { Ctx } from '#server/http/context.ts';
import { exportRights, readRights, readRightsDue } from '#server/rightsReview/readRights.ts';
import { signRights } from '#server/rightsReview/signRights.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// The list of who may do what, looked through and signed by a beheerder.

let ground: RaceGround;
let manager: Ctx;

before(async () => {
  ground = await raceGround(0);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'staff', 'appointments');
  const iris = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null, passwordHash: 'x' });
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
});

const robin = {
  firstName: 'Robin',
  lastName: 'Voorbeeld',
  email: 'robin@example.nl',
  roles: ['casemanager' as const],
  organisation: firstOrganisation,
  team: firstTeam,
};

async function inviteRobin() {
  const invited = await invite(manager, robin);
  assert.ok(invited.ok);
  return invited.id;
}

const sign = async () => signRights(manager, { fingerprint: (await readRights(manager)).fingerprint });

test('what is signed stays as it was, and the list says what changed since', async () => {
  const id = await inviteRobin();
  assert.deepEqual(await readRightsDue(manager), { isDue: true, on: null });
  assert.equal((await readRights(manager)).changes, null);
  assert.deepEqual(await sign(), { ok: true });
  assert.deepEqual(await readRightsDue(manager), { isDue: false, on: '2027-02-20' });
  const first = await readRights(manager);
  assert.deepEqual(first.changes, []);
  assert.equal(first.signed[0]?.quarter, '2026-Q4');
  assert.ok(first.signed[0]?.alone);

  const version = (await readPerson(manager, id))?.person.version ?? 0;
  assert.ok((await savePerson(manager, id, { ...robin, roles: ['coordinator'], version })).ok);
  const [change] = (await readRights(manager)).changes ?? [];
  assert.deepEqual(change?.kind === 'changed' && [change.row.id, change.fields], [id, ['roles']]);
  ground.clock.advance(1000);
  assert.deepEqual(await sign(), { ok: true });
  assert.ok((await endPerson(manager, id)).ok);
  const now = await readRights(manager);
  assert.deepEqual(
    now.changes?.map(({ kind }) => kind),
    ['gone'],
  );
  assert.deepEqual(
    now.signed.map(({ rows }) => rows.find((one) => one.id === id)?.roles),
    [['coordinator'], ['casemanager']],
  );
  const [, oldest] = now.signed;
  assert.deepEqual(await exportRights(manager, oldest?.id ?? ''), oldest?.rows);
  const exports = async () => {
    await ground.ctx.audit.flush();
    return (await ground.sql`select from audit where kind = 'exported'`).length;
  };
  const before = await exports();
  assert.equal(await exportRights(manager, 'none'), undefined);
  assert.equal(await exports(), before, 'of what is not there nothing was given out');
  await assert.rejects(ground.sql`update rights_reviews set content = '[]'`, /append-only/);

  ground.clock.set('2027-02-20T00:30:00+01:00');
  assert.deepEqual(await readRightsDue(manager), { isDue: true, on: '2027-02-20' });
});

test('a list that changed since it was shown is not signed, whoever is first', async () => {
  const { fingerprint } = await readRights(manager);
  await inviteRobin();
  assert.deepEqual(await signRights(manager, { fingerprint }), { ok: false, error: 'changed' });
  assert.deepEqual((await readRights(manager)).signed, []);

  for (let round = 0; round < 5; round++) {
    const shown = await readRights(manager);
    const other = { ...robin, email: `robin${round}@example.nl` };
    const [signed] = await Promise.all([signRights(manager, shown), invite(manager, other)]);
    const [last] = (await readRights(manager)).signed;
    // Signed before the other came in, it is the list that was shown; after, it was refused.
    if (signed.ok) assert.equal(last?.rows.length, shown.rows.length);
    else assert.notEqual(last?.rows.length, shown.rows.length);
    ground.clock.advance(1000);
  }
});
