import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { readOwnMelding } from '#server/meldingen/readOwn.ts';
import { wipeJongere } from '#server/trajecten/forgetJongeren.ts';
import { offerHandover } from '#server/trajecten/handover.ts';
import { acceptHandover } from '#server/trajecten/handoverAnswer.ts';
import { joinJongeren, partJongeren } from '#server/trajecten/joinJongeren.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addVerslag, reviseNote, tellSchool } from '#server/trajecten/notes.ts';
import { readPair } from '#server/trajecten/readPair.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { pairStep } from '../../src/traject/pairStep.ts';
import { trajectStep } from '../../src/traject/trajectStep.ts';
import { stepTaker } from '../support/asked.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { untilWaits } from '../support/meanwhile.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Two who look alike, side by side: a person says that they are one, or takes that back.

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());

/** Somebody who is signed in, since a form that is refused is kept with their session. */
async function of({ id, ctx }: Member) {
  const sessionId = hashToken(await ground.ctx.sessions.begin(id));
  return stepTaker(() => ({ ctx, sessionId }));
}
/** A melding as somebody of its school sees it. */
async function seenBySchool(id: string) {
  const organisation = ground.delta;
  const roles = ['schoolmedewerker'] as const;
  const who = { firstName: 'Petra', roles: [...roles], team: null };
  const petra = await makeCasemanager(ground.db, [], { ...who, organisationId: organisation });
  const found = await readOwnMelding(staffCtx(ground.ctx, petra, { ...who, organisation }), id);
  assert.ok(found.ok);
  return found;
}
const pathOf = (id: string) => ({ path: `/medewerker/trajecten/${id}/zelfde`, params: { id } });

/** Two of one date of birth whose names differ by a letter; the second of another team when it is said. */
async function twoAlike(birthDate: string, lastName: string, owner = ground.noor.id) {
  const first = await ground.reported(
    report('rmc', { birthDate, firstName: 'Jordi', lastName, pupilNumber: `1${birthDate}` }),
  );
  const second = await ground.reported(
    report('uit', { birthDate, firstName: 'Jordy', lastName, pupilNumber: `2${birthDate}` }),
  );
  assert.notEqual(first.jongere, second.jongere);
  await ground.sql`
    update trajecten set owner_id = case when id = ${first.traject} then ${ground.noor.id}::uuid else ${owner}::uuid end,
      assigned_at = ${new Date(ground.clock.now()).toISOString()}
    where id in (${first.traject}, ${second.traject})`;
  return { first, second };
}

test('two are compared, joined by a yes, and parted again as they were; it stands on the time line', async () => {
  const vera = await ground.member('Vera');
  const { first, second } = await twoAlike('2006-05-05', 'Aalders', vera.id);
  const { shown, take } = await of(ground.noor);
  const { page } = await shown(pairStep, pathOf(first.traject));
  assert.deepEqual(
    page.pair.candidates.map(({ id, isOurs, meldingen }) => ({ id, isOurs, meldingen })),
    [{ id: second.jongere, isOurs: true, meldingen: 1 }],
  );
  const was = await ground.stands(second.traject);
  const joined = await take(pairStep, {
    ...pathOf(first.traject),
    form: { act: 'same', gone: second.jongere },
  });
  assert.deepEqual(joined, { kind: 'redirect', to: `/medewerker/trajecten/${first.traject}?done=same` });
  const one = { path: `/medewerker/trajecten/${first.traject}`, params: { id: first.traject } };
  const now = await shown(trajectStep, one);
  assert.ok(now.page.kind === 'own');
  assert.deepEqual(
    now.page.traject.joins.map(({ gone, name, by, partedAt }) => ({ gone, name, by, partedAt })),
    [{ gone: second.jongere, name: 'Jordy van Aalders', by: 'Noor', partedAt: null }],
  );
  const kindsOf = (rows: readonly { kind: string }[]) => rows.map(({ kind }) => kind).toSorted();
  assert.deepEqual(kindsOf(now.page.traject.story.meldingen), ['rmc', 'uit'], 'what was reported goes along');
  const asked = { view: 'mine', filters: { kind: 'uit' }, after: null } as const;
  const { rows } = await readWorklist(ground.noor.ctx, asked);
  const row = rows.find(({ id }) => id === first.traject);
  assert.deepEqual(kindsOf(row?.meldingen ?? []), ['rmc', 'uit']);
  const told = { id: randomUUID(), school: ground.delta, facts: 'Ze komt weer.' };
  assert.ok((await tellSchool(ground.noor.ctx, first.traject, told)).ok);
  const { melding } = await seenBySchool(second.melding);
  assert.deepEqual(
    [melding.owner, melding.feedback.length],
    ['Noor', 1],
    'its school reads of the one that goes on',
  );
  const other = await shown(trajectStep, {
    path: `/medewerker/trajecten/${second.traject}`,
    params: { id: second.traject },
  });
  assert.ok(other.page.kind === 'own' && other.page.traject.joinedInto === first.traject);
  // Who sends it again is told; nothing is joined twice.
  const again = await take(pairStep, {
    ...pathOf(first.traject),
    form: { act: 'same', gone: second.jongere },
  });
  assert.ok(again.kind === 'redirect' && again.to.includes('form='));

  const parted = await take(trajectStep, { ...one, form: { act: 'not-same', gone: second.jongere } });
  assert.deepEqual(parted, { kind: 'redirect', to: `${one.path}?done=not-same` });
  assert.deepEqual({ ...(await ground.stands(second.traject)), version: 0 }, { ...was, version: 0 });
  const after = await shown(trajectStep, one);
  assert.ok(after.page.kind === 'own');
  assert.equal(after.page.traject.joins[0]?.partedBy, 'Noor');
  assert.equal(after.page.traject.alike[0]?.id, second.jongere, 'it can be joined anew');
});

