import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { organisations } from '#db/schema/index.ts';
import { roles } from '#db/schema/words.ts';
import { NotAllowed } from '#server/access/may.ts';
import type { Role } from '#server/access/policy.ts';
import type { Ctx } from '#server/http/context.ts';
import { addToMelding } from '#server/meldingen/addToMelding.ts';
import { readOwnMelding, readOwnMeldingen } from '#server/meldingen/readOwn.ts';
import { withdrawMelding } from '#server/meldingen/withdrawMelding.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { offerHandover } from '#server/trajecten/handover.ts';
import { joinJongeren } from '#server/trajecten/joinJongeren.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addNote, sendNote, tellSchool } from '#server/trajecten/notes.ts';
import { readOffer } from '#server/trajecten/readHandover.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { askRequest, decideRequest } from '#server/trajecten/requests.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { withholdNote } from '#server/trajecten/withholdNote.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx, systemCtx } from '../support/factories.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Who may what with meldingen and trajecten: two schools, two gemeenten, every role. To be of the role is not enough.

let ground: TrajectGround;
let elsewhere = '';
let otherSchool = '';
before(async () => {
  ground = await trajectGround();
  const { db } = ground;
  const [gemeente] = await db
    .insert(organisations)
    .values({ name: 'Gemeente Zuiderwold', kind: 'gemeente' })
    .returning({ id: organisations.id });
  elsewhere = gemeente?.id ?? '';
  otherSchool = await ground.school('Het Baken');
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

/** Somebody of these roles, of a team and an organisation. */
async function somebody(of: readonly Role[], team: string | null, organisation?: string): Promise<Ctx> {
  const own = organisation === undefined ? {} : { organisationId: organisation };
  const id = await makeCasemanager(ground.db, [], { roles: [...of], team, ...own });
  const at = organisation === undefined ? {} : { organisation };
  return staffCtx(ground.ctx, id, { roles: of, team, ...at });
}

/** What came of asking: it was let in, it looked as if it were not there, or nobody of that role may ask at all. */
async function cameOf(ask: () => Promise<unknown>): Promise<'in' | 'not-found' | 'not-allowed'> {
  try {
    const result = await ask();
    const refused = typeof result === 'object' && result !== null && 'error' in result ? result.error : null;
    return refused === 'not-found' ? 'not-found' : 'in';
  } catch (error) {
    if (error instanceof NotAllowed) return 'not-allowed';
    throw error;
  }
}

/** Each way to do something with a traject, as far as its right decides: whatever else is wrong comes behind that. */
const ways: Record<
  string,
  (ctx: Ctx, of: { traject: string; note: string; jongere: string }) => Promise<unknown>
> = {
  read: (ctx, { traject }) => readTraject(ctx, traject),
  next: (ctx, { traject }) => setNext(ctx, traject, { version: 0, action: 'call', on: '2026-11-23' }),
  state: (ctx, { traject }) => moveOn(ctx, traject, { version: 0, state: 'intake' }),
  contact: (ctx, { traject }) =>
    noteContact(ctx, traject, { version: 0, way: 'call', party: 'jongere', outcome: 'reached' }),
  note: (ctx, { traject }) => addNote(ctx, traject, { id: randomUUID(), audience: 'team', facts: 'x' }),
  'tell the school': (ctx, { traject }) =>
    tellSchool(ctx, traject, { id: randomUUID(), school: otherSchool, facts: 'x' }),
  send: (ctx, { note }) => sendNote(ctx, note, { way: 'email' }),
  withhold: (ctx, { note }) => withholdNote(ctx, note, { withheld: false }),
  offer: (ctx, { traject }) =>
    offerHandover(ctx, traject, {
      version: 0,
      to: { kind: 'staff', id: randomUUID() },
      reason: 'x',
      parts: [],
    }),
  close: (ctx, { traject }) => closeTraject(ctx, traject, { version: 0, destination: 'other' }),
  reopen: (ctx, { traject }) => reopenTraject(ctx, traject, { version: 0 }),
  ask: (ctx, { traject }) => askRequest(ctx, traject, { version: 0, kind: 'forget', askedOn: '2026-11-19' }),
  decide: (ctx, { traject }) =>
    decideRequest(ctx, traject, { version: 0, request: randomUUID(), decision: 'upheld' }),
};

test('what is of a team is for its owner and that team; others of the same role find nothing, other roles may not ask', async () => {
  const { noor, carlijn, otto } = ground;
  const made = await ground.reported();
  await assign(carlijn.ctx, { to: noor.id, trajecten: [{ id: made.traject, version: 1 }] });
  const note = randomUUID();
  assert.ok((await addNote(noor.ctx, made.traject, { id: note, audience: 'team', facts: 'x' })).ok);
  const of = { traject: made.traject, jongere: made.jongere, note };
  const everybody: [string, Ctx, 'in' | 'not-found' | 'not-allowed'][] = [
    ['who owns it', noor.ctx, 'in'],
    ['a colleague', await somebody(['casemanager'], 'Casemanagers'), 'in'],
    ['the coordinator', carlijn.ctx, 'in'],
    ['of another team', otto.ctx, 'not-found'],
    ['without a team', await somebody(['casemanager'], null), 'not-found'],
    ['a coordinator of another team', await somebody(['coordinator'], 'Escamp'), 'not-found'],
    ['of another gemeente', await somebody(['casemanager'], 'Zuiderwold', elsewhere), 'not-found'],
    ['a coordinator there', await somebody(['coordinator'], 'Zuiderwold', elsewhere), 'not-found'],
    ['a beheerder of the team', await somebody(['beheerder'], 'Casemanagers'), 'not-allowed'],
    ['a jongerenwerker', await somebody(['jongerenwerker'], null), 'not-allowed'],
    ['the school itself', await somebody(['schoolmedewerker'], null, ground.delta), 'not-allowed'],
    ['a jongere', jongereCtx(ground.ctx), 'not-allowed'],
    ['Doorstart', systemCtx(ground.ctx), 'not-allowed'],
  ];
  for (const role of roles)
    assert.ok(
      everybody.some(([, { actor }]) => actor.kind === 'staff' && actor.staff.roles.includes(role)),
      role,
    );
  for (const [who, ctx, expected] of everybody)
    for (const [way, ask] of Object.entries(ways))
      assert.equal(await cameOf(() => ask(ctx, of)), expected, `${way} by ${who}`);
  // Of another team one sees it only after taking it over, with a reason, which is in the history and in the notes.
  const version = await ground.versionOf(made.traject);
  assert.deepEqual(await takeOver(otto.ctx, made.traject, { version, reason: 'ken het gezin' }), {
    ok: true,
  });
  assert.equal(await cameOf(() => readTraject(otto.ctx, made.traject)), 'in');
  assert.equal(await cameOf(() => readTraject(noor.ctx, made.traject)), 'not-found');
  const [row] = await ground.sql`
    select staff_id as by, details from history where what = 'taken-over' and traject_id = ${made.traject}`;
  assert.deepEqual({ ...row }, { by: otto.id, details: { from: noor.id } });
  const reasons = await ground.sql`select facts from traject_notes where facts = 'ken het gezin'`;
  assert.equal(reasons.length, 1);
  assert.equal(
    await cameOf(async () => takeOver(everybody[8]?.[1] ?? noor.ctx, made.traject, { version, reason: 'x' })),
    'not-allowed',
  );
});

test('a melding is for the school that reported it, whoever of it did, and nothing of the traject with it', async () => {
  const ofDelta = await somebody(['schoolmedewerker'], null, ground.delta);
  const mentor = await somebody(['schoolmedewerker'], null, ground.delta);
  const ofOther = await somebody(['schoolmedewerker'], null, otherSchool);
  const { melding, traject } = await ground.reported();
  const theirs = await ground.reported(report('rmc', { firstName: 'Noa', pupilNumber: '8' }), otherSchool);
  const acts = (ctx: Ctx, id: string) => [
    () => readOwnMelding(ctx, id),
    () => addToMelding(ctx, id, { body: 'x' }),
    () => withdrawMelding(ctx, id, {}),
  ];
  for (const [ctx, id, expected] of [
    [mentor, theirs.melding, 'not-found'],
    [ofOther, melding, 'not-found'],
    [ground.noor.ctx, melding, 'not-allowed'],
    [await somebody(['beheerder'], null), melding, 'not-allowed'],
    [ofDelta, melding, 'in'],
  ] as const)
    for (const act of acts(ctx, id)) assert.equal(await cameOf(act), expected);
  for (const [ctx, id] of [
    [mentor, melding],
    [ofOther, theirs.melding],
  ] as const)
    assert.deepEqual(
      (await readOwnMeldingen(ctx, { all: true })).rows.map((row) => row.id),
      [id],
    );
  assert.equal(await cameOf(() => readOffer(ofDelta, traject)), 'not-allowed');
  // A jongere of both schools: neither sees what the other wrote.
  await ground.reported(report('uit', { pupilNumber: '9' }), otherSchool);
  await ground.sql`update meldingen set reason = 'geheim van Delta' where id = ${melding}`;
  const rows = await readOwnMeldingen(ofOther, { all: true });
  assert.equal(rows.rows.length, 2);
  for (const { id } of rows.rows)
    assert.doesNotMatch(JSON.stringify(await readOwnMelding(ofOther, id)), /geheim|Delta/);
});

test('joining two needs the right to both', async () => {
  const { noor, otto, carlijn } = ground;
  const one = await ground.reported();
  const two = await ground.reported(report('rmc', { firstName: 'Jordy', pupilNumber: undefined }));
  await assign(carlijn.ctx, { to: noor.id, trajecten: [{ id: one.traject, version: 1 }] });
  assert.ok((await takeOver(otto.ctx, two.traject, { version: 1, reason: 'x' })).ok);
  for (const ctx of [noor.ctx, otto.ctx])
    assert.deepEqual(await joinJongeren(ctx, { kept: one.jongere, gone: two.jongere }), {
      ok: false,
      error: 'not-found',
    });
});

test('whoever has it, however it came to them: those of the team of the owner see it and nobody else', async () => {
  const members = [
    { ctx: ground.noor.ctx, team: 'Casemanagers' },
    { ctx: ground.carlijn.ctx, team: 'Casemanagers' },
    { ctx: ground.otto.ctx, team: 'Escamp' },
    { ctx: await somebody(['casemanager'], 'Zuiderwold', elsewhere), team: 'Zuiderwold' },
    { ctx: await somebody(['casemanager'], null), team: null },
    { ctx: await somebody(['coordinator'], null), team: null },
  ];
  const step = fc.record({
    who: fc.nat(members.length - 1),
    does: fc.constantFrom('take', 'assign', 'report'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
      const { traject } = await ground.reported();
      // Its coordinator divides what is new.
      let owner = 1;
      for (const { who, does } of steps) {
        const { ctx, team } = members[who] ?? assert.fail();
        const version = await ground.versionOf(traject);
        const of = members[owner] ?? assert.fail();
        const sees = who === owner || (team !== null && team === of.team);
        if (does === 'report') await ground.reported(report('uit'));
        else if (does === 'take') {
          assert.ok((await takeOver(ctx, traject, { version, reason: 'x' })).ok);
          owner = who;
        } else {
          const to = ctx.actor.kind === 'staff' ? ctx.actor.staff.id : '';
          await assign(ctx, { to, trajecten: [{ id: traject, version }] });
          if (sees) owner = who;
        }
        for (const [at, one] of members.entries()) {
          const has = members[owner] ?? assert.fail();
          const expected = at === owner || (one.team !== null && one.team === has.team);
          assert.equal((await readTraject(one.ctx, traject)).ok, expected);
          const listed = await readWorklist(one.ctx, { view: 'team', filters: {}, after: null });
          assert.equal(JSON.stringify(listed).includes(traject), expected);
        }
      }
    }),
    { numRuns: 12 },
  );
});
