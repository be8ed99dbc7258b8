import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import {
  contactOutcomes,
  contactWays,
  destinations,
  meldingCloseReasons,
  trajectStates,
} from '#db/schema/words.ts';
import { leave } from '#server/leaving/leave.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { forgetJongeren } from '#server/trajecten/forgetJongeren.ts';
import { joinJongeren, partJongeren } from '#server/trajecten/joinJongeren.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { statesAfter } from '#server/trajecten/states.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Whatever is done, in whatever order: nobody with an open traject is without an owner who works here, a next action and a date.

let ground: TrajectGround;
let iris: Member;
before(async () => {
  ground = await trajectGround();
  iris = await ground.member('Iris', ['beheerder']);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

/** Four who may be two: twins, and one whose name was written in two ways. */
const pupils = [
  { firstName: 'Jordi', lastName: 'Haamstee', birthDate: '2007-03-04', pupilNumber: '1' },
  { firstName: 'Jesse', lastName: 'Haamstee', birthDate: '2007-03-04', pupilNumber: '2' },
  { firstName: 'Jordy', lastName: 'Haamstee', birthDate: '2007-03-04', pupilNumber: undefined },
  { firstName: 'Noa', lastName: 'Winterdal', birthDate: '2009-12-01', pupilNumber: '1' },
] as const;

const date = fc.constantFrom('2026-11-20', '2026-11-27', '2027-02-01', '2026-11-01');
const pick = fc.nat(7);
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('report' as const), pupil: fc.constantFrom(...pupils) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('assign' as const), at: pick, who: fc.constantFrom(0, 1, 1) }),
  },
  fc.record({ does: fc.constant('take-over' as const), at: pick }),
  fc.record({ does: fc.constant('next' as const), at: pick, on: date }),
  fc.record({
    does: fc.constant('contact' as const),
    at: pick,
    way: fc.constantFrom(...contactWays),
    outcome: fc.constantFrom(...contactOutcomes),
  }),
  fc.record({
    does: fc.constant('move-on' as const),
    at: pick,
    state: fc.constantFrom(...trajectStates),
    on: date,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('close' as const),
      at: pick,
      destination: fc.constantFrom(...destinations.filter((one) => one !== 'handed-over')),
      reason: fc.option(fc.constantFrom(...meldingCloseReasons), { nil: undefined }),
    }),
  },
  fc.record({ does: fc.constant('reopen' as const), at: pick }),
  { weight: 2, arbitrary: fc.record({ does: fc.constant('join' as const), at: pick, other: pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('part' as const), at: pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const) }) },
  fc.record({ does: fc.constant('forget' as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Carries an act out on what there is; `at` counts through it. Whatever it answers is right, as long as what must hold does. */
async function carryOut(did: Act, leaver: { current: Member }): Promise<void> {
  const { noor, otto, carlijn, sql } = ground;
  const ids = async (table: 'trajecten' | 'jongeren') =>
    idsSchema.parse([...(await sql`select id from ${sql(table)} order by id`)]).map(({ id }) => id);
  const of = <T>(all: readonly T[], at: number) => all[at % Math.max(1, all.length)];
  const traject = 'at' in did ? (of(await ids('trajecten'), did.at) ?? '') : '';
  const version = traject === '' ? 0 : await ground.versionOf(traject);
  switch (did.does) {
    case 'report': {
      const { pupil } = did;
      return void (await ground.takeInFrom(
        ground.delta,
        report(pupil.birthDate < '2008' ? 'rmc' : 'v3', { ...pupil, infix: undefined }),
      ));
    }
    case 'assign': {
      const to = of([noor, leaver.current, carlijn], did.who)?.id ?? '';
      return void (await assign(carlijn.ctx, { to, trajecten: [{ id: traject, version }] }));
    }
    case 'take-over':
      return void (await takeOver(otto.ctx, traject, { version, reason: 'x' }));
    case 'next':
      return void (await setNext(noor.ctx, traject, { version, action: 'call', on: did.on }));
    case 'contact': {
      const { way, outcome } = did;
      return void (await noteContact(noor.ctx, traject, { version, way, party: 'jongere', outcome }));
    }
    case 'move-on':
      return void (await moveOn(noor.ctx, traject, { version, state: did.state, lookAgainOn: did.on }));
    case 'close': {
      const { destination, reason } = did;
      return void (await closeTraject(noor.ctx, traject, {
        version,
        destination,
        check: 'seen',
        meldingen: reason,
      }));
    }
    case 'reopen':
      return void (await reopenTraject(noor.ctx, traject, { version }));
    case 'join': {
      const all = await ids('jongeren');
      const [kept, gone] = [of(all, did.at) ?? '', of(all, did.other) ?? ''];
      return void (await joinJongeren(noor.ctx, { kept, gone }));
    }
    case 'part':
      return void (await partJongeren(noor.ctx, of(await ids('jongeren'), did.at) ?? ''));
    case 'leave': {
      const plan = { appointments: [], keeper: null, chats: 'queue', replies: 'drop', message: '' } as const;
      const left = await leave(iris.ctx, leaver.current.id, { ...plan, appointments: [] }, { does: 'end' });
      assert.deepEqual(left, { ok: true });
      leaver.current = await ground.member('Vera');
      return;
    }
    case 'forget':
      return forgetJongeren(ground.ctx);
  }
}

const standsSchema = z.object({ open: z.number(), broken: z.number(), twice: z.number(), lost: z.number() });

/** What must hold after each act. */
async function assertNobodyLost(did: Act): Promise<void> {
  const [row] = await ground.sql`
    with open as (select * from trajecten where closed_at is null and joined_into_id is null)
    select (select count(*)::int from open) as open,
      (select count(*)::int from open t left join staff s on s.id = t.owner_id
        where s.active is not true or t.next_action is null or t.next_on is null) as broken,
      (select count(*)::int from (select jongere_id from open group by 1 having count(*) > 1) as two) as twice,
      (select count(*)::int from meldingen m join trajecten t on t.id = m.traject_id
        where m.jongere_id <> t.jongere_id) as lost`;
  const { broken, twice, lost } = standsSchema.parse(row);
  assert.deepEqual({ broken, twice, lost }, { broken: 0, twice: 0, lost: 0 }, JSON.stringify(did));
}

test('no sequence of acts leaves an open traject without owner, next action or date, or a jongere with two', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 24 }), async (acts) => {
      await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
      const leaver = { current: await ground.member('Vera') };
      for (const did of acts) {
        await carryOut(did, leaver);
        await assertNobodyLost(did);
      }
    }),
    { numRuns: 15 },
  );
});

