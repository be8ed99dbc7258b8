import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import { findCandidates } from '#server/held/findCandidates.ts';
import { findHeld } from '#server/held/findHeld.ts';
import { findCandidatesSchema, findChosenSchema, findHeldSchema } from '#server/held/request.ts';
import { assign } from '#server/trajecten/assign.ts';
import { offerHandover } from '#server/trajecten/handover.ts';
import { joinJongeren } from '#server/trajecten/joinJongeren.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addNote, addVerslag, tellSchool } from '#server/trajecten/notes.ts';
import { withholdNote } from '#server/trajecten/withholdNote.ts';
import { heldText } from '../../src/held/heldText.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// What is kept of a jongere who was reported, when they ask for it (AVG 15).

let ground: TrajectGround;
let iris: Member;
before(async () => {
  ground = await trajectGround();
  iris = await ground.member('Iris', ['beheerder']);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history', 'lists', 'appointments');
});

const byName = (fullName: string, birthDate: string) =>
  findCandidates(iris.ctx, findCandidatesSchema.parse({ fullName, birthDate, verified: 'showed-id' }));
async function candidates(fullName: string, birthDate: string) {
  const found = await byName(fullName, birthDate);
  assert.ok(found.ok);
  return found.candidates;
}
async function heldOf(jongere: string, as: 'page' | 'json' = 'page') {
  const found = await findHeld(iris.ctx, findChosenSchema.parse({ jongere, verified: 'showed-id' }), as);
  assert.ok(found.ok);
  return found.held;
}

/** Jordi, with something of each kind that can be kept; words that are not theirs begin with `andermans`. */
async function everything() {
  const { noor, otto, delta, sql } = ground;
  const input = report('rmc', {
    residence: 'Delft',
    phone: '+31612340077',
    reachBy: 'bericht',
    reachNote: 'niet thuis bellen',
  });
  const { jongere, traject, melding } = await ground.reported({
    ...input,
    melding: {
      ...input.melding,
      reason: 'komt niet meer',
      schoolDid: 'belde twee keer',
      asks: 'een gesprek',
      contactName: 'andermans mentor',
      contactPhone: '+31701234567',
    },
  });
  await assign(ground.carlijn.ctx, {
    to: noor.id,
    trajecten: [{ id: traject, version: await ground.versionOf(traject) }],
  });
  await sql`insert into melding_additions (melding_id, at, body) values (${melding}, now(), 'kwam weer een dag')`;
  await sql`insert into guardians (jongere_id, name, phone, reach_note)
    values (${jongere}, 'Mevrouw Haamstee', '+31687654321', 'andermans uitleg')`;
  for (const [party, note] of [
    ['jongere', 'wil graag werken'],
    ['parents', 'andermans zorgen'],
  ] as const)
    assert.ok(
      (
        await noteContact(noor.ctx, traject, {
          version: await ground.versionOf(traject),
          way: 'call',
          party,
          outcome: 'reached',
          note,
        })
      ).ok,
    );
  const notes = { id: randomUUID(), audience: 'team', facts: 'maakt een rustige indruk' } as const;
  assert.ok((await addNote(noor.ctx, traject, notes)).ok);
  const secret = { id: randomUUID(), audience: 'team', facts: 'andermans schulden' } as const;
  assert.ok((await addNote(noor.ctx, traject, secret)).ok);
  assert.ok((await withholdNote(noor.ctx, secret.id, { withheld: true })).ok);
  assert.ok(
    (
      await addVerslag(noor.ctx, traject, {
        id: randomUUID(),
        audience: 'leerplicht',
        facts: 'we spraken een uur',
        reasons: 'slaapt slecht',
        agreements: 'komt maandag',
        reasonsAgreed: false,
      })
    ).ok,
  );
  assert.ok(
    (await tellSchool(noor.ctx, traject, { id: randomUUID(), school: delta, facts: 'we zijn in gesprek' }))
      .ok,
  );
  assert.ok(
    (
      await offerHandover(noor.ctx, traject, {
        version: await ground.versionOf(traject),
        to: { kind: 'staff', id: otto.id },
        reason: 'woont daar',
        parts: ['contact'],
      })
    ).ok,
  );
  await sql`
    insert into traject_invitations (id, traject_id, token_hash, created_at, created_by, expires_at, answer, answered_at, answer_where, way)
    values (${randomUUID()}, ${traject}, 'hash-of-invitation', now(), ${noor.id}, now() + interval '9 days', 'works', now(), 'bij de bakker', 'letter')`;
  const look = (day: number, ask: string, outcome: string, note: string) => sql`
    insert into traject_looks (id, traject_id, reason, due_on, ask, ask_who, planned_at, outcome, done_at, done_by, note)
    values (${randomUUID()}, ${traject}, 'nazorg', ${`2026-10-0${day}`}, ${ask}, 'andermans nummer', now(), ${outcome}, now(), ${noor.id}, ${note})`;
  await look(1, 'jongere', 'placed', 'werkt met plezier');
  await look(2, 'school', 'placed', 'komt elke dag');
  await look(3, 'work', 'dropped-out', 'andermans mening van de baas');
  await look(4, 'parents', 'not-needed', 'verhuisde naar Gent');
  const list = randomUUID();
  await sql`
    insert into lists (id, organisation_id, kind, as_of, sender_id, file_name, file_hash, mapping, read_at, read_by)
    values (${list}, ${firstOrganisation}, 'no-show', '2026-09-15', ${delta}, 'andermans.csv', 'hash-of-file', '{}', now(), ${noor.id})`;
  await sql`
    insert into list_rows (list_id, number, cells, state, findings, jongere_id, explanation, explanation_note, explained_by, explained_at)
    values (${list}, 4, '{"name": "Haamstee, J. van"}', 'written', '[{"andermans": "naam"}]', ${jongere}, 'works', 'sinds mei', ${noor.id}, now())`;
  return { jongere, traject, melding };
}

