import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { firstOrganisation, firstTeam } from '#db/schema/index.ts';
import { configurationKinds } from '#db/schema/words.ts';
import { NotAllowed } from '#server/access/may.ts';
import { findOutside } from '#server/agenda/findOutside.ts';
import { book } from '#server/booking/book.ts';
import { readAll, readChange, readChanges, readOne } from '#server/configuration/read.ts';
import { type SaveInput, saveConfiguration } from '#server/configuration/save.ts';
import { undoConfiguration } from '#server/configuration/undo.ts';
import type { Ctx } from '#server/http/context.ts';
import { applySetup } from '#server/setup/apply.ts';
import { checkDocument } from '#server/setup/checkDocument.ts';
import { checkReferences } from '#server/setup/checkReferences.ts';
import { documentOf } from '#server/setup/configuration.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { atOnce, type RaceGround, raceGround, request, tally } from '../support/raceGround.ts';

// The one way in which a beheerder changes what the gemeente decides.

let ground: RaceGround;
let noor = '';
let iris = '';
let manager: Ctx;

before(async () => {
  ground = await raceGround(0);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'staff', 'appointments', 'closures', 'settings', 'configuration_changes');
  await ground.sql`delete from locations where id <> 'centrum'`;
  await ground.sql`delete from topics where id not in ('kort', 'lang')`;
  await ground.sql`delete from teams where id <> ${firstTeam}`;
  await ground.sql`delete from organisations where id <> ${firstOrganisation}`;
  await ground.sql`update locations set active = true, closed_until = null, name = 'Centrum'`;
  await ground.sql`update topics set active = true`;
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
  iris = await makeCasemanager(ground.db, [], { roles: ['beheerder'], team: null });
  manager = staffCtx(ground.ctx, iris, { roles: ['beheerder'], team: null });
  ground.ctx.bus.say({ roster: true });
});

const centrum = {
  name: 'Centrum',
  neighbourhood: 'Centrum',
  address: 'Voorbeeldplein 1, 2500 AA Den Haag',
  modalities: ['op-locatie', 'telefoon', 'video'],
};

const save = (input: Partial<SaveInput> & Pick<SaveInput, 'kind' | 'given'>, ctx = manager) =>
  saveConfiguration(ctx, { id: null, version: 0, ...input });

/** Saves what has to succeed; answers the id and the change. */
async function saved(input: Parameters<typeof save>[0]) {
  const result = await save(input);
  assert.ok(result.ok, JSON.stringify(result));
  return { id: result.id, change: result.change ?? 0 };
}

/** Books an afspraak with Noor on Monday. */
async function booked(time = '10:00') {
  const result = await book(ground.ctx, request(time), crypto.randomUUID());
  assert.ok(result.ok, JSON.stringify(result));
}

test('a new location gets an id of its name, comes last, and is there in every process at once', async () => {
  const other = await makeServices(ground, { clock: ground.clock });
  try {
    await other.roster.current();
    const given = { ...centrum, name: 'Wijkpunt De Morgenzon', phone: '14070', walkInHours: [] };
    const { id, change } = await saved({ kind: 'location', given });
    assert.equal(id, 'wijkpunt-de-morgenzon');
    const here = (await manager.roster.current()).locations.map((one) => one.id);
    assert.deepEqual(here.toSorted(), ['centrum', id]);
    const deadline = Date.now() + 2000;
    let there = false;
    while (!there && Date.now() < deadline)
      there = (await other.roster.current()).locations.some((one) => one.id === id);
    assert.ok(there, 'expected the other process to have it within two seconds');
    const again = await saved({ kind: 'location', given });
    assert.equal(again.id, 'wijkpunt-de-morgenzon-2');
    const {
      changes: [last],
    } = await readChanges(manager, { kind: 'location', subject: id });
    assert.deepEqual([last?.id, last?.before, last?.by], [change, null, 'Noor Voorbeeld']);
  } finally {
    await other.close();
  }
});

