import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { endPerson } from '#server/accounts/endPerson.ts';
import type { TakeInInput } from '#server/meldingen/schema.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { atOnce, tally } from '../support/raceGround.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// One jongere, one open traject, one owner, one next action with a date: decision 0080.

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

test('a melding opens a traject of whoever divides the work, with a next action within two working days', async () => {
  const { traject, opened } = await ground.reported();
  assert.ok(opened);
  // A Friday: Saturday and Sunday are no working days.
  assert.deepEqual(await ground.stands(traject), {
    state: 'nieuw',
    owner: ground.carlijn.id,
    assigned: false,
    next: 'assign',
    on: '2026-11-24',
    version: 1,
  });
});

test('more meldingen of one jongere are one traject, also many at once and from more than one school', async () => {
  const second = await ground.school('Vakschool Zuiderwold');
  const all = await atOnce(12, (i) =>
    ground.takeInFrom(i % 2 ? ground.delta : second, report('rmc', { pupilNumber: i % 2 ? '40012' : '7' })),
  );
  assert.ok(all.every(({ ok }) => ok));
  assert.equal(new Set(all.map((one) => one.ok && one.traject)).size, 1);
  assert.equal((await ground.sql`select from jongeren`).length, 1);
  assert.equal((await ground.sql`select from meldingen`).length, 12);
});

test('a twin is somebody else, and a number that the school gave to another ends the former one', async () => {
  const first = await ground.reported();
  const twin = await ground.reported(report('rmc', { firstName: 'Jesse', pupilNumber: '40013' }));
  assert.notEqual(twin.jongere, first.jongere);
  const later = await ground.reported(
    report('rmc', { firstName: 'Amal', lastName: 'Idrisse', birthDate: '2006-01-09' }),
  );
  assert.notEqual(later.jongere, first.jongere);
  const rows = await ground.sql`
    select jongere_id as id from enrolments where pupil_number = '40012' and ended_on is null`;
  assert.deepEqual([...rows], [{ id: later.jongere }]);
  // Born on the same day by chance, and called quite otherwise: somebody else too. Who changed one of their names is not.
  const sameDay = { birthDate: '2006-01-09' };
  const other = await ground.reported(
    report('rmc', { firstName: 'Koen', lastName: 'Wisselaar', ...sameDay }),
  );
  assert.notEqual(other.jongere, later.jongere);
  for (const names of [
    { firstName: 'Koen', lastName: 'Oosterhof' },
    { firstName: 'Nienke', lastName: 'Wisselaar' },
  ])
    assert.equal((await ground.reported(report('rmc', { ...names, ...sameDay }))).jongere, other.jongere);
});

test('what cannot be is refused with what is wrong, and nothing is written', async () => {
  const tried = (input: TakeInInput) => ground.takeInFrom(ground.delta, input);
  assert.deepEqual(await tried(report('v3')), { ok: false, error: 'kind-not-for-age', age: 19 });
  assert.deepEqual(await tried(report('rmc', { birthDate: '1986-03-04' })), {
    ok: false,
    error: 'age-unlikely',
  });
  assert.deepEqual(await tried(report('rmc', { birthDate: '2027-03-04' })), {
    ok: false,
    error: 'age-unlikely',
  });
  const later = report();
  assert.deepEqual(await tried({ ...later, melding: { ...later.melding, beganOn: '2026-11-21' } }), {
    ok: false,
    error: 'begins-later',
  });
  assert.equal((await ground.sql`select from jongeren`).length, 0);
});

test('of many who assign one traject at once one does, and the others are told', async () => {
  const { traject } = await ground.reported();
  const results = await atOnce(6, () =>
    assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten: [{ id: traject, version: 1 }] }),
  );
  assert.equal(results.filter((one) => one.ok && one.assigned.length === 1).length, 1);
  assert.equal(results.filter((one) => one.ok && one.changed.length === 1).length, 5);
  const { owner, next } = await ground.stands(traject);
  assert.deepEqual([owner, next], [ground.noor.id, 'call']);
});

