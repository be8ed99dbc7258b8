import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation } from '#db/schema/index.ts';
import { invite } from '#server/gesprekken/invite.ts';
import { openGesprek } from '#server/gesprekken/openGesprek.ts';
import { gesprekToken } from '#server/gesprekken/path.ts';
import { readToPlan } from '#server/gesprekken/readToPlan.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { selectRows } from '#server/lists/readList.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { offerHandover } from '#server/trajecten/handover.ts';
import { acceptHandover } from '#server/trajecten/handoverAnswer.ts';
import { joinJongeren } from '#server/trajecten/joinJongeren.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addNote, addVerslag, sendNote, tellSchool } from '#server/trajecten/notes.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { askRequest, decideRequest } from '#server/trajecten/requests.ts';
import { trajectStep } from '../../src/traject/trajectStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Of who asked to be forgotten each act has its own answer: decision 0092.

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history', 'outbox', 'typed_forms');
});

const made = async () => {
  const { traject, jongere } = await ground.reported(report('rmc', { phone: '+31612340091' }));
  const trajecten = [{ id: traject, version: await ground.versionOf(traject) }];
  await assign(ground.carlijn.ctx, { to: ground.noor.id, trajecten });
  return { traject, jongere };
};
const asks = async (traject: string) => {
  const version = await ground.versionOf(traject);
  const request = { version, kind: 'forget', askedOn: '2026-11-19', said: undefined } as const;
  assert.ok((await askRequest(ground.noor.ctx, traject, request)).ok);
};
const offer = async (traject: string) =>
  offerHandover(ground.noor.ctx, traject, {
    version: await ground.versionOf(traject),
    to: { kind: 'staff', id: ground.otto.id },
    reason: 'woont daar',
    parts: ['contact'],
  });
const inviteByLetter = async (traject: string) =>
  invite(ground.noor.ctx, traject, { version: await ground.versionOf(traject), way: 'letter' });
const decide = async (traject: string, decision: 'upheld' | 'refused', refusal?: string) => {
  const read = await readTraject(ground.noor.ctx, traject);
  assert.ok(read.ok);
  const request = read.traject.requests[0]?.id ?? '';
  const version = await ground.versionOf(traject);
  return decideRequest(ground.noor.ctx, traject, { version, request, decision, refusal });
};
const waits = { ok: false, error: 'asked-to-forget' } as const;

test('what was on its way when they asked stops there: the link opens nothing, and the overdracht is taken back', async () => {
  const { traject } = await made();
  const invited = await inviteByLetter(traject);
  assert.ok(invited.ok);
  const offered = await offer(traject);
  assert.ok(offered.ok);
  await asks(traject);
  const opened = await openGesprek(ground.ctx, gesprekToken(ground.ctx, invited.invitation));
  assert.deepEqual(opened, { ok: false, error: 'over', why: 'withdrawn' });
  const accepted = await acceptHandover(ground.otto.ctx, offered.handover);
  assert.deepEqual(accepted, { ok: false, error: 'withdrawn' });
  const log =
    await ground.sql`select what from history where traject_id = ${traject} order by id desc limit 3`;
  assert.deepEqual(log.map(({ what }) => String(what)).toSorted(), [
    'handover-withdrawn',
    'invitation-withdrawn',
    'next-action-set',
  ]);
  assert.equal((await ground.stands(traject)).next, 'decide');
});

test('until somebody decides nothing new goes to others, and who decides can go on', async () => {
  const { traject } = await made();
  const { noor, delta } = ground;
  const before = { id: randomUUID(), audience: 'leerplicht', facts: 'was er' } as const;
  assert.ok((await addNote(noor.ctx, traject, before)).ok);
  await asks(traject);
  assert.deepEqual(await inviteByLetter(traject), waits);
  assert.deepEqual(await offer(traject), waits);
  for (const audience of ['leerplicht', 'woongemeente', 'parents'] as const) {
    const note = { id: randomUUID(), audience, facts: 'iets' };
    assert.deepEqual(await addNote(noor.ctx, traject, note), waits);
    const verslag = { ...note, reasons: undefined, agreements: undefined, reasonsAgreed: false };
    assert.deepEqual(await addVerslag(noor.ctx, traject, verslag), waits);
  }
  const feedback = { id: randomUUID(), school: delta, facts: 'iets' };
  assert.deepEqual(await tellSchool(noor.ctx, traject, feedback), waits);
  assert.deepEqual(await sendNote(noor.ctx, before.id, { way: 'letter' }), waits);
  for (const audience of ['team', 'jongere'] as const)
    assert.ok((await addNote(noor.ctx, traject, { id: randomUUID(), audience, facts: 'overleg' })).ok);
  const called = {
    version: await ground.versionOf(traject),
    way: 'call',
    party: 'jongere',
    outcome: 'reached',
  } as const;
  assert.ok((await noteContact(noor.ctx, traject, called)).ok);
  assert.equal((await ground.stands(traject)).next, 'decide', 'that they were called decides nothing');
  const planned = await readToPlan(noor.ctx, traject);
  assert.ok(planned.ok && planned.plan.asksToForget);
  // Refused, all of it can go on.
  assert.ok((await decide(traject, 'refused', 'de wet vraagt dit')).ok);
  assert.ok((await inviteByLetter(traject)).ok);
  assert.ok((await offer(traject)).ok);
  assert.ok((await tellSchool(noor.ctx, traject, feedback)).ok);
});