const told = [
  ...['Jordi', 'van', 'Haamstee', '2007-03-04', 'Delft', '+31612340077', 'niet thuis bellen', '40012'],
  ...['ROC De Delta', 'komt niet meer', 'belde twee keer', 'een gesprek', 'kwam weer een dag'],
  ...['Mevrouw Haamstee', 'wil graag werken', 'maakt een rustige indruk', 'we spraken een uur'],
  ...['slaapt slecht', 'komt maandag', 'we zijn in gesprek', 'woont daar', 'bij de bakker'],
  ...['werkt met plezier', 'komt elke dag', 'verhuisde naar Gent', 'dropped-out'],
  ...['Haamstee, J. van', 'sinds mei', 'Noor', 'Otto', 'handover-offered'],
];

test('all of meldingen and trajecten is handed over, the notes of the team too; not what is of others', async () => {
  const { jongere, traject, melding } = await everything();
  await ground.reported(report('rmc', { firstName: 'Noa', lastName: 'Winterdal', pupilNumber: '7' }));
  const held = await heldOf(jongere, 'json');
  const said = JSON.stringify(held);
  for (const word of told) assert.ok(said.includes(word), word);
  for (const hidden of [
    'andermans',
    'hash-of',
    '+31687654321',
    '+31701234567',
    'Winterdal',
    jongere,
    traject,
    melding,
  ])
    assert.ok(!said.includes(hidden), hidden);
  const [one] = held.jongeren;
  assert.deepEqual(
    [one?.trajecten[0]?.notesLeftOut, one?.trajecten[0]?.attemptsLeftOut, one?.trajecten[0]?.looksLeftOut],
    [1, 1, 1],
  );
  const text = heldText(held, ['others']);
  for (const word of [
    'van Haamstee',
    '4 maart 2007',
    'komt niet meer',
    'slaapt slecht',
    'Ik werk',
    '06 12340077',
    'vragen aan jou. Nog op de plek. werkt met plezier',
  ])
    assert.ok(text.includes(word), word);
  assert.ok(!text.includes('andermans'));
  const marked = await ground.sql`select details from history where what = 'note-withheld'`;
  assert.deepEqual([...marked], [{ details: {} }]);
  await ground.ctx.audit.flush();
  const log = await ground.sql<{ about: string }[]>`
    select object_kind || ' ' || object_id as about from audit where kind = 'exported' and action = 'held.find' order by 1`;
  assert.deepEqual(
    log.map(({ about }) => about),
    [`jongere ${jongere}`, `melding ${melding}`, `traject ${traject}`],
  );
});