test('what was written in the traject that goes along is read and changed in the one that goes on, and goes back with it', async () => {
  const { noor, otto } = ground;
  const { first, second } = await twoAlike('2006-09-09', 'Ekster');
  const read = async ({ ctx }: Member, traject: string) => {
    const found = await readTraject(ctx, traject);
    assert.ok(found.ok);
    const { story, notes, handovers } = found.traject;
    return {
      tries: story.attempts.map(({ way }) => way),
      ofPart: story.events.filter(({ isOfPart }) => isOfPart).length > 0,
      notes: notes.map(({ version, facts, parts }) => ({ version, facts, parts: parts.length })),
      handovers: handovers.length,
    };
  };
  const verslag = (facts: string) => {
    const id = randomUUID();
    return { id, audience: 'team', facts, agreements: 'belt maandag', reasonsAgreed: false } as const;
  };
  const called = { way: 'call', party: 'jongere', outcome: 'no-answer' } as const;
  const version = await ground.versionOf(second.traject);
  assert.ok((await noteContact(noor.ctx, second.traject, { ...called, version })).ok);
  const note = await addVerslag(noor.ctx, second.traject, verslag('zag haar op school'));
  assert.ok(note.ok);
  const pair = { kept: first.jongere, gone: second.jongere };
  assert.ok((await joinJongeren(noor.ctx, pair)).ok);
  assert.deepEqual(await read(noor, first.traject), {
    tries: ['call'],
    ofPart: true,
    notes: [{ version: 1, facts: 'zag haar op school', parts: 3 }],
    handovers: 0,
  });
  const tried = { ...called, version: await ground.versionOf(first.traject) };
  const noted = await noteContact(noor.ctx, first.traject, tried);
  assert.ok(noted.ok && noted.next.action !== 'call', 'two calls came to nothing: another way is next');
  assert.ok((await reviseNote(noor.ctx, note.note, verslag('zag haar bij de bushalte'))).ok);

  // An overdracht is of the whole: its receiver reads of what went along what was ticked, and no more.
  const handover = await offerHandover(noor.ctx, first.traject, {
    version: await ground.versionOf(first.traject),
    to: { kind: 'staff', id: otto.id },
    reason: 'verhuisd',
    parts: ['agreements'],
  });
  assert.ok(handover.ok, JSON.stringify(handover));
  assert.ok((await acceptHandover(otto.ctx, handover.handover)).ok);
  const handed = await read(otto, first.traject);
  assert.deepEqual(handed.notes, [
    { version: 1, facts: null, parts: 1 },
    { version: 2, facts: null, parts: 1 },
  ]);
  assert.deepEqual([handed.tries, handed.handovers], [['call', 'call'], 1]);

  assert.ok((await partJongeren(otto.ctx, second.jongere)).ok);
  const back = await read(noor, second.traject);
  assert.deepEqual(back, {
    tries: ['call'],
    ofPart: false,
    notes: [
      { version: 1, facts: 'zag haar op school', parts: 3 },
      { version: 2, facts: 'zag haar bij de bushalte', parts: 3 },
    ],
    handovers: 0,
  });
  assert.deepEqual(await read(otto, first.traject), {
    tries: ['call'],
    ofPart: false,
    notes: [],
    handovers: 1,
  });
});