test('what one cannot see is not there, until it is taken over with a reason, which stays', async () => {
  const { traject } = await ground.reported();
  const next = { action: 'call', on: '2026-11-24', note: undefined } as const;
  const tried = await setNext(ground.otto.ctx, traject, { ...next, version: 1 });
  assert.deepEqual(tried, { ok: false, error: 'not-found' });
  assert.ok((await takeOver(ground.otto.ctx, traject, { version: 1, reason: 'Ken het gezin al' })).ok);
  assert.ok((await setNext(ground.otto.ctx, traject, { ...next, version: 2 })).ok);
  assert.deepEqual(await setNext(ground.noor.ctx, traject, { ...next, version: 3 }), {
    ok: false,
    error: 'not-found',
  });
  const notes = await ground.sql`select facts from traject_notes where traject_id = ${traject}`;
  assert.deepEqual([...notes], [{ facts: 'Ken het gezin al' }]);
});

test('contact changes its way at each try and ends in a visit; who is reached is planned a gesprek with', async () => {
  const { traject } = await ground.reported();
  const tries = [
    ['call', 'no-answer', 'message'],
    ['text', 'sent', 'letter'],
    ['letter', 'sent', 'visit'],
    ['visit', 'not-home', 'look-again'],
  ] as const;
  for (const [way, outcome, then] of tries) {
    const version = await ground.versionOf(traject);
    const noted = await noteContact(ground.noor.ctx, traject, { version, way, party: 'jongere', outcome });
    assert.ok(noted.ok);
    assert.equal(noted.next.action, then);
  }
  const version = await ground.versionOf(traject);
  const reached = await noteContact(ground.noor.ctx, traject, {
    version,
    way: 'visit',
    party: 'jongere',
    outcome: 'reached',
  });
  assert.ok(reached.ok && reached.next.action === 'plan');
  assert.equal((await ground.stands(traject)).state, 'contact-zoeken');
});

test('a state follows or is refused; standing still asks for a date, and under 18 nobody refuses', async () => {
  const { traject } = await ground.reported();
  const to = async (state: Parameters<typeof moveOn>[2]['state'], lookAgainOn?: string) =>
    moveOn(ground.noor.ctx, traject, { state, lookAgainOn, version: await ground.versionOf(traject) });
  const refused = await to('nazorg');
  assert.ok(!refused.ok && refused.error === 'does-not-follow');
  assert.deepEqual(await to('niet-bereikt'), { ok: false, error: 'look-again-required' });
  assert.deepEqual(await to('niet-bereikt', '2028-01-01'), { ok: false, error: 'date-out-of-reach' });
  assert.ok((await to('niet-bereikt', '2027-01-11')).ok);
  const { next, on } = await ground.stands(traject);
  assert.deepEqual([next, on], ['look-again', '2027-01-11']);
  assert.ok((await to('contact-zoeken')).ok);
  const young = await ground.reported(
    report('v3', { firstName: 'Noa', birthDate: '2009-12-01', pupilNumber: '9' }),
  );
  assert.deepEqual(
    await moveOn(ground.noor.ctx, young.traject, {
      state: 'wil-niet',
      lookAgainOn: '2027-01-11',
      version: 1,
    }),
    { ok: false, error: 'under-18' },
  );
});

