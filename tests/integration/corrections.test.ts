import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { findHeld } from '#server/held/findHeld.ts';
import { findChosenSchema } from '#server/held/request.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { assign } from '#server/trajecten/assign.ts';
import { correctJongere } from '#server/trajecten/correctJongere.ts';
import { type CorrectInput, correctSchema } from '#server/trajecten/correctSchema.ts';
import { addVerslag, sendNote } from '#server/trajecten/notes.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readTrajectPerson, type TrajectPerson } from '#server/trajecten/readTrajectPerson.ts';
import { askRequest } from '#server/trajecten/requests.ts';
import { correctStep } from '../../src/traject/correct/correctStep.ts';
import { type Fields, fieldsOf } from '../../src/traject/correct/fields.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// That what is kept of a jongere is corrected (AVG 16), by who has their traject.

let ground: TrajectGround;
let iris: Member;
before(async () => {
  ground = await trajectGround();
  iris = await ground.member('Iris', ['beheerder']);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history', 'typed_forms');
});

const made = async (pupil: Partial<Parameters<typeof report>[1]> = {}) => {
  const { traject, jongere } = await ground.reported(report('overig', { birthDate: '2009-03-04', ...pupil }));
  const trajecten = [{ id: traject, version: await ground.versionOf(traject) }];
  await assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten });
  return { traject, jongere };
};
async function personOf(traject: string): Promise<TrajectPerson> {
  const read = await readTrajectPerson(ground.noor.ctx, traject);
  assert.ok(read.ok);
  return read.person;
}
/** What the form of the page sends when one changes these fields. */
async function sentBy(traject: string, changes: Fields = {}): Promise<Record<string, string>> {
  const person = await personOf(traject);
  const was = fieldsOf(person);
  const { secretAddress, ...others } = { ...was, ...changes };
  const ticked = secretAddress === 'yes' ? { secretAddress } : {};
  return { ...others, ...ticked, was: JSON.stringify(was), version: String(person.version), act: 'correct' };
}
const input = async (traject: string, changes: Partial<CorrectInput> = {}): Promise<CorrectInput> => {
  const { version, firstName, infix, lastName, birthDate, language } = await personOf(traject);
  const parsed = correctSchema.parse({
    version: String(version),
    firstName,
    infix: infix ?? undefined,
    lastName,
    birthDate,
    language,
  });
  return Object.assign(parsed, changes);
};

test('what is corrected is kept as it was and is, follows in the age clock and in the copy, and stands in the history', async () => {
  const { traject, jongere } = await made({ phone: '+31612345678' });
  const corrected = await correctJongere(
    ground.noor.ctx,
    traject,
    await input(traject, {
      firstName: 'Jordy',
      birthDate: '2009-11-21',
      phone: '06 12345679',
      reachBy: 'bellen',
      guardians: [{ name: 'Ada Haamstee', phone: '070 1234567' }],
      secretAddress: true,
      address: 'Kade 1, Delft',
    }),
  );
  assert.deepEqual(corrected, {
    ok: true,
    corrected: ['first-name', 'birth-date', 'secret-address', 'address', 'phone', 'reach-by', 'parents'],
  });
  const read = await readTraject(ground.noor.ctx, traject);
  assert.ok(read.ok);
  assert.equal(read.traject.jongere.birthDate, '2009-11-21');
  assert.equal(read.traject.jongere.phone, '+31612345679');
  assert.equal(read.traject.guardians[0]?.phone, '+31701234567');
  const [row] = await ground.sql`select name_folded from jongeren where id = ${jongere}`;
  assert.match(String(row?.name_folded), /jordy/);
  const rows = await ground.sql`select field, before, after from jongere_corrections order by id`;
  assert.deepEqual(
    rows.map(({ field, before, after: now }) => [field, before, now]),
    [
      ['first-name', 'Jordi', 'Jordy'],
      ['birth-date', '2009-03-04', '2009-11-21'],
      ['secret-address', 'false', 'true'],
      ['address', null, null],
      ['phone', '+31612345678', '+31612345679'],
      ['reach-by', null, 'bellen'],
      ['parents', null, null],
    ],
  );
  const [event] = await ground.sql`
    select details, staff_id as by from history where jongere_id = ${jongere} and what = 'corrected'`;
  assert.deepEqual(
    { ...event },
    {
      details: { fields: 'first-name birth-date secret-address address phone reach-by parents' },
      by: ground.noor.id,
    },
  );
  const held = await findHeld(iris.ctx, findChosenSchema.parse({ jongere, verified: 'showed-id' }), 'page');
  assert.ok(held.ok);
  const [who] = held.held.jongeren[0]?.who ?? [];
  assert.equal(who?.firstName, 'Jordy');
  assert.equal(who?.corrections.length, 7);
});