test('of a jongere of another team it is told who has them, and no more; nothing is joined', async () => {
  const { first, second } = await twoAlike('2006-06-06', 'Brink', ground.otto.id);
  await ground.sql`update jongeren set phone = '+31612345777', residence = 'Zuiderwold' where id = ${second.jongere}`;
  const found = await readPair(ground.noor.ctx, first.traject);
  assert.ok(found.ok);
  const [candidate] = found.pair.candidates;
  assert.deepEqual([candidate?.isOurs, candidate?.phone, candidate?.residence], [false, null, null]);
  assert.equal(candidate?.trajecten[0]?.team, 'Escamp');
  const { shown, refused } = await of(ground.noor);
  const answer = await refused(pairStep, {
    ...pathOf(first.traject),
    form: { act: 'same', gone: second.jongere },
  });
  assert.deepEqual([answer.status, answer.page.refused], [409, 'not-found']);
  for (const gone of [first.jongere, 'x', ''])
    assert.equal(
      (await refused(pairStep, { ...pathOf(first.traject), form: { act: 'same', gone } })).status,
      409,
    );
  assert.equal((await shown(pairStep, pathOf(first.traject))).page.pair.candidates.length, 1);
  assert.deepEqual(await readPair(ground.noor.ctx, second.traject), { ok: false, error: 'not-found' });
  assert.deepEqual(await readPair(ground.noor.ctx, 'x'), { ok: false, error: 'not-found' });
});

test('a form that says no act of the page does nothing, whatever else stands in it', async () => {
  const { traject } = await ground.reported(report('rmc', { birthDate: '2006-08-08', lastName: 'Duin' }));
  const { refused } = await of(ground.otto);
  const was = await ground.stands(traject);
  for (const act of ['', 'nonsense', 'merge']) {
    const form = { act, version: String(was.version), reason: 'van een andere pagina' };
    const answer = await refused(trajectStep, {
      path: `/medewerker/trajecten/${traject}`,
      params: { id: traject },
      form,
    });
    assert.equal(answer.status, 422, act);
  }
  assert.deepEqual(await ground.stands(traject), was);
});

test('of two colleagues who join the same two at once one does, and the other is told', async () => {
  const { first, second } = await twoAlike('2006-07-07', 'Claus');
  const form = { act: 'same', gone: second.jongere };
  const [noor, carlijn] = [await of(ground.noor), await of(ground.carlijn)];
  const [one, other] = await Promise.all([
    noor.take(pairStep, { ...pathOf(first.traject), form }),
    carlijn.take(pairStep, {
      ...pathOf(second.traject),
      form: { act: 'same', gone: first.jongere },
    }),
  ]);
  const done = [one, other].filter((step) => step.kind === 'redirect' && step.to.endsWith('done=same'));
  assert.equal(done.length, 1);
  const rows = await ground.sql`
    select from jongere_joins where gone_id in (${first.jongere}, ${second.jongere}) and parted_at is null`;
  assert.equal(rows.length, 1);
});

test('a melding that comes while its jongere is joined or forgotten is about who they are by then', async () => {
  const { first, second } = await twoAlike('2006-10-10', 'Fens');
  const comes = (firstName: string, pupilNumber: string) =>
    ground.reported(report('overig', { birthDate: '2006-10-10', firstName, lastName: 'Fens', pupilNumber }));
  let coming: ReturnType<typeof comes> | undefined;
  await write(ground.noor.ctx, async (w) => {
    assert.ok((await joinJongeren(w.ctx, { kept: first.jongere, gone: second.jongere })).ok);
    coming = comes('Jordy', '22006-10-10');
    await untilWaits(w.tx, coming);
  });
  const joined = await coming;
  assert.deepEqual([joined?.jongere, joined?.traject], [first.jongere, first.traject]);

  await write(ground.noor.ctx, async (w) => {
    await wipeJongere(w, first.jongere);
    coming = comes('Jordi', '12006-10-10');
    await untilWaits(w.tx, coming);
  });
  const anew = await coming;
  assert.ok(anew?.isNew && anew.opened);
  const named = await ground.sql`select from jongeren where id = ${anew.jongere} and wiped_at is null`;
  assert.equal(named.length, 1);
});
