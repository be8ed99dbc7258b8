import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { demoUnexplained } from '#db/demo/lists.ts';
import { firstOrganisation } from '#db/schema/index.ts';
import { trajectStates } from '#db/schema/words.ts';
import { loadLists } from '#server/demo/lists.ts';
import { loadDemo } from '#server/demo/load.ts';
import { loadRights } from '#server/demo/rights.ts';
import { loadTrajecten } from '#server/demo/trajecten.ts';
import { readLists } from '#server/lists/readLists.ts';
import { fixedClock, makeServices, staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
const clock = fixedClock('2026-12-01T11:00:00+01:00');
const services = await makeServices(database, { clock });
after(async () => {
  await services.close();
  await database.drop();
});

test('the demo has jongeren in every state, some late, of two gemeenten and three schools', async (t) => {
  await loadDemo(services);
  const began = performance.now();
  await loadTrajecten(services);
  t.diagnostic(`${Math.round(performance.now() - began)} ms`);
  const { sql } = database;
  const states = await sql`select state, count(*)::int as count from trajecten group by state`;
  assert.deepEqual(states.map(({ state }) => state).sort(), [...trajectStates].sort());
  assert.equal(
    states.reduce((sum, { count }) => sum + count, 0),
    64,
  );
  const goesOn = await sql`
    select j.first_name as name, m.kind from trajecten t join jongeren j on j.id = t.jongere_id
      join meldingen m on m.traject_id = t.id join staff s on s.id = t.owner_id join teams on teams.id = s.team_id
    where teams.task = 'preventie' and m.kind in ('v3', 'v4') order by 1`;
  assert.deepEqual(
    goesOn.map(({ name, kind }) => [name, kind]),
    [
      ['Dean', 'v4'],
      ['Mila', 'v3'],
    ],
    'absence that goes on after prevention spoke with somebody',
  );
  const [row] = await sql`
    select count(*) filter (where next_on < '2026-12-01')::int as late, count(*) filter (where assigned_at is null)::int as new,
      count(distinct s.organisation_id)::int as gemeenten, max(opened_at) < '2026-12-01T10:00:01Z' as past
    from trajecten t join staff s on s.id = t.owner_id`;
  assert.ok(row && row.late > 3 && row.new > 3 && row.gemeenten === 2 && row.past, JSON.stringify(row));
  const answers = await sql`select distinct answer from traject_invitations order by answer`;
  assert.ok(answers.length >= 4, JSON.stringify(answers));
  const [looks] = await sql`
    select count(*) filter (where outcome = 'placed')::int as placed,
      count(*) filter (where outcome = 'not-reached')::int as "notReached",
      count(*) filter (where outcome is null and due_on < '2026-12-01')::int as late,
      count(*) filter (where outcome is null and due_on > '2026-12-01')::int as planned
    from traject_looks`;
  const { placed, notReached, late, planned } = looks ?? {};
  assert.ok(placed > 0 && notReached > 0 && late > 0 && planned > 3, JSON.stringify(looks));
  const schools = await sql`select distinct organisation_id from meldingen where organisation_id is not null`;
  assert.equal(schools.length, 3);
});

test('in the demo one jongere is corrected, another asks for it, and a third asks to be forgotten', async () => {
  await loadRights(services);
  const { sql } = database;
  const corrected = await sql`select field from jongere_corrections order by field`;
  assert.deepEqual(
    corrected.map(({ field }) => field),
    ['bsn', 'phone', 'reach-note'],
  );
  const asked = await sql`select kind from jongere_requests where decided_at is null order by kind`;
  assert.deepEqual(
    asked.map(({ kind }) => kind),
    ['correction', 'forget'],
  );
});

test('the demo has a list that stands at seven unexplained', async () => {
  await loadLists(services);
  const [coordinator] = await database.sql<{ id: string }[]>`
    select id from staff where 'coordinator' = any(roles) and organisation_id = ${firstOrganisation} limit 1`;
  const ctx = staffCtx(services, coordinator?.id ?? '', { roles: ['coordinator'] });
  const [list] = (await readLists(ctx, { page: 0 })).rows;
  assert.equal(list?.countdown.unexplained, demoUnexplained);
  assert.ok(list.countdown.placed > 0 && list.countdown.inTraject > 0 && list.countdown.explained > 0);
});