test('who turns out to be 15 has parents who hear the reasons', async () => {
  const { traject } = await made();
  const told = async () => {
    const verslag = { id: randomUUID(), audience: 'parents', facts: 'was er', reasons: 'ruzie' } as const;
    const all = { ...verslag, agreements: undefined, reasonsAgreed: false };
    assert.ok((await addVerslag(ground.noor.ctx, traject, all)).ok);
    assert.ok((await sendNote(ground.noor.ctx, verslag.id, { way: 'letter' })).ok);
    const [sent] = await ground.sql`select words from traject_sent where note_id = ${verslag.id}`;
    return String(sent?.words);
  };
  assert.doesNotMatch(await told(), /ruzie/);
  const younger = await input(traject, { birthDate: '2011-02-01' });
  assert.ok((await correctJongere(ground.noor.ctx, traject, younger)).ok);
  assert.match(await told(), /ruzie/);
});

test('what cannot be is refused, each with its own answer, and nothing is written', async () => {
  const { traject } = await made();
  const { noor } = ground;
  const before = await personOf(traject);
  const refusals: [Partial<CorrectInput>, string, string][] = [
    [{ birthDate: '2027-01-01' }, 'birthDate', 'birthdate-future'],
    [{ birthDate: '1986-01-01' }, 'birthDate', 'age-too-old'],
    [{ birthDate: '2020-01-01' }, 'birthDate', 'age-too-young'],
    [{ firstName: 'J.' }, 'firstName', 'one-letter'],
    [{ lastName: 'O' }, 'lastName', 'one-letter'],
    [{ phone: '12' }, 'phone', 'phone-invalid'],
    [{ phone: '0900 1234567' }, 'phone', 'phone-not-personal'],
    [{ reachBy: 'email' }, 'reachBy', 'reach-by-needs-email'],
    [{ guardians: [{ name: 'Ada', phone: '99' }] }, 'guardians.0.phone', 'phone-invalid'],
    [{ bsn: '111222333' }, 'bsn', 'bsn-off'],
  ];
  for (const [changes, field, message] of refusals)
    assert.deepEqual(await correctJongere(noor.ctx, traject, await input(traject, changes)), {
      ok: false,
      error: 'invalid',
      errors: [{ field, message }],
    });
  assert.deepEqual(await personOf(traject), before);
  const other = await correctJongere(ground.otto.ctx, traject, await input(traject));
  assert.deepEqual(other, { ok: false, error: 'not-found' });
  // Some are called so.
  assert.ok(
    (await correctJongere(noor.ctx, traject, await input(traject, { lastName: 'O', oneLetter: true }))).ok,
  );
  assert.deepEqual(await correctJongere(noor.ctx, traject, await input(traject, { infix: undefined })), {
    ok: true,
    corrected: ['infix'],
  });
});