test('what the setup file refuses is refused, and said where', async () => {
  const wrong = {
    ...centrum,
    name: ' ',
    openingHours: [
      { weekdays: [1], from: '09:00', until: '12:00' },
      { weekdays: [1], from: '11:00', until: '10:00' },
    ],
    colour: 'red',
  };
  const result = await save({ kind: 'location', id: 'centrum', given: wrong });
  assert.ok(!result.ok && result.error === 'invalid');
  const paths = result.problems.map(({ path }) => path.join('.'));
  assert.deepEqual(paths.toSorted(), ['colour', 'name', 'openingHours.1', 'openingHours.1.until']);
  const backwards = { name: 'Zomer', from: '2027-08-10', until: '2027-08-01' };
  const closure = await save({ kind: 'closure', given: backwards });
  assert.ok(!closure.ok && closure.error === 'invalid');
  assert.deepEqual(
    closure.problems.map(({ path }) => path),
    [['until']],
  );
  const nowhere = await save({
    kind: 'closure',
    given: { ...backwards, until: '2027-08-20', location: 'x' },
  });
  assert.ok(!nowhere.ok && nowhere.error === 'invalid');
});

test('whoever has no right changes and reads nothing; nor does a forged id', async () => {
  const casemanager = staffCtx(ground.ctx, noor);
  const given = { name: 'Zuid' };
  await assert.rejects(save({ kind: 'team', given }, casemanager), NotAllowed);
  await assert.rejects(readAll(casemanager), NotAllowed);
  await assert.rejects(undoConfiguration(casemanager, 1), NotAllowed);
  const forged = await save({ kind: 'team', id: crypto.randomUUID(), given });
  assert.deepEqual(forged, { ok: false, error: 'unknown' });
  assert.equal(await readOne(manager, 'location', 'nergens'), undefined);
  assert.deepEqual(await undoConfiguration(manager, 99_999), { ok: false, error: 'unknown' });
});

test('of two who change one thing the second is told, also at the same moment', async () => {
  const results = await atOnce(4, (i) =>
    save({ kind: 'location', id: 'centrum', given: { ...centrum, name: `Centrum ${i}` } }),
  );
  assert.deepEqual(tally(results), { ok: 1, changed: 3 });
  const now = await readOne(manager, 'location', 'centrum');
  assert.ok(now);
  await saved({
    kind: 'location',
    id: 'centrum',
    version: now.version,
    given: { ...centrum, name: 'Plein' },
  });
});

test('saving what is there already changes nothing', async () => {
  const result = await save({ kind: 'location', id: 'centrum', given: centrum });
  assert.deepEqual(result, { ok: true, id: 'centrum', change: null });
  assert.deepEqual((await readChanges(manager)).changes, []);
});

test('what falls outside the hours is shown first, to be agreed to as it was shown', async () => {
  await booked('10:00');
  await booked('11:00');
  const given = { name: 'Studiedag', from: '2026-11-23' };
  const asked = await save({ kind: 'closure', given });
  assert.ok(!asked.ok && asked.error === 'touches');
  const [touch] = asked.touches;
  assert.ok(touch?.what === 'outside');
  assert.deepEqual([touch.count, touch.first[0]?.casemanager.name], [2, 'Noor Voorbeeld']);
  await booked('12:00');
  const more = await save({ kind: 'closure', given, agreed: asked.word });
  assert.ok(!more.ok && more.error === 'touches', 'what was agreed to were two');
  const { id, change } = await saved({ kind: 'closure', given, agreed: more.word });
  assert.equal((await findOutside(staffCtx(ground.ctx, noor), noor)).toDecide.length, 3);
  // Another closure on that day takes nothing more away.
  await saved({ kind: 'closure', given: { ...given, name: 'Ook dicht' } });
  assert.ok((await undoConfiguration(manager, change)).ok);
  assert.equal(await readOne(manager, 'closure', id), undefined);
});

