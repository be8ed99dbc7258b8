import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { organisations, staff, teams } from '#db/schema/index.ts';
import type { teamTasks } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { readOwnMelding } from '#server/meldingen/readOwn.ts';
import { offerHandover } from '#server/trajecten/handover.ts';
import { acceptHandover, refuseHandover } from '#server/trajecten/handoverAnswer.ts';
import { readOffers } from '#server/trajecten/readHandover.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { takeOver } from '#server/trajecten/takeOver.ts';
import { trajectStep } from '../../src/traject/trajectStep.ts';
import { listStep } from '../../src/worklist/listStep.ts';
import { stepTaker } from '../support/asked.ts';
import { makeCasemanager, staffCtx, teamOf } from '../support/factories.ts';
import { tally } from '../support/raceGround.ts';
import { type Member, report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Verzuim at an mbo, as the document of Groningen tells it: a preventiemedewerker speaks with the jongere, tells the woongemeente and the
// school, and hands over when the absence goes on; each act by the form of its page.

let ground: TrajectGround;
let pia: Member;
let lotte: Member;
let leo: Member;
let petra: Ctx;

before(async () => {
  ground = await trajectGround();
  const { db } = ground;
  pia = await ground.member('Pia', ['casemanager'], 'Preventie mbo');
  lotte = await ground.member('Lotte', ['coordinator'], 'Leerplicht');
  leo = await ground.member('Leo', ['casemanager'], 'Leerplicht');
  const [zuiderwold] = await db
    .insert(organisations)
    .values({ name: 'Gemeente Zuiderwold', kind: 'gemeente' })
    .returning();
  const ofZuiderwold = { organisationId: zuiderwold?.id ?? '' };
  const task = async (team: string, of: (typeof teamTasks)[number], more = {}) => {
    await db
      .update(teams)
      .set({ task: of, ...more })
      .where(eq(teams.id, teamOf(team)?.id ?? ''));
  };
  await task('Preventie mbo', 'preventie');
  await task('Casemanagers', 'doorstroompunt');
  await ground.sql.begin(async (tx) => {
    const team = teamOf('Leerplicht')?.id ?? '';
    await tx`update staff set team_id = null where team_id = ${team}`;
    await tx`update teams set task = 'leerplicht', organisation_id = ${ofZuiderwold.organisationId} where id = ${team}`;
    await tx`
      update staff set team_id = ${team}, organisation_id = ${ofZuiderwold.organisationId}
      where id in (${lotte.id}, ${leo.id})`;
  });
  const work = { firstName: 'Petra', roles: ['schoolmedewerker' as const], team: null };
  const id = await makeCasemanager(db, [], work);
  await db.update(staff).set({ organisationId: ground.delta }).where(eq(staff.id, id));
  petra = staffCtx(ground.ctx, id, { ...work, organisation: ground.delta });
});
after(() => ground.close());

const as = (ctx: Ctx) => {
  const { shown, take } = stepTaker(() => ({ ctx }));
  return {
    /** Sends one form of the page of a traject, which is accepted. */
    send: async (id: string, form: Record<string, string> | [string, string][]) => {
      const pairs = Array.isArray(form) ? form : Object.entries(form);
      const version = String(await ground.versionOf(id));
      const path = `/medewerker/trajecten/${id}`;
      const step = await take(trajectStep, { path, params: { id }, form: [['version', version], ...pairs] });
      assert.ok(step.kind === 'redirect' && !step.to.includes('form='), JSON.stringify(step));
    },
    page: async (id: string) => {
      const { page } = await shown(trajectStep, { path: `/medewerker/trajecten/${id}`, params: { id } });
      return page;
    },
    list: async () => (await shown(listStep, { path: '/medewerker/trajecten' })).page,
  };
};

const pupilOf = (birthDate: string, firstName: string) => ({
  firstName,
  birthDate,
  residence: 'Zuiderwold',
  pupilNumber: `77${firstName.length}`,
});

test('of who is 17: a gesprek, a verslag to the woongemeente, word to school, and at last leerplicht has it', async () => {
  const fay = pupilOf('2009-06-01', 'Fay');
  const { traject: id, melding } = await ground.reported(report('overig', fay));
  const { send, page, list } = as(pia.ctx);
  // Her team gets it: of another gemeente nobody works for prevention.
  assert.equal((await ground.stands(id)).owner, pia.id);
  await send(id, { act: 'contact', way: 'at-school', party: 'jongere', outcome: 'reached' });
  await send(id, { act: 'contact', way: 'call', party: 'parents', outcome: 'reached' });
  const key = randomUUID();
  const verslag = {
    verslagFacts: 'gesproken op school',
    reasons: 'ruzie thuis',
    agreements: 'elke dag om negen uur',
  };
  await send(id, { act: 'verslag', key, verslagAudience: 'woongemeente', ...verslag });
  await send(id, { act: 'send', noteId: key, way: 'email' });
  const [sent] = await ground.sql`select words from traject_sent where note_id = ${key}`;
  assert.match(String(sent?.words), /gesproken op school[\s\S]*negen uur/);
  assert.doesNotMatch(String(sent?.words), /ruzie/, 'the reasons are for whoever the jongere agrees to');
  await send(id, {
    act: 'feedback',
    key: randomUUID(),
    school: ground.delta,
    feedback: 'we hebben afspraken',
  });
  const toldSchool = await readOwnMelding(petra, melding);
  assert.ok(toldSchool.ok);
  assert.deepEqual(
    toldSchool.melding.feedback.map(({ text }) => text),
    ['we hebben afspraken'],
  );
  assert.equal((await list()).list.rows.find((row) => row.id === id)?.proposal, null);

  // It goes on: the school reports 16 hours, which comes to the same traject.
  assert.equal((await ground.reported(report('v3', fay))).traject, id);
  const now = await page(id);
  assert.ok(now.kind === 'own');
  const { proposal } = now.traject;
  assert.deepEqual([proposal?.why, proposal?.task], ['absence-goes-on', 'leerplicht']);
  assert.equal(proposal?.to?.label, 'Leerplicht, Gemeente Zuiderwold');
  assert.equal((await list()).list.rows.find((row) => row.id === id)?.proposal?.task, 'leerplicht');
  await send(id, [
    ['act', 'handover'],
    ['to', proposal?.to?.value ?? ''],
    ['handoverReason', 'Verzuimt verder.'],
    ['talk', 'together'],
    ['talkOn', '27 nov'],
    ['parts', 'contact'],
    ['parts', 'agreements'],
  ]);
  const waits = await page(id);
  assert.ok(waits.kind === 'own' && waits.traject.proposal === null, 'it is offered');
  assert.deepEqual([waits.traject.nextAction, waits.traject.nextOn], ['hand-over', '2026-11-27']);

  // The other side: it stands above the list, with the date of the gesprek; accepted it is theirs.
  const [offer] = (await as(leo.ctx).list()).offers;
  assert.deepEqual(
    [offer?.traject, offer?.name, offer?.talkOn, offer?.isToMe],
    [id, 'Fay van Haamstee', '2026-11-27', false],
  );
  const before = await as(leo.ctx).page(id);
  assert.ok(before.kind === 'offer' && before.offer.verslagen?.[0]?.agreements === 'elke dag om negen uur');
  await as(leo.ctx).send(id, { act: 'accept', handover: before.offer.id });
  assert.equal((await ground.stands(id)).owner, leo.id);
  assert.deepEqual((await as(leo.ctx).list()).offers, []);
  const theirs = await as(leo.ctx).page(id);
  assert.ok(theirs.kind === 'own');
  const read = theirs.traject.notes.find((note) => note.id === key);
  // What was meant for the woongemeente, and for leerplicht: not why.
  assert.deepEqual([read?.facts, read?.reasons], ['gesproken op school', null]);
  assert.equal((await page(id)).kind, 'elsewhere');
  const toldAgain = await readOwnMelding(petra, melding);
  assert.ok(toldAgain.ok && toldAgain.melding.owner === 'Leo', 'the school sees who has it');
});

test('of who is 18: a trajectbegeleider of the Doorstroompunt, who may refuse; then the giver looks again today', async () => {
  const noa = pupilOf('2007-06-01', 'Noa van R');
  const { traject: id } = await ground.reported(report('overig', noa));
  await as(pia.ctx).send(id, { act: 'contact', way: 'at-school', party: 'jongere', outcome: 'no-answer' });
  await ground.reported(report('v4', noa));
  const now = await as(pia.ctx).page(id);
  assert.ok(now.kind === 'own');
  const { proposal } = now.traject;
  assert.equal(proposal?.task, 'doorstroompunt');
  // Zuiderwold has no such team here: ours is proposed.
  assert.equal(proposal?.to?.value, `team ${teamOf('Casemanagers')?.id}`);
  const form = {
    act: 'handover',
    to: proposal?.to?.value ?? '',
    handoverReason: 'Blijft weg.',
    talk: 'call',
    talkOn: '25 nov',
  };
  await as(pia.ctx).send(id, form);
  const offered = await as(ground.noor.ctx).page(id);
  assert.ok(offered.kind === 'offer');
  assert.equal(offered.offer.contact, null, 'nothing was ticked');
  assert.equal((await readOffers(ground.noor.ctx))[0]?.name, null);
  await as(ground.noor.ctx).send(id, {
    act: 'refuse',
    handover: offered.offer.id,
    refusal: 'woont in Zuiderwold',
  });
  const stands = await ground.stands(id);
  assert.deepEqual([stands.owner, stands.next, stands.on], [pia.id, 'hand-over', '2026-11-20']);
  await as(pia.ctx).send(id, form);
  const again = await as(pia.ctx).page(id);
  assert.ok(again.kind === 'own');
  const waiting = again.traject.handovers.find(({ state }) => state === 'offered');
  await as(pia.ctx).send(id, { act: 'withdraw', handover: waiting?.id ?? '' });
  const late = await acceptHandover(ground.noor.ctx, waiting?.id ?? '');
  assert.deepEqual(late, { ok: false, error: 'withdrawn' });
});

test('of two of a team who accept at once one has it, and a colleague of another team sees no offer', async () => {
  for (let turn = 0; turn < 4; turn++) {
    const { traject: id } = await ground.reported(
      report('overig', pupilOf(`2009-07-0${turn + 1}`, `Race${'abcd'[turn]}`)),
    );
    const offered = await offerHandover(pia.ctx, id, {
      version: await ground.versionOf(id),
      to: { kind: 'team', id: teamOf('Leerplicht')?.id ?? '' },
      reason: 'x',
      parts: [],
    });
    assert.ok(offered.ok);
    assert.deepEqual(await readOffers(ground.otto.ctx), []);
    const [one, other, refused] = await Promise.all([
      acceptHandover(lotte.ctx, offered.handover),
      acceptHandover(leo.ctx, offered.handover),
      refuseHandover(lotte.ctx, offered.handover, { refusal: 'nee' }),
    ]);
    assert.equal(tally([one, other, refused]).ok, 1);
    const { owner } = await ground.stands(id);
    assert.equal(owner, one.ok ? lotte.id : other.ok ? leo.id : pia.id);
  }
});

test('who moves to a gemeente without accounts is proposed a sealed page, and leerplicht proposes at 18', async () => {
  const elsewhere = { ...pupilOf('2009-08-01', 'Kay'), residence: 'Verweg' };
  const { traject: id } = await ground.reported(report('overig', elsewhere));
  await ground.reported(report('v3', elsewhere));
  const now = await readTraject(pia.ctx, id);
  assert.ok(now.ok);
  assert.deepEqual([now.traject.proposal?.to, now.traject.proposal?.outside], [null, 'Verweg']);

  const soon = pupilOf('2008-12-24', 'Bo');
  const { traject: old } = await ground.reported(report('lrv', soon));
  assert.equal((await ground.stands(old)).owner, lotte.id);
  const list = await readWorklist(lotte.ctx, { view: 'team', filters: {}, after: null });
  assert.deepEqual(list.rows.find((row) => row.id === old)?.proposal, {
    why: 'turns-18',
    task: 'doorstroompunt',
    on: '2026-12-24',
  });
  const shown = await readTraject(lotte.ctx, old);
  assert.equal(shown.ok && shown.traject.proposal?.to?.value, `team ${teamOf('Casemanagers')?.id}`);
  const closed = await takeOver(ground.noor.ctx, old, {
    version: await ground.versionOf(old),
    reason: 'van mij',
  });
  assert.ok(closed.ok);
  const ours = await readTraject(ground.noor.ctx, old);
  assert.equal(ours.ok && ours.traject.proposal, null, 'the Doorstroompunt goes on until 27');
});
