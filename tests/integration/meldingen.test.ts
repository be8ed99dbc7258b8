import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { organisations } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import type { Ctx } from '#server/http/context.ts';
import { addToMelding } from '#server/meldingen/addToMelding.ts';
import { readOwnMelding, readOwnMeldingen } from '#server/meldingen/readOwn.ts';
import { report } from '#server/meldingen/report.ts';
import type { ReportInput } from '#server/meldingen/schema.ts';
import { withdrawMelding } from '#server/meldingen/withdrawMelding.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { atOnce, type RaceGround, raceGround, tally } from '../support/raceGround.ts';

// Two schools: what the one reports is there for everybody of it, and does not exist for the other.

let ground: RaceGround;
let noorId = '';
let noor: Ctx;
let delta = '';
/** Mentor and decaan of the one school, mentor of the other. */
let petra: Ctx;
let pieter: Ctx;
let other: Ctx;
before(async () => {
  ground = await raceGround(0);
  noorId = await makeCasemanager(ground.db, [], { firstName: 'Noor' });
  noor = staffCtx(ground.ctx, noorId, { firstName: 'Noor' });
  const school = async (name: string) => {
    const [made] = await ground.db
      .insert(organisations)
      .values({ name, kind: 'school' })
      .returning({ id: organisations.id });
    return made?.id ?? '';
  };
  delta = await school('ROC De Delta');
  const zuid = await school('Vakschool Zuiderwold');
  const at = async (organisation: string, firstName: string) => {
    const roles = ['schoolmedewerker'] as const;
    const id = await makeCasemanager(ground.db, [], {
      firstName,
      roles: [...roles],
      team: null,
      organisationId: organisation,
    });
    return staffCtx(ground.ctx, id, { firstName, roles, team: null, organisation });
  };
  petra = await at(delta, 'Petra');
  pieter = await at(delta, 'Pieter');
  other = await at(zuid, 'Ria');
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

const reportOf = (
  pupil: Partial<ReportInput['pupil']> = {},
  melding: Partial<ReportInput['melding']> = {},
): ReportInput => ({
  pupil: {
    firstName: 'Jordi',
    lastName: 'Haamstee',
    infix: 'van',
    birthDate: '2007-03-04',
    secretAddress: false,
    pupilNumber: '40012',
    ...pupil,
  },
  melding: { kind: 'rmc', beganOn: '2026-11-01', reason: 'Komt niet meer', told: 'both', ...melding },
});

async function reported(ctx = petra, input = reportOf(), key: string = randomUUID()) {
  const result = await report(ctx, input, key);
  assert.ok(result.ok, JSON.stringify(result));
  return result.melding;
}

async function seen(ctx: Ctx, id: string) {
  const result = await readOwnMelding(ctx, id);
  assert.ok(result.ok, JSON.stringify(result));
  return result.melding;
}

async function trajectOf(melding: string): Promise<{ id: string; version: number }> {
  const [row] = await ground.sql`
    select t.id, t.version from meldingen m join trajecten t on t.id = m.traject_id where m.id = ${melding}`;
  return { id: String(row?.id), version: Number(row?.version) };
}

test('everybody of a school sees what the school reported, and to another school it does not exist', async () => {
  const id = await reported();
  const { rows } = await readOwnMeldingen(pieter);
  assert.deepEqual(
    rows.map(({ id, firstName, state, reportedBy, owner }) => ({ id, firstName, state, reportedBy, owner })),
    [{ id, firstName: 'Jordi', state: 'registered', reportedBy: 'Petra', owner: null }],
  );
  assert.deepEqual((await readOwnMeldingen(other)).rows, []);
  const unknown = { ok: false, error: 'not-found' };
  assert.deepEqual(await readOwnMelding(other, id), unknown);
  assert.deepEqual(await readOwnMelding(petra, randomUUID()), unknown);
  assert.deepEqual(await readOwnMelding(petra, 'x'), unknown);
  assert.deepEqual(await addToMelding(other, id, { body: 'Gezien' }), unknown);
  assert.deepEqual(await withdrawMelding(other, id, {}), unknown);
  await assert.rejects(readOwnMeldingen(noor), NotAllowed);
  await assert.rejects(report(noor, reportOf(), randomUUID()), NotAllowed);
});

test('a part of a name finds a pupil, however it is written', async () => {
  await reported(
    petra,
    reportOf({ firstName: 'Zoë', lastName: 'Brink', infix: undefined, pupilNumber: '1' }),
  );
  await reported(petra, reportOf());
  const found = async (name: string) =>
    (await readOwnMeldingen(petra, { name })).rows.map(({ firstName }) => firstName);
  assert.deepEqual(await found('zoe'), ['Zoë']);
  assert.deepEqual(await found('van Haam'), ['Jordi']);
  assert.deepEqual(await found('%'), []);
});

test('sent twice a report is made once, also many at once; with other words its key is refused', async () => {
  const key = randomUUID();
  const all = await atOnce(8, () => report(petra, reportOf(), key));
  assert.ok(
    all.every(({ ok }) => ok),
    JSON.stringify(all),
  );
  assert.equal(all.filter((one) => one.ok && !one.repeated).length, 1);
  assert.equal((await ground.sql`select from meldingen`).length, 1);
  const changed = await report(petra, reportOf({ firstName: 'Joris' }), key);
  assert.deepEqual(changed, { ok: false, error: 'key-reused' });
  // The key is one of a school: another may have the same.
  assert.ok((await report(other, reportOf(), key)).ok);
});

test('what cannot be is said at its field, all at once, and nothing is written', async () => {
  const wrong = async (input: ReportInput) => {
    const result = await report(petra, input, randomUUID());
    assert.ok(!result.ok && result.error === 'invalid', JSON.stringify(result));
    return result.errors;
  };
  assert.deepEqual(await wrong(reportOf({}, { kind: 'v3', beganOn: '2026-11-21', endedOn: '2026-11-22' })), [
    { field: 'melding.kind', message: 'kind-not-for-age' },
    { field: 'melding.beganOn', message: 'begins-later' },
    { field: 'melding.endedOn', message: 'ends-later' },
  ]);
  assert.deepEqual(await wrong(reportOf({}, { beganOn: '2003-09-01' })), [
    { field: 'melding.beganOn', message: 'begins-before-birth' },
  ]);
  assert.deepEqual(await wrong(reportOf({ birthDate: '1986-03-04' })), [
    { field: 'pupil.birthDate', message: 'age-unlikely' },
  ]);
  assert.deepEqual(await wrong(reportOf({ phone: '0800 1234' }, { contactPhone: '12' })), [
    { field: 'pupil.phone', message: 'phone-not-personal' },
    { field: 'melding.contactPhone', message: 'phone-invalid' },
  ]);
  assert.equal((await ground.sql`select from jongeren`).length, 0);
});

test('where nobody works who could own it, the school is told, and nothing is written', async () => {
  await ground.sql`update staff set active = false where id = ${noorId}`;
  assert.deepEqual(await report(petra, reportOf(), randomUUID()), { ok: false, error: 'no-team' });
  assert.equal((await ground.sql`select from jongeren`).length, 0);
  await ground.sql`update staff set active = true where id = ${noorId}`;
});

test('a phone number is kept as it can be called', async () => {
  await reported(petra, reportOf({ phone: '06 1234 5678' }, { contactPhone: '070-3533000' }));
  const [row] = await ground.sql`
    select j.phone, m.contact_phone as contact from meldingen m join jongeren j on j.id = m.jongere_id`;
  assert.deepEqual(row, { phone: '+31612345678', contact: '+31703533000' });
});

test('the school is told who has it, once it is assigned or somebody calls', async () => {
  const id = await reported();
  const traject = await trajectOf(id);
  assert.ok((await assign(noor, { to: noorId, trajecten: [traject] })).ok);
  const { state, owner, team } = await seen(pieter, id);
  assert.deepEqual({ state, owner }, { state: 'handled', owner: 'Noor' });
  assert.ok(team);
  // Another one of the same jongere waits until somebody does something again.
  const second = await reported(pieter, reportOf({}, { beganOn: '2026-11-10' }));
  assert.equal((await seen(petra, second)).state, 'registered');
  const { version } = await trajectOf(second);
  const tried = { version, way: 'call', party: 'jongere', outcome: 'no-answer' } as const;
  assert.ok((await noteContact(noor, traject.id, tried)).ok);
  assert.equal((await seen(petra, second)).state, 'handled');
  const words = await ground.sql`
    select what, details->>'state' as state from history where melding_id is not null and what = 'state-changed'`;
  assert.deepEqual(
    [...words],
    [
      { what: 'state-changed', state: 'handled' },
      { what: 'state-changed', state: 'handled' },
    ],
  );
});

test('a school adds to a melding and withdraws it while it is open; sent twice it stands there once', async () => {
  const id = await reported();
  for (const ctx of [petra, petra]) assert.ok((await addToMelding(ctx, id, { body: 'Was er maandag' })).ok);
  assert.ok((await withdrawMelding(pieter, id, { reason: 'Is terug' })).ok);
  assert.ok((await withdrawMelding(pieter, id, { reason: 'Is terug' })).ok);
  const { state, additions } = await seen(petra, id);
  assert.equal(state, 'withdrawn');
  assert.deepEqual(
    additions.map(({ by, text }) => ({ by, text })),
    [
      { by: 'Petra', text: 'Was er maandag' },
      { by: 'Pieter', text: 'Is terug' },
    ],
  );
  assert.deepEqual(await addToMelding(petra, id, { body: 'Toch niet' }), { ok: false, error: 'too-late' });
  assert.deepEqual((await readOwnMeldingen(petra)).rows, []);
  assert.equal((await readOwnMeldingen(petra, { all: true })).rows.length, 1);
  const what = await ground.sql`select what from history where melding_id = ${id} order by id`;
  assert.deepEqual(
    what.map((row) => row.what),
    ['reported', 'added-to', 'added-to', 'withdrawn'],
  );
});

test('of many who withdraw while it is closed, one end holds, and nothing is half done', async () => {
  const id = await reported();
  const { id: traject, version } = await trajectOf(id);
  const close = { version, destination: 'none', meldingen: 'back-at-school' } as const;
  const all = await atOnce(6, (i) =>
    i === 3 ? closeTraject(noor, traject, close) : withdrawMelding(petra, id, {}),
  );
  const { state, closeReason, settledAt } = await seen(petra, id);
  assert.ok(state === 'closed' || state === 'withdrawn');
  assert.equal(closeReason, state === 'closed' ? 'back-at-school' : null);
  assert.equal(settledAt, ground.clock.now());
  const { ok = 0, 'too-late': late = 0 } = tally(all);
  assert.equal(ok + late, 6);
  if (state === 'closed')
    assert.deepEqual(await withdrawMelding(petra, id, {}), { ok: false, error: 'too-late' });
});

test('a school reads the terugkoppeling that was meant for it, and nothing else of the traject', async () => {
  const id = await reported();
  const twin = await reported(other, reportOf({ pupilNumber: '7' }));
  const { id: traject } = await trajectOf(id);
  assert.equal((await trajectOf(twin)).id, traject);
  const note = async (kind: 'terugkoppeling' | 'verslag', audience: 'school' | 'team', words: string) => {
    const noteId = randomUUID();
    await ground.sql`
      insert into traject_notes (id, traject_id, kind, audience, organisation_id, facts, reasons, at, staff_id)
      values (${noteId}, ${traject}, ${kind}, ${audience}, ${kind === 'terugkoppeling' ? delta : null}, ${words},
        ${kind === 'verslag' ? 'Ruzie thuis' : null}, now(), ${noorId})`;
    return noteId;
  };
  const meant = await note('terugkoppeling', 'school', 'Jordi begint maandag weer');
  const verslag = await note('verslag', 'team', 'Gesprek gehad');
  await ground.sql`
    insert into traject_sent (note_id, at, staff_id, audience, way, organisation_id, words) values
      (${meant}, now(), ${noorId}, 'school', 'page', ${delta}, 'Jordi begint maandag weer'),
      (${verslag}, now(), ${noorId}, 'parents', 'letter', null, 'Gesprek gehad')`;
  const { feedback, ...rest } = await seen(pieter, id);
  assert.deepEqual(
    feedback.map(({ by, text }) => ({ by, text })),
    [{ by: 'Noor', text: 'Jordi begint maandag weer' }],
  );
  assert.ok(!JSON.stringify(rest).includes('Ruzie'));
  assert.deepEqual((await seen(other, twin)).feedback, []);
});

test('what was forgotten is not there any more', async () => {
  const id = await reported();
  await ground.sql`
    update meldingen set wiped_at = now(), reason = null, own_number = null, request_hash = null where id = ${id}`;
  assert.deepEqual((await readOwnMeldingen(petra, { all: true })).rows, []);
  assert.deepEqual(await readOwnMelding(petra, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await addToMelding(petra, id, { body: 'x' }), { ok: false, error: 'not-found' });
});