test('a location that is ended, or closed for a while, leaves afspraken to decide about', async () => {
  await booked();
  for (const change of [{ active: false }, { closedUntil: '2026-12-01' }]) {
    const asked = await save({ kind: 'location', id: 'centrum', given: { ...centrum, ...change } });
    assert.ok(!asked.ok && asked.error === 'touches', JSON.stringify(asked));
    assert.equal(asked.touches[0]?.what, 'outside');
  }
  await saved({ kind: 'location', id: 'centrum', given: { ...centrum, closedUntil: '2026-11-23' } });
  const { closures } = await manager.roster.current();
  assert.ok(closures.some(({ location, dateUntil }) => location === 'centrum' && dateUntil === '2026-11-22'));
});

test('a way to meet that a colleague still offers somewhere stays there', async () => {
  const given = { ...centrum, modalities: ['op-locatie'] };
  const result = await save({ kind: 'location', id: 'centrum', given });
  assert.deepEqual(result, {
    ok: false,
    error: 'refused',
    because: 'modality-used',
    names: ['Noor Voorbeeld'],
  });
});

test('a topic that is ended keeps its afspraken, and says how many', async () => {
  await booked();
  const topic = { label: 'School kiezen', labelEn: 'Choosing a school', durationMinutes: 30, active: false };
  const asked = await save({ kind: 'topic', id: 'kort', given: topic });
  assert.ok(!asked.ok && asked.error === 'touches');
  assert.deepEqual([asked.touches[0]?.what, asked.touches.length], ['topic', 1]);
  await saved({ kind: 'topic', id: 'kort', given: topic, agreed: asked.word });
  const [row] = await ground.sql`select status from appointments`;
  assert.equal(row?.status, 'booked');
});

test('a team with members or replies of its own is not ended, and says who', async () => {
  const given = { name: 'Casemanagers', active: false };
  const held = await save({ kind: 'team', id: firstTeam, given });
  assert.ok(!held.ok && held.error === 'refused');
  assert.deepEqual([held.because, held.names], ['team-members', ['Noor Voorbeeld']]);
  await ground.sql`update staff set team_id = null where id = ${noor}`;
  await ground.sql`
    insert into chat_canned_replies (id, team_id, team, shortcut, body)
    values (gen_random_uuid(), ${firstTeam}, null, 'hoi', 'Hoi')`;
  const replies = await save({ kind: 'team', id: firstTeam, given });
  assert.ok(!replies.ok && replies.error === 'refused' && replies.because === 'team-replies');
  await ground.sql`delete from chat_canned_replies`;
  const { change } = await saved({ kind: 'team', id: firstTeam, given });
  assert.ok((await undoConfiguration(manager, change)).ok);
});

test('the task of a team decides which meldingen come to it, stays where none is said, and is undone', async () => {
  const taskOf = async (id: string) => (await readOne(manager, 'team', id))?.value.task;
  const { id } = await saved({ kind: 'team', given: { name: 'Leerplicht', task: 'leerplicht' } });
  assert.equal(await taskOf(id), 'leerplicht');
  const { version } = (await readOne(manager, 'team', id)) ?? assert.fail();
  const changed = await saved({ kind: 'team', id, version, given: { name: 'Preventie', task: 'preventie' } });
  assert.equal(await taskOf(id), 'preventie');
  assert.ok((await undoConfiguration(manager, changed.change)).ok);
  assert.equal(await taskOf(id), 'leerplicht');
  const again = (await readOne(manager, 'team', id)) ?? assert.fail();
  await saved({ kind: 'team', id, version: again.version, given: { name: 'Leerplicht Zuid' } });
  assert.equal(await taskOf(id), 'leerplicht');
  const odd = await save({ kind: 'team', given: { name: 'Elders', task: 'anders' } });
  assert.ok(!odd.ok);
});

