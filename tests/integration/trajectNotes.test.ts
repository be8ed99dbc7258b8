import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { organisations, teams } from '#db/schema/index.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { takeIn } from '#server/meldingen/takeIn.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { offerHandover, withdrawHandover } from '#server/trajecten/handover.ts';
import { acceptHandover, refuseHandover } from '#server/trajecten/handoverAnswer.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addNote, addVerslag, reviseNote, sendNote, tellSchool } from '#server/trajecten/notes.ts';
import { peekTraject, readOffer } from '#server/trajecten/readHandover.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import type { OfferInput, VerslagInput } from '#server/trajecten/schema.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { trajectStep } from '../../src/traject/trajectStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx, teamOf } from '../support/factories.ts';
import { atOnce, type RaceGround, raceGround, tally } from '../support/raceGround.ts';

// What is written about a traject, who reads what of it, and how it goes to somebody else: decision 0080.

let ground: RaceGround;
let noor: Ctx;
let daan: Ctx;
let otto: Ctx;
let olga: Ctx;
const ids = { noor: '', daan: '', otto: '', olga: '', school: '', other: '' };
const escamp = teamOf('Escamp')?.id ?? '';

before(async () => {
  ground = await raceGround(0);
  const { db, ctx } = ground;
  ids.noor = await makeCasemanager(db, [], { firstName: 'Noor' });
  ids.daan = await makeCasemanager(db, [], { firstName: 'Daan' });
  ids.otto = await makeCasemanager(db, [], { firstName: 'Otto', team: 'Escamp' });
  ids.olga = await makeCasemanager(db, [], { firstName: 'Olga', team: 'Escamp' });
  noor = staffCtx(ctx, ids.noor, { firstName: 'Noor' });
  daan = staffCtx(ctx, ids.daan, { firstName: 'Daan' });
  otto = staffCtx(ctx, ids.otto, { firstName: 'Otto', team: 'Escamp' });
  olga = staffCtx(ctx, ids.olga, { firstName: 'Olga', team: 'Escamp' });
  for (const [key, name] of [
    ['school', 'ROC De Delta'],
    ['other', 'Vakschool Zuid'],
  ] as const) {
    const [made] = await db.insert(organisations).values({ name, kind: 'school' }).returning();
    ids[key] = made?.id ?? '';
  }
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

/** A traject of Noor about somebody born on a date; gives its id. */
async function traject(birthDate = '2009-03-04', firstName = 'Jordi'): Promise<string> {
  const reporter = { source: 'school', organisation: ids.school, staff: ids.noor } as const;
  const pupil = { firstName, lastName: 'Haamstee', birthDate, secretAddress: false, phone: '+31612345999' };
  const taken = await write(ground.ctx, (w) =>
    takeIn(w, reporter, {
      pupil,
      melding: { kind: 'no-show', beganOn: '2026-11-01', reason: 'kwam niet' },
    }),
  );
  assert.ok(taken.ok);
  const given = await assign(noor, { to: ids.noor, trajecten: [{ id: taken.traject, version: 1 }] });
  assert.ok(given.ok && given.assigned.length === 1);
  return taken.traject;
}

const versionOf = async (id: string) => {
  const [row] = await ground.sql`select version from trajecten where id = ${id}`;
  return Number(row?.version);
};
const read = async (ctx: Ctx, id: string) => {
  const found = await readTraject(ctx, id);
  assert.ok(found.ok);
  return found.traject;
};
const words = (more: Partial<VerslagInput> = {}): VerslagInput => ({
  id: randomUUID(),
  audience: 'parents',
  facts: 'gesprek op school',
  reasons: 'ruzie thuis',
  agreements: 'maandag weer naar school',
  reasonsAgreed: false,
  ...more,
});
const sentOf = async (note: string) =>
  (
    await ground.sql`select audience, way, organisation_id as school, words from traject_sent where note_id = ${note} order by id`
  ).map((row) => ({ ...row }));

test('what goes out to parents follows the age, and its words stay as they went', async () => {
  const sent = async (birthDate: string, more: Partial<VerslagInput> = {}) => {
    const id = await traject(birthDate, `Jordi ${birthDate}`);
    const input = words(more);
    assert.ok((await addVerslag(noor, id, input)).ok);
    const result = await sendNote(daan, input.id, { way: 'letter' });
    return result.ok ? (await sentOf(input.id)).map((one) => String(one.words)).join() : result.error;
  };
  assert.match(await sent('2010-11-21'), /gesprek op school[\s\S]*ruzie thuis[\s\S]*maandag/);
  const older = await sent('2010-11-20');
  assert.match(older, /gesprek op school[\s\S]*maandag/);
  assert.doesNotMatch(older, /ruzie/);
  assert.match(await sent('2009-11-20', { reasonsAgreed: true }), /ruzie thuis/);
  assert.equal(await sent('2008-11-20'), 'not-for-them');
  assert.match(await sent('2008-11-19', { reasonsAgreed: true }), /ruzie thuis/);
  assert.equal(await sent('2010-11-19', { audience: 'team' }), 'not-for-them');
});

test('a verslag that went out is never changed: the next version follows it, and of two the second is told', async () => {
  const id = await traject();
  const first = words();
  assert.ok((await addVerslag(noor, id, first)).ok);
  assert.ok((await sendNote(noor, first.id, { way: 'letter' })).ok);
  // Twice by one way it went once.
  assert.ok((await sendNote(noor, first.id, { way: 'letter' })).ok);
  const before = await sentOf(first.id);
  assert.equal(before.length, 1);
  const results = await atOnce(4, (i) =>
    reviseNote(i % 2 ? noor : daan, first.id, words({ facts: `versie ${i}` })),
  );
  assert.deepEqual(tally(results), { ok: 1, changed: 3 });
  assert.deepEqual(await sentOf(first.id), before);
  const { notes } = await read(noor, id);
  assert.deepEqual(
    notes.map(({ version, isLatest, facts }) => [version, isLatest, facts?.slice(0, 6)]),
    [
      [1, false, 'gespre'],
      [2, true, 'versie'],
    ],
  );
  assert.deepEqual(await sendNote(noor, first.id, { way: 'email' }), { ok: false, error: 'changed' });
  assert.deepEqual(await reviseNote(otto, first.id, words()), { ok: false, error: 'not-found' });
  assert.deepEqual(await sendNote(otto, first.id, { way: 'email' }), { ok: false, error: 'not-found' });
});

test('a form that is sent twice is one note, and with other words it is another', async () => {
  const id = await traject();
  const note = { id: randomUUID(), audience: 'team', facts: 'belt morgen terug' } as const;
  const results = await atOnce(3, () => addNote(noor, id, note));
  assert.ok(results.every(({ ok }) => ok));
  ground.clock.set('2026-11-20T10:05:00+01:00');
  assert.ok((await addNote(noor, id, { ...note, facts: 'belt vrijdag terug' })).ok);
  assert.deepEqual(
    (await read(noor, id)).notes.map(({ facts }) => facts),
    ['belt morgen terug', 'belt vrijdag terug'],
  );
  assert.deepEqual(await addNote(otto, id, note), { ok: false, error: 'not-found' });
});

test('a terugkoppeling stands for the school that reported, once, and goes to no other', async () => {
  const id = await traject();
  const feedback = { id: randomUUID(), school: ids.school, facts: 'Jordi is in beeld.' };
  await atOnce(3, () => tellSchool(noor, id, feedback));
  assert.deepEqual(await sentOf(feedback.id), [
    { audience: 'school', way: 'page', school: ids.school, words: 'Jordi is in beeld.' },
  ]);
  assert.deepEqual(await tellSchool(noor, id, { ...feedback, id: randomUUID(), school: ids.other }), {
    ok: false,
    error: 'other-school',
  });
});

const offer = async (id: string, more: Partial<OfferInput> = {}) =>
  offerHandover(noor, id, {
    version: await versionOf(id),
    to: { kind: 'team', id: escamp },
    reason: 'verhuisd naar Escamp',
    talk: 'together',
    talkOn: '2026-11-24',
    parts: ['contact', 'agreements'],
    ...more,
  });

test('until it is accepted the giver has it, and the receiver sees only what was ticked', async () => {
  const id = await traject();
  await addVerslag(noor, id, words());
  await noteContact(noor, id, {
    version: await versionOf(id),
    way: 'call',
    party: 'jongere',
    outcome: 'reached',
  });
  assert.deepEqual(await readOffer(otto, id), { ok: false, error: 'not-found' });
  const offered = await offer(id);
  assert.ok(offered.ok);
  assert.deepEqual(await offer(id), { ok: false, error: 'handover-open' });
  assert.deepEqual(await readTraject(otto, id), { ok: false, error: 'not-found' });
  const seen = await readOffer(otto, id);
  assert.ok(seen.ok);
  const { contact, schools, meldingen, attempts, verslagen, reason, age } = seen.offer;
  assert.equal(contact?.name, 'Jordi Haamstee');
  assert.deepEqual(
    [schools, meldingen, attempts, reason, age],
    [null, null, null, 'verhuisd naar Escamp', 17],
  );
  assert.deepEqual(
    verslagen?.map(({ facts, reasons, agreements }) => [facts, reasons, agreements]),
    [[null, null, 'maandag weer naar school']],
  );
  // Nobody else sees it, also not whoever offers it, and a colleague of them.
  for (const ctx of [noor, daan])
    assert.deepEqual(await readOffer(ctx, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await acceptHandover(daan, offered.handover), { ok: false, error: 'not-found' });

  const accepted = await atOnce(4, (i) => acceptHandover(i % 2 ? otto : olga, offered.handover));
  // Who accepted twice has it; the colleague is told that it was accepted.
  assert.deepEqual(tally(accepted), { ok: 2, accepted: 2 });
  const owner = accepted[0]?.ok ? olga : otto;
  const mine = await read(owner, id);
  assert.ok(mine.own);
  assert.equal(mine.nextAction, 'call');
  // What was not ticked stays with who wrote it, also afterwards.
  assert.deepEqual(
    mine.notes.map(({ parts }) => parts),
    [['agreements']],
  );
  assert.deepEqual(await readTraject(noor, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await withdrawHandover(owner, offered.handover), { ok: false, error: 'accepted' });
});

test('an offer that is not open any more says why', async () => {
  const id = await traject();
  const answers = async () => {
    const made = await offer(id);
    assert.ok(made.ok);
    return made.handover;
  };
  const first = await answers();
  assert.ok((await withdrawHandover(daan, first)).ok);
  assert.ok((await withdrawHandover(noor, first)).ok);
  assert.deepEqual(await acceptHandover(otto, first), { ok: false, error: 'withdrawn' });

  const second = await answers();
  assert.ok((await refuseHandover(otto, second, { refusal: 'woont hier niet' })).ok);
  assert.deepEqual(await acceptHandover(olga, second), { ok: false, error: 'refused' });
  assert.deepEqual(await withdrawHandover(noor, second), { ok: false, error: 'refused' });
  const { handovers } = await read(noor, id);
  assert.equal(handovers.find(({ state }) => state === 'refused')?.refusal, 'woont hier niet');

  const third = await answers();
  assert.ok((await readOffer(otto, id)).ok);
  assert.ok((await assign(noor, { to: ids.daan, trajecten: [{ id, version: await versionOf(id) }] })).ok);
  assert.deepEqual(await readOffer(otto, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await acceptHandover(otto, third), { ok: false, error: 'owner-changed' });
  assert.deepEqual(await acceptHandover(otto, third), { ok: false, error: 'lapsed' });
  assert.ok((await read(daan, id)).own);

  const leaver = await makeCasemanager(ground.db, [], { firstName: 'Vera' });
  assert.ok((await assign(noor, { to: leaver, trajecten: [{ id, version: await versionOf(id) }] })).ok);
  const fourth = await answers();
  await ground.sql`update trajecten set owner_id = ${ids.noor} where id = ${id}`;
  await ground.sql`update staff set active = false where id = ${leaver}`;
  assert.deepEqual(await acceptHandover(otto, fourth), { ok: false, error: 'owner-left' });
});

test('of accepting, taking back and refusing at once one happens, and the owner is who it says', async () => {
  for (let round = 0; round < 4; round++) {
    const id = await traject('2009-03-04', `Ronde ${round}`);
    const made = await offer(id);
    assert.ok(made.ok);
    const results = await Promise.all([
      acceptHandover(otto, made.handover),
      withdrawHandover(noor, made.handover),
      refuseHandover(olga, made.handover, { refusal: 'nee' }),
    ]);
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    const [row] = await ground.sql`
      select h.state, t.owner_id as owner from handovers h join trajecten t on t.id = h.traject_id where h.id = ${made.handover}`;
    assert.equal(row?.owner, row?.state === 'accepted' ? ids.otto : ids.noor);
  }
});

test('an offer asks for a receiver who works here, a date within reach, and what the page showed', async () => {
  const id = await traject();
  const [empty] = await ground.db
    .insert(teams)
    .values({ name: `Leeg ${randomUUID()}` })
    .returning();
  const refused = async (more: Partial<OfferInput>) => {
    const result = await offer(id, more);
    return result.ok ? 'ok' : result.error;
  };
  assert.equal(await refused({ to: { kind: 'team', id: empty?.id ?? '' } }), 'receiver-unknown');
  assert.equal(await refused({ to: { kind: 'staff', id: ids.noor } }), 'receiver-unknown');
  assert.equal(await refused({ talkOn: '2026-11-19' }), 'date-out-of-reach');
  assert.equal(await refused({ version: 1 }), 'changed');
  const made = await offer(id);
  assert.ok(made.ok);
  const close = { version: await versionOf(id), destination: 'gone', meldingen: 'left-otherwise' } as const;
  assert.deepEqual(await closeTraject(noor, id, close), { ok: false, error: 'handover-open' });
});

test('of a traject of another team one sees that it is there, and after taking it over what was written', async () => {
  const id = await traject();
  await addVerslag(noor, id, words({ audience: 'team' }));
  const peeked = await peekTraject(otto, id);
  assert.ok(peeked.ok);
  assert.deepEqual(Object.keys(peeked.elsewhere).sort(), ['isOpen', 'team', 'version']);
  assert.doesNotMatch(JSON.stringify(peeked), /Jordi|Haamstee|gesprek/);
  assert.deepEqual(await peekTraject(otto, randomUUID()), { ok: false, error: 'not-found' });
  const { version } = peeked.elsewhere;
  ground.clock.set('2026-11-20T10:05:00+01:00');
  assert.ok((await takeOver(otto, id, { version, reason: 'ken het gezin' })).ok);
  const { notes, story, alike, destroyedOn } = await read(otto, id);
  assert.deepEqual(
    notes.map(({ facts }) => facts),
    ['gesprek op school', 'ken het gezin'],
  );
  assert.ok(story.events.some(({ what }) => what === 'taken-over'));
  assert.deepEqual([alike, destroyedOn], [[], null]);
});

test('a traject tells who looks alike, its parents until 18, and after closing when it goes', async () => {
  const id = await traject();
  await traject('2009-03-04', 'J.');
  await ground.sql`
    insert into guardians (jongere_id, name) select jongere_id, 'Ada Haamstee' from trajecten where id = ${id}`;
  const young = await read(noor, id);
  assert.equal(young.alike.length, 1);
  assert.deepEqual(
    young.guardians.map(({ name }) => name),
    ['Ada Haamstee'],
  );
  ground.clock.set('2027-03-04T10:00:00+01:00');
  const older = await read(noor, id);
  assert.deepEqual([older.age, older.guardians], [18, []]);
  const close = { version: older.version, destination: 'gone', meldingen: 'left-otherwise' } as const;
  assert.ok((await closeTraject(noor, id, close)).ok);
  assert.equal((await read(noor, id)).destroyedOn, '2029-03-04');
});

test('of two who send a form of the page the second is told, and what they typed is there', async () => {
  const id = await traject();
  const sessionId = hashToken(await ground.ctx.sessions.begin(ids.daan));
  const { refused, shown, take } = stepTaker(() => ({ ctx: daan, sessionId }));
  const page = { path: `/medewerker/trajecten/${id}`, params: { id } };
  const next = { act: 'next', nextAction: 'visit', nextOn: 'morgen', nextNote: 'neem brief mee' };
  const version = String(await versionOf(id));
  const noted = { version: Number(version), way: 'call', party: 'jongere', outcome: 'no-answer' } as const;
  assert.ok((await noteContact(noor, id, noted)).ok);
  const told = await refused(trajectStep, { ...page, form: { ...next, version } });
  assert.equal(told.status, 409);
  assert.match(told.page.errors.summary[0]?.message ?? '', /collega veranderde/);
  assert.equal(told.page.values.nextNote, 'neem brief mee');
  const again = { ...next, version: String(await versionOf(id)) };
  assert.equal((await take(trajectStep, { ...page, form: again })).kind, 'redirect');
  const { page: after } = await shown(trajectStep, page);
  assert.ok(after.kind === 'own');
  assert.deepEqual([after.traject.nextAction, after.traject.nextOn], ['visit', '2026-11-21']);

  const wrong = async (form: Record<string, string>) => {
    const { status, page: said } = await refused(trajectStep, { ...page, form });
    return [status, ...said.errors.summary.map(({ field }) => field)];
  };
  const now = String(await versionOf(id));
  assert.deepEqual(await wrong({ act: 'next', version: now, nextAction: 'call', nextOn: 'ooit' }), [
    422,
    'nextOn',
  ]);
  assert.deepEqual(await wrong({ act: 'state', version: now, state: 'niet-bereikt' }), [409, 'stateUntil']);
  assert.deepEqual(await wrong({ act: 'note', key: randomUUID(), noteAudience: 'team', noteFacts: ' ' }), [
    422,
    'noteFacts',
  ]);
  assert.deepEqual(await wrong({ act: 'verslag', key: randomUUID(), verslagAudience: 'x' }), [
    422,
    'verslagFacts',
    'verslagAudience',
  ]);
  assert.deepEqual(await wrong({ act: 'handover', version: now, to: '', handoverReason: '', talk: 'call' }), [
    422,
    'to',
    'handoverReason',
  ]);
  assert.deepEqual(await wrong({ act: 'close', version: now, destination: 'none' }), [409, 'meldingen']);
  assert.deepEqual(await wrong({ act: 'close', version: now, destination: 'work' }), [422, 'check']);
});