test('a number that is of another pupil of the school stays theirs', async () => {
  const { traject } = await made();
  const { traject: other } = await ground.reported(
    report('overig', { firstName: 'Sanne', birthDate: '2009-05-05', pupilNumber: '7' }),
  );
  const [enrolment] = (await personOf(traject)).enrolments;
  assert.ok(enrolment);
  const to = (pupilNumber: string, was: string | undefined) => ({
    enrolments: [{ id: enrolment.id, pupilNumber, was }],
  });
  const of = async (changes: Partial<CorrectInput>) =>
    correctJongere(ground.noor.ctx, traject, await input(traject, changes));
  assert.deepEqual(await of(to('7', '40012')), { ok: false, error: 'number-taken' });
  assert.deepEqual(await of(to('8', '39')), { ok: false, error: 'changed' });
  assert.deepEqual(await of(to('8', '40012')), { ok: true, corrected: ['school'] });
  const [theirs] = await ground.sql`
    select pupil_number from enrolments where jongere_id = (select jongere_id from trajecten where id = ${other})`;
  assert.equal(theirs?.pupil_number, '7');
});

test('of two who correct at once the second is told; what they typed stays, and so does what the first corrected', async () => {
  const { traject } = await made({ phone: '+31612345678' });
  const sessionId = hashToken(await ground.ctx.sessions.begin(ground.noor.id));
  const { take, refused, shown } = stepTaker(() => ({ ctx: ground.noor.ctx, sessionId }));
  const page = { path: `/medewerker/trajecten/${traject}/gegevens`, params: { id: traject } };
  const second = await sentBy(traject, { firstName: 'Jordy', residence: 'Rijswijk' });
  const first = await take(correctStep, {
    ...page,
    form: await sentBy(traject, { phone: '0612345670', residence: 'Delft' }),
  });
  assert.ok(first.kind === 'redirect' && first.to.endsWith('done=correct'));
  const told = await refused(correctStep, { ...page, form: second });
  assert.equal(told.status, 409);
  assert.match(told.page.errors.summary[0]?.message ?? '', /Iemand anders/);
  const { fields, both } = told.page;
  assert.deepEqual([fields.firstName, fields.phone, fields.residence], ['Jordy', '06 12345670', 'Rijswijk']);
  assert.deepEqual(both, [{ name: 'residence', now: 'Delft' }]);
  const again = {
    ...second,
    ...told.page.fields,
    was: JSON.stringify(told.page.was),
    version: String(told.page.person.version),
  };
  delete (again as Record<string, string>).secretAddress;
  const saved = await take(correctStep, { ...page, form: again });
  assert.ok(saved.kind === 'redirect');
  const { firstName, phone, residence } = await personOf(traject);
  assert.deepEqual([firstName, phone, residence], ['Jordy', '+31612345670', 'Rijswijk']);
  const wrong = await refused(correctStep, {
    ...page,
    form: await sentBy(traject, { birthDate: '1-1-2030', 'guardian.new.phone': '0612345671' }),
  });
  assert.equal(wrong.status, 422);
  assert.deepEqual(Object.keys(wrong.page.errors.of), ['birthDate', 'guardian.new.name']);
  assert.equal((await shown(correctStep, page)).page.person.corrections.length, 4);
});

test('a jongere who asks to be corrected is, and is told next', async () => {
  const { traject } = await made();
  const version = await ground.versionOf(traject);
  const ask = { version, kind: 'correction', askedOn: '2026-11-19', said: 'ik heet Jordy' } as const;
  assert.ok((await askRequest(ground.noor.ctx, traject, ask)).ok);
  const { request } = await personOf(traject);
  assert.equal(request?.said, 'ik heet Jordy');
  const done = await input(traject, { firstName: 'Jordy', request: request?.id });
  assert.ok((await correctJongere(ground.noor.ctx, traject, done)).ok);
  const { next, on } = await ground.stands(traject);
  assert.deepEqual([next, on], ['message', '2026-11-23']);
  assert.equal((await personOf(traject)).request, null);
  const again = await input(traject, { firstName: 'Jordi', request: request?.id });
  assert.deepEqual(await correctJongere(ground.noor.ctx, traject, again), {
    ok: false,
    error: 'decided-already',
  });
  assert.equal((await personOf(traject)).firstName, 'Jordy');
  const log = await ground.sql`select what from history where jongere_id is not null order by id`;
  assert.deepEqual(
    log.map(({ what }) => what),
    ['added', 'asked-to-correct', 'request-upheld', 'corrected'],
  );
});