test('a person says who it is: a name and a date of birth find candidates, also when there is one', async () => {
  const { jongere } = await ground.reported();
  await ground.reported(report('rmc', { firstName: 'Jesse', pupilNumber: '40013' }));
  await ground.reported(report('rmc', { firstName: 'Noa', lastName: 'Winterdal', pupilNumber: '40014' }));
  const found = await candidates('J. van Haamstee', '2007-03-04');
  assert.deepEqual(found.map(({ firstName, reasons }) => [firstName, reasons.length > 0]).toSorted(), [
    ['Jesse', true],
    ['Jordi', true],
  ]);
  // With a wrong date of birth in the file they are found by the whole name: they may ask for that to be corrected.
  assert.deepEqual(
    (await candidates('Jordi van Haamstee', '2007-04-03')).map(({ id }) => id),
    [jongere],
  );
  assert.deepEqual(await candidates('Anna de Wit', '2001-01-01'), []);
  for (const [fullName, birthDate] of [
    ['Jordi', '2007-03-04'],
    ['', '2007-03-04'],
    ['Jordi van Haamstee', ''],
  ])
    assert.ok(!findCandidatesSchema.safeParse({ fullName, birthDate, verified: 'showed-id' }).success);
  const rows = await ground.sql<{ details: object }[]>`
    select details from history where what = 'held-shown' order by id`;
  assert.deepEqual(rows[0]?.details, { as: 'candidates', verified: 'showed-id', by: 'name', jongeren: '2' });
  await assert.rejects(
    findCandidates(
      ground.noor.ctx,
      findCandidatesSchema.parse({
        fullName: 'Jordi van Haamstee',
        birthDate: '2007-03-04',
        verified: 'came-by',
      }),
    ),
    NotAllowed,
  );
});

test('under a telephone of their own they are found, under that of their parents they are not', async () => {
  await everything();
  const look = async (contact: string) => {
    const found = await findHeld(
      iris.ctx,
      findHeldSchema.parse({ contact, verified: 'called-back' }),
      'page',
    );
    assert.ok(found.ok);
    return found.held;
  };
  const own = await look('06 12340077');
  assert.deepEqual([own.names, own.jongeren.length], [['Jordi'], 1]);
  assert.equal((await look('06 87654321')).jongeren.length, 0);
});

test('of whom was taken for two all is one, and what a casemanager joined to a traject is theirs', async () => {
  const { sql, noor, carlijn } = ground;
  const { jongere, traject } = await everything();
  const other = await ground.reported(report('uit', { firstName: 'Jordy', pupilNumber: undefined }));
  assert.ok((await joinJongeren(carlijn.ctx, { kept: jongere, gone: other.jongere })).ok);
  const appointment = randomUUID();
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during, local_date,
      name, age_group, language, created_at, booked_at, email, reference, token_hash)
    values (${appointment}, 'booked', 'kort', 'centrum', 'telefoon', ${noor.id}, '2026-11-24 09:00+01', '2026-11-24 09:30+01',
      '["2026-11-24 09:00+01","2026-11-24 09:30+01")', '2026-11-24', 'Jor', '18-22', 'nl', now(), now(), 'j@example.nl', 'ABC-123', 'hash-of-token')`;
  await sql`insert into traject_links (traject_id, appointment_id, at, staff_id) values (${traject}, ${appointment}, now(), ${noor.id})`;
  const held = await heldOf(other.jongere);
  assert.deepEqual(
    held.jongeren[0]?.who.map(({ firstName }) => firstName),
    ['Jordi', 'Jordy'],
  );
  assert.equal(held.jongeren[0]?.meldingen.length, 2);
  assert.deepEqual(
    held.appointments.map(({ name }) => name),
    ['Jor'],
  );
});