test('what a school reports meanwhile arrives, in the traject that is open or in a new one, and is decided with', async () => {
  const { traject, jongere } = await made();
  await asks(traject);
  const again = await ground.reported(report('overig'));
  assert.deepEqual([again.traject, again.jongere, again.opened], [traject, jongere, false]);
  const close = {
    version: await ground.versionOf(traject),
    destination: 'other',
    meldingen: 'left-otherwise',
  } as const;
  assert.ok((await closeTraject(ground.noor.ctx, traject, close)).ok);
  ground.clock.set('2026-11-23T10:00:00+01:00');
  const later = await ground.reported(report('rmc'));
  assert.deepEqual([later.jongere, later.opened], [jongere, true]);
  // It has somebody, who finds the request there; to forget waits for where they went.
  const read = await readTraject(ground.carlijn.ctx, later.traject);
  assert.ok(read.ok);
  assert.deepEqual(
    read.traject.requests.map(({ kind, decision }) => [kind, decision]),
    [['forget', null]],
  );
  assert.deepEqual(await decide(traject, 'upheld'), { ok: false, error: 'close-first' });
});

test('of who is forgotten every act leads to a page that says so, and a new melding begins anew', async () => {
  const { traject, jongere } = await made();
  await asks(traject);
  const version = String(await ground.versionOf(traject));
  const close = { version: Number(version), destination: 'other', meldingen: 'left-otherwise' } as const;
  assert.ok((await closeTraject(ground.noor.ctx, traject, close)).ok);
  assert.ok((await decide(traject, 'upheld')).ok);
  const sessionId = hashToken(await ground.ctx.sessions.begin(ground.noor.id));
  const { shown, take } = stepTaker(() => ({ ctx: ground.noor.ctx, sessionId }));
  const page = { path: `/medewerker/trajecten/${traject}`, params: { id: traject } };
  const acts: Record<string, string>[] = [
    { act: 'note', key: randomUUID(), noteAudience: 'team', noteFacts: 'iets' },
    { act: 'contact', way: 'call', party: 'jongere', outcome: 'reached' },
    { act: 'invite', way: 'letter' },
    { act: 'handover', to: `staff ${ground.otto.id}`, handoverReason: 'iets' },
    { act: 'next', nextAction: 'call', nextOn: 'morgen' },
    { act: 'reopen' },
  ];
  for (const form of [undefined, ...acts.map((act) => ({ ...act, version }))]) {
    const { status, page: told } = await shown(trajectStep, { ...page, form });
    assert.deepEqual(
      [status, told.kind, told.kind === 'forgotten' && told.forgotten.isAsked],
      [410, 'forgotten', true],
    );
  }
  const others = stepTaker(() => ({ ctx: ground.otto.ctx, sessionId }));
  assert.deepEqual(await others.take(trajectStep, page), { kind: 'nothing', status: 404 });
  assert.deepEqual(await take(trajectStep, { ...page, params: { id: randomUUID() } }), {
    kind: 'nothing',
    status: 404,
  });
  const again = await ground.reported(report('rmc'));
  assert.notEqual(again.jongere, jongere);
  assert.deepEqual([again.isNew, again.opened], [true, true]);
});

test('a row of a list about them is taken in, and says that they asked; the school that gave it reads nothing of that', async () => {
  const { traject, jongere } = await made();
  const list = randomUUID();
  const { sql, noor, delta } = ground;
  await sql`
    insert into lists (id, organisation_id, kind, as_of, sender_id, file_name, file_hash, mapping, read_at, read_by, written_at)
    values (${list}, ${firstOrganisation}, 'uitgeschreven', '2026-11-15', ${delta}, 'a.csv', ${list}, '{}', now(), ${noor.id}, now())`;
  await sql`
    insert into list_rows (list_id, number, cells, state, findings, jongere_id)
    values (${list}, 1, '[]', 'written', '[]', ${jongere})`;
  const asked = { states: null, standing: null, after: 0 };
  const said = async () => {
    const rows = await selectRows(noor.ctx, list, { ...asked, most: 10 });
    return rows.map(({ asksToForget }) => asksToForget);
  };
  assert.deepEqual(await said(), [false]);
  await asks(traject);
  assert.deepEqual(await said(), [true]);
  const ofSchool = await selectRows(noor.ctx, list, { ...asked, most: 10, action: null });
  assert.deepEqual(
    ofSchool.map(({ asksToForget }) => asksToForget),
    [false],
  );
  // Taken for somebody else since, it is still they who ask.
  const kept = await ground.reported(
    report('rmc', { firstName: 'Quinty', lastName: 'Uithof', pupilNumber: '4711' }),
  );
  const trajecten = [{ id: kept.traject, version: await ground.versionOf(kept.traject) }];
  await assign(ground.carlijn.ctx, { to: noor.id, trajecten });
  assert.ok((await joinJongeren(noor.ctx, { kept: kept.jongere, gone: jongere })).ok);
  assert.deepEqual(await said(), [true]);
  const planned = await readToPlan(noor.ctx, kept.traject);
  assert.ok(planned.ok && planned.plan.asksToForget);
});