test('closing asks where they went and answers the schools; it opens again where nothing else is open', async () => {
  const { traject, melding } = await ground.reported();
  const close = async (more: Partial<Parameters<typeof closeTraject>[2]> = {}) =>
    closeTraject(ground.noor.ctx, traject, {
      version: await ground.versionOf(traject),
      destination: 'none',
      ...more,
    });
  assert.deepEqual(await close(), { ok: false, error: 'meldingen-open' });
  assert.ok((await close({ destination: 'training', check: 'school', meldingen: 'back-at-school' })).ok);
  const [row] = await ground.sql`select state, close_reason as reason from meldingen where id = ${melding}`;
  assert.deepEqual(row, { state: 'closed', reason: 'back-at-school' });
  assert.deepEqual(await close(), { ok: false, error: 'too-late' });
  const again = await ground.reported();
  assert.notEqual(again.traject, traject);
  const version = await ground.versionOf(traject);
  assert.deepEqual(await reopenTraject(ground.noor.ctx, traject, { version }), {
    ok: false,
    error: 'other-open',
  });
  const gone = { destination: 'gone', meldingen: 'left-otherwise', version: 1 } as const;
  assert.ok((await closeTraject(ground.noor.ctx, again.traject, gone)).ok);
  const opened = await atOnce(4, () => reopenTraject(ground.noor.ctx, traject, { version }));
  assert.deepEqual(tally(opened), { ok: 1, changed: 3 });
});

test('the database refuses an open traject without owner, next action or date, a second one, and an owner who left', async () => {
  const { traject, jongere } = await ground.reported();
  const refused = (statement: Promise<unknown>, name: string) =>
    assert.rejects(statement, (error: { constraint_name?: string }) => error.constraint_name === name);
  const { sql } = ground;
  await refused(sql`update trajecten set next_on = null where id = ${traject}`, 'trajecten_next');
  await refused(sql`update trajecten set next_action = null where id = ${traject}`, 'trajecten_next');
  await refused(
    sql`insert into trajecten (id, jongere_id, owner_id, next_action, next_on, opened_at)
      values (gen_random_uuid(), ${jongere}, ${ground.noor.id}, 'call', '2026-12-01', now())`,
    'trajecten_open',
  );
  const { id: leaver } = await ground.member('Vera');
  await sql`update trajecten set owner_id = ${leaver} where id = ${traject}`;
  await refused(sql`update staff set active = false where id = ${leaver}`, 'trajecten_owner_active');
  const manager = await ground.member('Iris', ['beheerder']);
  const ended = await endPerson(manager.ctx, leaver);
  assert.ok(!ended.ok && ended.error === 'still-open' && ended.trajecten === 1);
  await sql`update trajecten set owner_id = ${ground.noor.id} where id = ${traject}`;
  await sql`update staff set active = false where id = ${leaver}`;
  await refused(
    sql`update trajecten set owner_id = ${leaver} where id = ${traject}`,
    'trajecten_owner_active',
  );
});

test('each act on a traject is written down, in words of the system alone', async () => {
  const { traject } = await ground.reported();
  assert.ok(
    (await assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten: [{ id: traject, version: 1 }] })).ok,
  );
  const v = () => ground.versionOf(traject);
  await setNext(ground.noor.ctx, traject, {
    version: await v(),
    action: 'call',
    on: '2026-11-23',
    note: 'geheim',
  });
  await noteContact(ground.noor.ctx, traject, {
    version: await v(),
    way: 'call',
    party: 'parents',
    outcome: 'left-word',
    note: 'geheim',
  });
  await moveOn(ground.noor.ctx, traject, { version: await v(), state: 'uitgenodigd' });
  await takeOver(ground.carlijn.ctx, traject, { version: await v(), reason: 'geheim' });
  const end = { destination: 'gone', meldingen: 'left-otherwise', note: 'geheim' } as const;
  await closeTraject(ground.carlijn.ctx, traject, { version: await v(), ...end });
  await reopenTraject(ground.carlijn.ctx, traject, { version: await v() });
  const rows = await ground.sql`
    select what, details from history where traject_id = ${traject} and what <> 'next-action-set' order by id`;
  assert.deepEqual(
    rows.map(({ what }) => what),
    [
      'opened',
      'assigned',
      'contact-tried',
      'state-changed',
      'state-changed',
      'assigned',
      'taken-over',
      'closed',
      'reopened',
    ],
  );
  assert.doesNotMatch(JSON.stringify([...rows]), /geheim/);
});