test('with an organisation end the accounts of its people, all or none; the gemeente itself never ends', async () => {
  const given = {
    name: 'Stichting Jong',
    kind: 'jongerenwerk',
    contact: { function: 'Coördinator', email: 'jong@example.nl', phone: null },
  };
  const { id } = await saved({ kind: 'organisation', given });
  const sam = await makeCasemanager(ground.db, [], {
    firstName: 'Sam',
    organisationId: id,
    team: null,
    roles: ['jongerenwerker'],
  });
  await ground.sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at)
    values ('of Sam', ${sam}, now(), now(), now() + interval '1 hour')`;
  const { version } = (await readOne(manager, 'organisation', id)) ?? assert.fail();
  const school = await save({ kind: 'organisation', id, version, given: { ...given, kind: 'school' } });
  assert.ok(!school.ok && school.error === 'refused' && school.because === 'roles-elsewhere');
  assert.deepEqual(school.names, ['Sam Voorbeeld']);
  const end = { kind: 'organisation', id, version, given: { ...given, active: false } } as const;
  const asked = await save(end);
  assert.ok(!asked.ok && asked.error === 'touches');
  assert.deepEqual(asked.touches, [{ what: 'people', names: ['Sam Voorbeeld'] }]);
  await saved({ ...end, agreed: asked.word });
  const [row] =
    await ground.sql`select active, (select count(*)::int from sessions) as sessions from staff where id = ${sam}`;
  assert.deepEqual(row, { active: false, sessions: 0 });
  const team = await save({ kind: 'team', given: { name: 'Jong', organisation: 'Stichting Jong' } });
  assert.ok(!team.ok && team.error === 'refused' && team.because === 'organisation-ended');
  const own = (await readOne(manager, 'organisation', firstOrganisation)) ?? assert.fail();
  const gemeente = { ...own.value, active: false };
  const refused = await save({ kind: 'organisation', id: firstOrganisation, given: gemeente, agreed: 'x' });
  assert.ok(!refused.ok && refused.error !== 'changed');
  const asSchool = { ...own.value, kind: 'school' };
  const kept = await save({
    kind: 'organisation',
    id: firstOrganisation,
    version: own.version,
    given: asSchool,
  });
  assert.ok(!kept.ok && kept.error === 'refused' && kept.because === 'own-kind');
  const people = await ground.sql`select from staff where active`;
  assert.equal(people.length, 2);
});

test('an undo is a change of its own, and refused once something came after it', async () => {
  const first = await saved({ kind: 'location', id: 'centrum', given: { ...centrum, name: 'Plein' } });
  const given = { ...centrum, name: 'Het plein' };
  const second = await saved({ kind: 'location', id: 'centrum', version: first.change, given });
  assert.deepEqual(await undoConfiguration(manager, first.change), { ok: false, error: 'changed' });
  assert.equal((await readChange(manager, first.change))?.isLast, false);
  const undone = await undoConfiguration(manager, second.change);
  assert.ok(undone.ok);
  const {
    changes: [last],
  } = await readChanges(manager);
  assert.deepEqual([last?.id, last?.undoes], [undone.change, second.change]);
  assert.equal((await readOne(manager, 'location', 'centrum'))?.value.name, 'Plein');
  // What was new is taken away, unless it is used by now.
  const added = await saved({ kind: 'location', given: { ...centrum, name: 'Nieuw' } });
  await ground.sql`insert into closures (name, date_from, date_until, location_id) values ('X', now(), now(), ${added.id})`;
  const used = await undoConfiguration(manager, added.change);
  assert.ok(!used.ok, JSON.stringify(used));
  await ground.sql`delete from closures`;
  assert.ok((await undoConfiguration(manager, added.change)).ok);
});

test('a part of the settings leaves the others as they are', async () => {
  await ground.sql`insert into settings (values) values ('{"municipality":"Voorbeeldstad","noticeMinutes":30}')`;
  await saved({ kind: 'settings', id: 'booking', given: { noticeMinutes: 60, horizonDays: 28 } });
  const { settings } = await manager.roster.current();
  assert.deepEqual([settings.noticeMinutes, settings.municipality], [60, 'Voorbeeldstad']);
  const wrong = await save({ kind: 'settings', id: 'contact', given: { phone: 'bel ons' } });
  assert.ok(!wrong.ok && wrong.error === 'invalid');
  assert.deepEqual(wrong.problems[0]?.path, ['phone']);
});

test('what a setup file changes stands in the same history, and can be taken back', async () => {
  const location = { ...centrum, id: 'centrum', name: 'Van het bestand' };
  const document = setupSchema.parse({
    locations: [location],
    organisations: [{ name: 'Wijk', kind: 'school' }],
  });
  assert.ok((await applySetup(ground.ctx, document)).ok);
  const { changes } = await readChanges(manager);
  assert.deepEqual(changes.map(({ kind, by }) => [kind, by]).toSorted(), [
    ['location', null],
    ['organisation', null],
  ]);
  assert.ok((await applySetup(ground.ctx, document)).ok);
  assert.equal((await readChanges(manager)).changes.length, 2);
  const change = changes.find(({ kind }) => kind === 'location')?.id ?? 0;
  assert.ok((await undoConfiguration(manager, change)).ok);
  assert.equal((await readOne(manager, 'location', 'centrum'))?.value.name, 'Centrum');
});

test('no sequence of changes and undos leaves what the setup file would refuse', async () => {
  const names = ['Plein', 'Zuid', ' ', 'x'.repeat(101), '<b>Laan</b>'];
  const days = ['2026-12-24', '2026-12-31', '2027-02-30', ''];
  const hours = fc.array(
    fc.record({
      weekdays: fc.constantFrom([1], [1, 2], []),
      from: fc.constantFrom('09:00', '12:00', '25:00'),
      until: fc.constantFrom('10:00', '13:00', '08:00'),
    }),
    { maxLength: 3 },
  );
  const name = fc.constantFrom(...names);
  const day = fc.constantFrom(...days);
  const active = fc.boolean();
  const given = {
    location: fc.record({
      name,
      neighbourhood: name,
      address: fc.constant('Straat 1'),
      modalities: fc.constantFrom(['op-locatie'], [], ['op-locatie', 'telefoon', 'video']),
      openingHours: hours,
      closedUntil: fc.option(day),
      active,
    }),
    topic: fc.record({ label: name, labelEn: name, durationMinutes: fc.constantFrom(30, 0, 481), active }),
    closure: fc.record({ name, from: day, until: day, location: fc.constantFrom('centrum', 'plein', 'x') }),
    team: fc.record({ name, organisation: fc.constantFrom('Plein', 'nergens'), active }),
    organisation: fc.record({ name, kind: fc.constantFrom('school', 'bank'), active }),
    settings: fc.record({ noticeMinutes: fc.constantFrom(0, 60, -1), horizonDays: fc.constantFrom(1, 366) }),
  };
  const kinds = configurationKinds.map((kind) =>
    fc.record({ kind: fc.constant(kind), given: given[kind], which: fc.nat(5) }),
  );
  const step = fc.oneof(fc.record({ undo: fc.nat(5) }), ...kinds);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const act of steps) {
        if ('undo' in act) {
          const change = (await readChanges(manager)).changes[act.undo];
          const asked = change && (await undoConfiguration(manager, change.id));
          if (asked && !asked.ok && asked.error === 'touches')
            await undoConfiguration(manager, change.id, asked.word);
        } else {
          const { kind } = act;
          const all = await readAll(manager);
          // One of those that are there, or a new one.
          const id = kind === 'settings' ? 'booking' : ([...all[kind].keys()][act.which] ?? null);
          const version = id === null ? 0 : ((await readOne(manager, kind, id))?.version ?? 0);
          const value = kind === 'closure' && act.which === 4 ? null : act.given;
          const asked = await saveConfiguration(manager, { kind, id, given: value, version });
          if (!asked.ok && asked.error === 'touches')
            await saveConfiguration(manager, { kind, id, given: value, version, agreed: asked.word });
        }
        const document = setupSchema.parse(documentOf(await readAll(manager)));
        const none = { staff: [], rules: [], settings: undefined };
        const known = { ...none, locations: [], topics: [], closures: [], teams: [], organisations: [] };
        assert.deepEqual([...checkDocument(document), ...checkReferences(document, known)], []);
      }
    }),
    { numRuns: 25 },
  );
});