test('every state that is open can be closed, and every state can be come out of', () => {
  for (const state of trajectStates) {
    const reached = new Set([state]);
    for (const at of reached) for (const next of statesAfter(at)) reached.add(next);
    if (state !== 'afgesloten') assert.ok(reached.has('contact-zoeken') || reached.has('lopend'), state);
  }
});

const tables = ['jongeren', 'meldingen', 'trajecten', 'enrolments', 'guardians'] as const;

/** All rows of all tables as they stand, but for counts of changes. */
async function snapshot(): Promise<unknown> {
  const { sql } = ground;
  return Promise.all(
    tables.map(async (table) => [
      ...(await sql`select to_jsonb(row) - 'version' as row from ${sql(table)} as row order by row.id`),
    ]),
  );
}

test('joining two and parting them gives back what was, whatever each of them had', async () => {
  const history = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('report', 'close', 'contact')), {
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
      const two = [
        report('rmc', { pupilNumber: '1' }),
        report('rmc', { firstName: 'Jordy', pupilNumber: '2' }),
      ] as const;
      const [kept, gone] = [await ground.reported(two[0]), await ground.reported(two[1])];
      for (const [isFirst, does] of acts) {
        const { traject } = await ground.reported(isFirst ? two[0] : two[1]);
        const version = await ground.versionOf(traject);
        const call = { version, way: 'call', party: 'jongere', outcome: 'no-answer' } as const;
        if (does === 'contact') assert.ok((await noteContact(ground.noor.ctx, traject, call)).ok);
        const end = { version, destination: 'gone', meldingen: 'left-otherwise' } as const;
        if (does === 'close') assert.ok((await closeTraject(ground.noor.ctx, traject, end)).ok);
      }
      const before = await snapshot();
      assert.ok((await joinJongeren(ground.noor.ctx, { kept: kept.jongere, gone: gone.jongere })).ok);
      assert.notDeepEqual(await snapshot(), before);
      assert.ok((await partJongeren(ground.noor.ctx, gone.jongere)).ok);
      assert.deepEqual(await snapshot(), before);
    }),
    { numRuns: 8 },
  );
});

