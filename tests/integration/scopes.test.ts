import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eq, sql as rawText } from 'drizzle-orm';
import { organisations, staff } from '#db/schema/index.ts';
import { policy } from '#server/access/policy.ts';
import { inScope, rawScope, type StaffAction, scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/http/context.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// The same rule on a query of the builder, on raw SQL and on rows in memory.

let ground: RaceGround;
before(async () => {
  ground = await raceGround(0);
});
after(() => ground.close());

/** What is for a casemanager, and not for everybody: of what they may not do there is no scope. */
const isForStaff = (action: keyof typeof policy): action is StaffAction =>
  !('jongere' in policy[action]) && 'casemanager' in policy[action];

test('three ways to ask a scope give the same rows, for each action and each kind of colleague', async () => {
  const { db, ctx } = ground;
  const ids = await Promise.all([
    makeCasemanager(db, [], { team: 'Casemanagers' }),
    makeCasemanager(db, [], { team: 'Casemanagers' }),
    makeCasemanager(db, [], { team: 'Zuid' }),
    makeCasemanager(db, [], { team: null }),
  ]);
  const rows = await db
    .select({ id: staff.id, team: staff.teamId, organisation: staff.organisationId })
    .from(staff);
  const theirs = rows.filter(({ id }) => ids.includes(id));
  assert.equal(theirs.length, 4);
  let compared = 0;
  for (const action of Object.keys(policy) as (keyof typeof policy)[]) {
    if (!isForStaff(action)) continue;
    for (const [index, id] of ids.entries()) {
      const asks: Ctx = staffCtx(ctx, id, {
        team: ['Casemanagers', 'Casemanagers', 'Zuid', null][index] ?? null,
      });
      const known = inScope(asks, action);
      const inMemory = [
        ...theirs.filter(known).map((row) => row.id),
        ...(known(null) ? ['nobody'] : []),
      ].sort();
      assert.deepEqual(await byBuilder(asks, action, ids), inMemory, `${action}, by the builder`);
      assert.deepEqual(await byRawSql(asks, action, ids), inMemory, `${action}, by raw SQL`);
      compared += 1;
    }
  }
  assert.ok(compared > 50);
});

/** Something of each of them, and something of nobody. */
async function byBuilder(ctx: Ctx, action: StaffAction, ids: string[]): Promise<string[]> {
  const owners = rawText`(select unnest(${`{${ids.join(',')}}`}::uuid[]) as of union all select null) as things`;
  const rows = await ground.db
    .select({ id: staff.id })
    .from(owners)
    .leftJoin(staff, eq(staff.id, rawText`things.of`))
    .leftJoin(organisations, eq(organisations.id, staff.organisationId))
    .where(scope(ctx, action));
  return rows.map(({ id }) => id ?? 'nobody').sort();
}

async function byRawSql(ctx: Ctx, action: StaffAction, ids: string[]): Promise<string[]> {
  const rows = await ground.sql<{ id: string | null }[]>`
    select s.id from (select unnest(${ids}::uuid[]) as of union all select null) as things
    left join staff s on s.id = things.of left join organisations o on o.id = s.organisation_id
    where ${rawScope(ctx, action)}`;
  return rows.map(({ id }) => id ?? 'nobody').sort();
}