test('who was joined is found by either name; of one with parts those are parted first', async () => {
  const [a, b] = [
    await ground.reported(),
    await ground.reported(report('rmc', { firstName: 'Jordy', pupilNumber: '2' })),
  ];
  const { noor } = ground;
  assert.ok((await joinJongeren(noor.ctx, { kept: a.jongere, gone: b.jongere })).ok);
  const again = await ground.reported(report('rmc', { firstName: 'Jordy', pupilNumber: undefined }));
  assert.deepEqual([again.jongere, again.traject], [a.jongere, a.traject]);
  const c = await ground.reported(report('rmc', { firstName: 'Jorrit', pupilNumber: '3' }));
  assert.deepEqual(await joinJongeren(noor.ctx, { kept: c.jongere, gone: a.jongere }), {
    ok: false,
    error: 'has-parts',
  });
  assert.deepEqual(await joinJongeren(noor.ctx, { kept: a.jongere, gone: b.jongere }), {
    ok: false,
    error: 'not-found',
  });
  assert.deepEqual(await joinJongeren(ground.otto.ctx, { kept: a.jongere, gone: c.jongere }), {
    ok: false,
    error: 'not-found',
  });
  assert.ok((await partJongeren(noor.ctx, b.jongere)).ok);
  assert.deepEqual(await partJongeren(noor.ctx, b.jongere), { ok: false, error: 'not-joined' });
});

test('who somebody was goes when the last traject is closed long enough; that it was stays, and so does who comes back', async () => {
  const { jongere, traject, melding } = await ground.reported();
  const end = { version: 1, destination: 'gone', note: 'Verhuisd', meldingen: 'left-otherwise' } as const;
  assert.ok((await closeTraject(ground.noor.ctx, traject, end)).ok);
  const nameOf = async () =>
    (await ground.sql`select first_name as name from jongeren where id = ${jongere}`)[0]?.name;
  ground.clock.set('2028-11-19T10:00:00+01:00');
  await forgetJongeren(ground.ctx);
  assert.equal(await nameOf(), 'Jordi');
  ground.clock.set('2028-11-21T10:00:00+01:00');
  await forgetJongeren(ground.ctx);
  assert.equal(await nameOf(), null);
  const [row] = await ground.sql`
    select t.destination, t.destination_note as note, m.kind, m.reason
    from trajecten t join meldingen m on m.traject_id = t.id where m.id = ${melding}`;
  assert.deepEqual(row, { destination: 'gone', note: null, kind: 'rmc', reason: null });
  const { jongere: back } = await ground.reported();
  assert.notEqual(back, jongere);
});

test('a traject that comes back by parting is of whoever parts, when its owner left meanwhile', async () => {
  const vera = await ground.member('Vera');
  const kept = await ground.reported();
  const gone = await ground.reported(report('rmc', { firstName: 'Jordy', pupilNumber: '2' }));
  const toVera = { to: vera.id, trajecten: [{ id: gone.traject, version: 1 }] };
  assert.ok((await assign(ground.carlijn.ctx, toVera)).ok);
  assert.ok((await joinJongeren(ground.noor.ctx, { kept: kept.jongere, gone: gone.jongere })).ok);
  await ground.sql`update staff set active = false where id = ${vera.id}`;
  assert.ok((await partJongeren(ground.noor.ctx, gone.jongere)).ok);
  assert.equal((await ground.stands(gone.traject)).owner, ground.noor.id);
});
