import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { demoSettings } from '#db/demo/settings.ts';
import { firstOrganisation, organisations } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import type { Role } from '#server/access/policy.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { addDays } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { withdrawMelding } from '#server/meldingen/withdrawMelding.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { tellOfYearPlans } from '#server/notifications/tellOfYearPlans.ts';
import { readToday } from '#server/today/readToday.ts';
import { beginPlan } from '#server/yearPlan/beginPlan.ts';
import { copyPlan } from '#server/yearPlan/copyPlan.ts';
import { markOwnStep, markStep } from '#server/yearPlan/markStep.ts';
import { readLateSteps } from '#server/yearPlan/readLateSteps.ts';
import { readOwnSteps } from '#server/yearPlan/readOwnSteps.ts';
import { readYearPlans } from '#server/yearPlan/readPlan.ts';
import { readStep } from '#server/yearPlan/readStep.ts';
import { removePlan } from '#server/yearPlan/removePlan.ts';
import { renamePlan } from '#server/yearPlan/renamePlan.ts';
import { saveSectors } from '#server/yearPlan/saveSectors.ts';
import { type StepInput, stepSchema } from '#server/yearPlan/schema.ts';
import { addStep, moveStep, removeStep, saveStep } from '#server/yearPlan/steps.ts';
import { listStep } from '../../src/school/listStep.ts';
import { planStep } from '../../src/yearPlan/planStep.ts';
import { stepFormStep } from '../../src/yearPlan/stepFormStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// A year plan from beginning to end: who may what, what counts as done, and of what schools are reminded.

let ground: TrajectGround;
let mails: TestMailServer;
let services: Services;
let elsewhere: Ctx;
/** A vo school with two accounts and an mbo school with one, and who works there. */
let vo = { id: '', ctx: [] as Ctx[] };
let mbo = { id: '', ctx: [] as Ctx[] };
let who: Ctx;
let sessionId = '';

before(async () => {
  ground = await trajectGround();
  mails = await openMailServer();
  const { db } = ground;
  const gemeente = await db
    .insert(organisations)
    .values({ name: 'Gemeente Elders', kind: 'gemeente' })
    .returning({ id: organisations.id });
  const member = async (organisation: string, roles: Role[], firstName: string) => {
    const values = { firstName, roles, team: null, organisationId: organisation };
    const id = await makeCasemanager(db, [], values);
    return staffCtx(ground.ctx, id, { firstName, roles, team: null, organisation });
  };
  elsewhere = await member(gemeente[0]?.id ?? '', ['coordinator'], 'Wil');
  const school = async (name: string, people: string[]) => {
    const id = await ground.school(name);
    const ctx: Ctx[] = [];
    for (const firstName of people) ctx.push(await member(id, ['schoolmedewerker'], firstName));
    return { id, ctx };
  };
  vo = await school('Het Kompas', ['Petra', 'Ria']);
  mbo = await school('ROC Noord', ['Bas']);
  // The school of the ground takes no part.
  await ground.sql`update organisations set active = false where id = ${ground.delta}`;
  await ground.sql`
    insert into settings (id, values) values (1, ${JSON.stringify({ schoolHolidays: demoSettings.schoolHolidays })}::text::jsonb)
    on conflict (id) do update set values = settings.values || excluded.values`;
  sessionId = hashToken(await ground.ctx.sessions.begin(ground.carlijn.id));
});
after(async () => {
  services?.mail?.mailer.close();
  await mails.close();
  await ground.close();
});
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(
    ground.sql,
    'meldingen',
    'trajecten',
    'jongeren',
    'lists',
    'history',
    'outbox',
    'year_plans',
  );
  ground.ctx.bus.say({ roster: true });
  mails.taken.length = 0;
  services?.mail?.mailer.close();
  services = { ...ground.ctx, mail: mails.way(), sending: createSending(ground.clock) };
  who = ground.carlijn.ctx;
});

const { take, shown, refused } = stepTaker(() => ({ ctx: who, sessionId }));

/** De Overstap of 2026-2027, in which each school is what it is; gives its id. */
async function begun(): Promise<string> {
  const made = await beginPlan(ground.carlijn.ctx, {
    name: 'De Overstap',
    schoolYear: 2026,
    beginning: 'de-overstap',
  });
  assert.ok(made.ok, JSON.stringify(made));
  const sectors = { [vo.id]: 'vo', [mbo.id]: 'mbo' } as const;
  assert.ok((await saveSectors(ground.carlijn.ctx, made.id, { version: 1, sectors })).ok);
  return made.id;
}

async function planNow(ctx = ground.carlijn.ctx, id?: string) {
  const { plan } = await readYearPlans(ctx, id);
  assert.ok(plan);
  return plan;
}

async function stepNamed(title: string) {
  const found = (await planNow()).steps.find((step) => step.title === title);
  assert.ok(found, title);
  return found;
}
const reporting = 'Risicoleerlingen aanmelden';
const inventory = 'Risicoleerlingen in kaart brengen';
const noShow = 'No-show in kaart brengen en melden';

const aStep = (values: Partial<Record<keyof StepInput, string>> = {}): StepInput =>
  stepSchema.parse({
    title: 'Warme overdracht',
    doer: 'schools',
    from: '2026-11-16',
    until: '2026-11-27',
    ...values,
  });

test('De Overstap comes as the document has it, on days of work, with each school where it belongs', async () => {
  const id = await begun();
  const plan = await planNow();
  assert.deepEqual(
    plan.steps.map(({ from, until, doer, stand }) => [from, until, doer, stand]),
    [
      ['2026-09-01', '2027-02-19', 'vo-schools', 'now'],
      ['2027-03-01', '2027-03-12', 'vo-schools', 'later'],
      ['2027-03-01', '2027-06-30', 'vo-schools', 'later'],
      ['2027-04-01', '2027-04-15', 'doorstroompunt', 'later'],
      ['2027-07-01', '2027-07-14', 'vo-schools', 'later'],
      ['2027-08-02', '2027-08-13', 'doorstroompunt', 'later'],
      ['2027-08-02', '2027-08-31', 'doorstroompunt', 'later'],
      ['2027-08-30', '2027-08-31', 'mbo-schools', 'later'],
      ['2027-09-01', '2027-09-30', 'leerplicht', 'later'],
      ['2027-10-01', '2027-10-29', 'doorstroompunt', 'later'],
    ],
  );
  assert.deepEqual(
    (await stepNamed(noShow)).schools.map(({ name }) => name),
    ['ROC Noord'],
  );
  assert.ok(plan.knowsSummer);
  assert.equal(plan.id, id);
  // The same name twice in a year is refused, in another it is not.
  const again = { name: 'De Overstap', beginning: 'empty' } as const;
  assert.deepEqual(await beginPlan(ground.carlijn.ctx, { ...again, schoolYear: 2026 }), {
    ok: false,
    error: 'plan-name-taken',
  });
  assert.ok((await beginPlan(ground.carlijn.ctx, { ...again, schoolYear: 2027 })).ok);
});

test('only coordinator and beheerder of the gemeente change it, casemanagers see it, others do not know of it', async () => {
  const id = await begun();
  const step = (await stepNamed(inventory)).id;
  const change = [
    (ctx: Ctx) => beginPlan(ctx, { name: 'Anders', schoolYear: 2026, beginning: 'empty' }),
    (ctx: Ctx) => copyPlan(ctx, id, { name: 'Kopie', schoolYear: 2027 }),
    (ctx: Ctx) => saveSectors(ctx, id, { version: 2, sectors: {} }),
    (ctx: Ctx) => addStep(ctx, id, aStep()),
    (ctx: Ctx) => saveStep(ctx, step, { version: 1, step: aStep() }),
    (ctx: Ctx) => moveStep(ctx, step, { version: 1, days: 7 }),
    (ctx: Ctx) => markStep(ctx, step, { school: vo.id, done: true }),
    (ctx: Ctx) => removeStep(ctx, step, { version: 1 }),
    (ctx: Ctx) => renamePlan(ctx, id, { version: 2, name: 'Anders' }),
    (ctx: Ctx) => removePlan(ctx, id, { version: 2 }),
    (ctx: Ctx) => readStep(ctx, { plan: id, step }),
  ];
  for (const act of change)
    for (const ctx of [ground.noor.ctx, vo.ctx[0] ?? ground.ctx, ground.ctx])
      await assert.rejects(() => act(ctx), NotAllowed, act.toString());
  // A coordinator of another gemeente has plans of their own, and finds nothing of this one.
  for (const act of change.slice(1))
    assert.deepEqual(await act(elsewhere), { ok: false, error: 'not-found' }, act.toString());
  assert.equal((await readYearPlans(elsewhere)).plan, null);
  assert.equal((await readYearPlans(elsewhere, id)).plan, null);
  const seen = await readYearPlans(ground.noor.ctx);
  assert.equal(seen.plan?.steps.length, 10);
  assert.equal(seen.mayChange, false);
  for (const ctx of [vo.ctx[0] ?? ground.ctx, ground.ctx])
    await assert.rejects(() => readYearPlans(ctx), NotAllowed);
  await assert.rejects(() => readOwnSteps(ground.carlijn.ctx), NotAllowed);
});

test('a school sees its own steps and no other school, and says what it did itself', async () => {
  await begun();
  const [petra = ground.ctx, ria = ground.ctx] = vo.ctx;
  const [bas = ground.ctx] = mbo.ctx;
  assert.deepEqual(
    (await readOwnSteps(bas)).map(({ title }) => title),
    [noShow],
  );
  const own = await readOwnSteps(petra);
  assert.equal(own.length, 4);
  assert.ok(own.every(({ school }) => school === vo.id));
  assert.ok(!JSON.stringify(own).includes('ROC Noord'));
  const { id } = await stepNamed(inventory);
  // Not a step of that school, of the gemeente, or none at all.
  assert.deepEqual(await markOwnStep(bas, id, { done: true }), { ok: false, error: 'not-found' });
  const ofGemeente = (await stepNamed('Begeleidingstrajecten starten')).id;
  assert.deepEqual(await markOwnStep(petra, ofGemeente, { done: true }), { ok: false, error: 'not-found' });
  assert.deepEqual(await markOwnStep(petra, randomUUID(), { done: true }), { ok: false, error: 'not-found' });
  assert.ok((await markOwnStep(petra, id, { done: true })).ok);
  assert.ok((await markOwnStep(ria, id, { done: true })).ok, 'saying it twice is saying it once');
  assert.deepEqual(
    (await stepNamed(inventory)).schools.map(({ stand, doneBy, saidBy }) => [stand, doneBy, saidBy]),
    [['done', 'said', 'Petra']],
  );
  assert.ok((await markOwnStep(ria, id, { done: false })).ok);
  assert.deepEqual(
    (await stepNamed(inventory)).schools.map(({ stand }) => stand),
    ['later'],
  );
});

test('a melding or list of a school of the kind that was asked makes it done, until it is withdrawn', async () => {
  await begun();
  const standing = async (title = reporting) =>
    (await stepNamed(title)).schools.map(({ stand, doneBy }) => [stand, doneBy]);
  // Before the step begins, of another school, and of another kind: none of these counts.
  ground.clock.set('2027-02-26T10:00:00+01:00');
  await ground.reported(report('overstap', { pupilNumber: '1' }), vo.id);
  ground.clock.set('2027-03-02T10:00:00+01:00');
  await ground.reported(report('overstap', { firstName: 'Bo', pupilNumber: '2' }), mbo.id);
  await ground.reported(report('uit', { firstName: 'Kay', pupilNumber: '3' }), vo.id);
  assert.deepEqual(await standing(), [['now', null]]);
  const { melding } = await ground.reported(
    report('overstap', { firstName: 'Puk', pupilNumber: '4' }),
    vo.id,
  );
  assert.deepEqual(await standing(), [['done', 'melding']]);
  // What was done by work cannot be taken back by saying so.
  const { id } = await stepNamed(reporting);
  assert.ok((await markStep(ground.carlijn.ctx, id, { school: vo.id, done: false })).ok);
  assert.deepEqual(await standing(), [['done', 'melding']]);
  const [petra = ground.ctx] = vo.ctx;
  assert.ok((await withdrawMelding(petra, melding, {})).ok);
  assert.deepEqual(await standing(), [['now', null]]);

  const july = 'Opnieuw in kaart brengen en aanmelden';
  const list = (kind: string, at: string, sender = vo.id) => ground.sql`
    insert into lists (id, kind, as_of, sender_id, organisation_id, file_name, file_hash, mapping, read_at, read_by)
    values (${randomUUID()}, ${kind}, ${at.slice(0, 10)}, ${sender}, ${firstOrganisation}, 'lijst.csv', ${randomUUID()}, '{}', ${at}, ${ground.carlijn.id})`;
  ground.clock.set('2027-07-16T10:00:00+02:00');
  assert.deepEqual(await standing(july), [['late', null]]);
  await list('ingeschreven', '2027-07-15T10:00:00+02:00');
  await list('vmbo-geslaagd', '2027-06-15T10:00:00+02:00');
  await list('vmbo-geslaagd', '2027-07-15T10:00:00+02:00', mbo.id);
  assert.deepEqual(await standing(july), [['late', null]]);
  await list('vmbo-geslaagd', '2027-07-15T10:00:00+02:00');
  assert.deepEqual(await standing(july), [['done', 'list']]);
});

test('a step is added, changed, moved onto days of work and removed, by who saw it as it is', async () => {
  const id = await begun();
  const { ctx } = ground.carlijn;
  const added = await addStep(ctx, id, aStep());
  assert.ok(added.ok);
  assert.ok((await markStep(ctx, added.id, { school: vo.id, done: true })).ok);
  // Dates that somebody types stay as they are, also on a Sunday.
  const step = aStep({ title: 'Overdracht', until: '2026-11-29' });
  assert.ok((await saveStep(ctx, added.id, { version: 1, step })).ok);
  assert.deepEqual(await saveStep(ctx, added.id, { version: 1, step }), { ok: false, error: 'changed' });
  const changed = await stepNamed('Overdracht');
  assert.deepEqual([changed.from, changed.until, changed.schools.length], ['2026-11-16', '2026-11-29', 2]);
  assert.ok(
    changed.schools.some(({ stand }) => stand === 'done'),
    'what was said stays',
  );
  // Moved by a week it comes on days of work, out of the holidays of schools.
  for (const version of [2, 3, 4, 5]) assert.ok((await moveStep(ctx, added.id, { version, days: 7 })).ok);
  const moved = await stepNamed('Overdracht');
  assert.deepEqual([moved.from, moved.until], ['2026-12-14', '2026-12-18']);
  // Given to the gemeente nobody said anything of it, and no work of schools counts.
  const team = teamId();
  assert.deepEqual(
    await saveStep(ctx, added.id, { version: 6, step: aStep({ doer: 'team', team: randomUUID() }) }),
    { ok: false, error: 'team-unknown' },
  );
  const given = aStep({ title: 'Overdracht', doer: 'team', team, melding: 'overstap' });
  assert.ok((await saveStep(ctx, added.id, { version: 6, step: given })).ok);
  const ofTeam = await stepNamed('Overdracht');
  assert.deepEqual(
    [ofTeam.teamName, ofTeam.melding, ofTeam.doneAt, ofTeam.schools],
    ['Casemanagers', null, null, []],
  );
  assert.deepEqual(await markStep(ctx, added.id, { school: vo.id, done: true }), {
    ok: false,
    error: 'not-found',
  });
  assert.ok((await markStep(ctx, added.id, { school: null, done: true })).ok);
  assert.equal((await stepNamed('Overdracht')).stand, 'done');
  assert.deepEqual(await removeStep(ctx, added.id, { version: 6 }), { ok: false, error: 'changed' });
  assert.ok((await removeStep(ctx, added.id, { version: 7 })).ok);
  assert.equal((await planNow()).steps.length, 10);
});

const teamId = () => {
  const { actor } = ground.carlijn.ctx;
  return (actor.kind === 'staff' && actor.staff.team?.id) || '';
};

test('a copy has the steps of its own year and what each school is, and nothing that was done', async () => {
  const id = await begun();
  const { ctx } = ground.carlijn;
  const { id: step } = await stepNamed(inventory);
  assert.ok((await markStep(ctx, step, { school: vo.id, done: true })).ok);
  const copied = await copyPlan(ctx, id, { name: 'De Overstap', schoolYear: 2027 });
  assert.ok(copied.ok);
  const copy = await planNow(ctx, copied.id);
  assert.equal(copy.schoolYear, 2027);
  // The 1st of March 2028 is a Wednesday; the 14th a Tuesday, and the year before it was a Sunday.
  const ofCopy = copy.steps.find(({ title }) => title === inventory);
  assert.deepEqual([ofCopy?.from, ofCopy?.until, ofCopy?.stand], ['2028-03-01', '2028-03-14', 'later']);
  assert.deepEqual(
    ofCopy?.schools.map(({ name, doneAt }) => [name, doneAt]),
    [['Het Kompas', null]],
  );
  assert.equal(copy.knowsSummer, false);
  assert.ok((await removePlan(ctx, copied.id, { version: 1 })).ok);
  assert.equal((await readYearPlans(ctx, copied.id)).plan?.id, id, 'the one that is left');
});

/** De Overstap, of which the vo school did the first step, that ends in February. */
async function inMarch(): Promise<string> {
  const id = await begun();
  const { id: first } = await stepNamed('Leerlingen voorbereiden en begeleiden');
  assert.ok((await markStep(ground.carlijn.ctx, first, { school: vo.id, done: true })).ok);
  return id;
}

/** Looks what is to be told, sends it, and says to whom with what subject it came. */
async function told(at: string): Promise<string[]> {
  ground.clock.set(at);
  mails.taken.length = 0;
  await tellOfYearPlans(services);
  await sendDue(services);
  return mails.taken.map(({ to, parsed }) => `${firstNameOf(to.join())}: ${parsed.subject}`).sort();
}
const people = () => [...vo.ctx, ...mbo.ctx];
function firstNameOf(email: string): string {
  const found = people().find(({ actor }) => actor.kind === 'staff' && actor.staff.email === email);
  return found?.actor.kind === 'staff' ? found.actor.staff.firstName : email;
}

test('what is late comes up today with who does it and the coordinator, until it is done or the plan is over', async () => {
  const id = await begun();
  const ours = aStep({ title: 'Aanpak', doer: 'doorstroompunt', from: '2026-11-02', until: '2026-11-19' });
  const theirs = aStep({ title: 'Verzuim', doer: 'leerplicht', from: '2026-11-02', until: '2026-11-18' });
  const ofSchools = aStep({ title: 'Warm', from: '2026-11-02', until: '2026-11-17' });
  for (const step of [ours, theirs, ofSchools]) assert.ok((await addStep(ground.carlijn.ctx, id, step)).ok);
  const late = async (ctx: Ctx) => (await readLateSteps(ctx)).map(({ title, schools }) => [title, schools]);
  const today = async (ctx: Ctx) =>
    (await readToday(ctx)).toDo.flatMap((one) => (one.kind === 'plan-late' ? [one.title] : []));
  assert.deepEqual(await late(ground.noor.ctx), [['Aanpak', null]]);
  assert.deepEqual(await today(ground.noor.ctx), ['Aanpak']);
  // Of the latest day first, beside what else was left.
  assert.deepEqual(await today(ground.carlijn.ctx), ['Aanpak', 'Verzuim', 'Warm']);
  assert.deepEqual(await late(elsewhere), []);
  await assert.rejects(() => readLateSteps(vo.ctx[0] ?? ground.ctx), NotAllowed);
  const warm = (await stepNamed('Warm')).id;
  await markOwnStep(vo.ctx[0] ?? ground.ctx, warm, { done: true });
  assert.deepEqual((await late(ground.carlijn.ctx))[0], ['Warm', 1]);
  await markOwnStep(mbo.ctx[0] ?? ground.ctx, warm, { done: true });
  await markStep(ground.carlijn.ctx, (await stepNamed('Aanpak')).id, { school: null, done: true });
  assert.deepEqual(await late(ground.carlijn.ctx), [['Verzuim', null]]);
  assert.deepEqual(await late(ground.noor.ctx), []);
  ground.clock.set('2027-12-01T10:00:00+01:00');
  assert.deepEqual(await late(ground.carlijn.ctx), []);
});

test('a plan gets another name, by who saw it as it is and where the name is free', async () => {
  const id = await begun();
  const other = { schoolYear: 2026, beginning: 'empty' } as const;
  assert.ok((await beginPlan(ground.carlijn.ctx, { ...other, name: 'Zorg' })).ok);
  const path = '/medewerker/jaarplan';
  const form = { act: 'rename', plan: id, version: '2' };
  const wrong = await refused(planStep, { path, form: { ...form, planName: ' ' } });
  assert.deepEqual([wrong.status, Object.keys(wrong.page.errors.of)], [422, ['planName']]);
  const same = await refused(planStep, { path, form: { ...form, planName: 'Zorg' } });
  assert.deepEqual([same.status, Object.keys(same.page.errors.of)], [409, ['planName']]);
  const done = await take(planStep, { path, form: { ...form, planName: 'Overstap Midden' } });
  assert.ok(done.kind === 'redirect' && done.to.includes('done=rename'));
  assert.equal((await planNow(ground.carlijn.ctx, id)).name, 'Overstap Midden');
  const stale = await renamePlan(ground.carlijn.ctx, id, { version: 2, name: 'Anders' });
  assert.deepEqual(stale, { ok: false, error: 'changed' });
  // At once with a new plan of that name: one of them gets it.
  const both = await Promise.all([
    renamePlan(ground.carlijn.ctx, id, { version: 3, name: 'Samen' }),
    beginPlan(ground.carlijn.ctx, { ...other, name: 'Samen' }),
  ]);
  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true]);
});

test('the page shows the steps of one school alone, and stays there', async () => {
  const id = await begun();
  const path = `/medewerker/jaarplan?plan=${id}&school=${mbo.id}`;
  const { page } = await shown(planStep, { path });
  assert.deepEqual(
    page.plan?.steps.map(({ title, schools }) => [title, schools.map(({ name }) => name)]),
    [[noShow, ['ROC Noord']]],
  );
  const step = page.plan?.steps[0]?.id;
  const marked = await take(planStep, { path, form: { plan: id, mark: `${step} ${mbo.id}` } });
  assert.ok(marked.kind === 'redirect' && marked.to.includes(`school=${mbo.id}`));
  // A school that is none is no filter.
  const odd = await shown(planStep, { path: `/medewerker/jaarplan?plan=${id}&school=x` });
  assert.equal(odd.page.plan?.steps.length, 10);
});

test('all of a school are reminded once before the last day and once when it is past, and never of what is done', async () => {
  await inMarch();
  const { id } = await stepNamed(inventory);
  const thursday = aStep({ title: inventory, doer: 'vo-schools', from: '2027-03-01', until: '2027-03-11' });
  assert.ok((await saveStep(ground.carlijn.ctx, id, { version: 1, step: thursday })).ok);
  const coming = 'Een stap van het jaarplan loopt tot donderdag 11 maart';
  const late = 'Een stap van het jaarplan is te laat';
  // A week before, and not at night, at the weekend or sooner. The mbo has no such step.
  assert.deepEqual(await told('2027-03-03T10:00:00+01:00'), []);
  assert.deepEqual(await told('2027-03-04T07:59:00+01:00'), []);
  assert.deepEqual(await told('2027-03-04T08:01:00+01:00'), [`Petra: ${coming}`, `Ria: ${coming}`]);
  const [mail] = mails.taken;
  assert.match(mail?.parsed.text ?? '', /tot en met donderdag 11 maart/);
  assert.match(mail?.parsed.text ?? '', /\/school/);
  assert.doesNotMatch(mail?.parsed.text ?? '', /Kompas|kaart|leerling/i);
  assert.deepEqual(await told('2027-03-08T10:00:00+01:00'), [], 'once');
  // Who comes to work there since hears of it no second time.
  const roles: Role[] = ['schoolmedewerker'];
  await makeCasemanager(ground.db, [], { firstName: 'Nieuw', roles, team: null, organisationId: vo.id });
  assert.deepEqual(await told('2027-03-09T10:00:00+01:00'), []);
  await ground.sql`update staff set active = false where first_name = 'Nieuw'`;
  assert.deepEqual(await told('2027-03-14T10:00:00+01:00'), [], 'on Sunday');
  assert.deepEqual(await told('2027-03-15T10:00:00+01:00'), [`Petra: ${late}`, `Ria: ${late}`]);
  assert.deepEqual(await told('2027-03-16T10:00:00+01:00'), []);
  // With another last day it is another thing to be reminded of.
  const step = await stepNamed(inventory);
  assert.ok((await moveStep(ground.carlijn.ctx, step.id, { version: step.version, days: 7 })).ok);
  assert.equal((await told('2027-03-17T10:00:00+01:00')).length, 2);
  assert.ok((await markStep(ground.carlijn.ctx, step.id, { school: vo.id, done: true })).ok);
  assert.deepEqual(await told('2027-03-22T10:00:00+01:00'), [], 'it is done');
});

test('what was done, moved or removed before the mail went is not sent any more', async () => {
  const id = await inMarch();
  ground.clock.set('2027-03-08T10:00:00+01:00');
  await tellOfYearPlans(services);
  const waiting = async () =>
    (await ground.sql`select state, reason from outbox where plan_step_id is not null order by id`).map(
      ({ state, reason }) => `${state} ${reason}`,
    );
  assert.deepEqual(await waiting(), ['created null', 'created null']);
  const { id: step } = await stepNamed(inventory);
  assert.ok((await markOwnStep(vo.ctx[0] ?? ground.ctx, step, { done: true })).ok);
  await sendDue(services);
  assert.deepEqual(mails.taken, []);
  assert.deepEqual(await waiting(), ['dropped no-longer', 'dropped no-longer']);
  assert.ok((await removePlan(ground.carlijn.ctx, id, { version: 2 })).ok);
  assert.deepEqual(await waiting(), [], 'it goes with the plan');
});

test('of a plan that is over nobody is reminded, and schools see it no more', async () => {
  await begun();
  const last = (await planNow()).steps.at(-1)?.until ?? '';
  ground.clock.set(`${addDays(last, 31)}T10:00:00+01:00`);
  assert.equal((await readOwnSteps(vo.ctx[0] ?? ground.ctx)).length, 4);
  ground.clock.set(`${addDays(last, 32)}T10:00:00+01:00`);
  assert.equal((await readOwnSteps(vo.ctx[0] ?? ground.ctx)).length, 0);
});

test('each change stands in the history, without what somebody typed', async () => {
  const id = await begun();
  const { ctx } = ground.carlijn;
  const added = await addStep(ctx, id, aStep({ title: 'Geheim' }));
  assert.ok(added.ok);
  await saveStep(ctx, added.id, { version: 1, step: aStep({ title: 'Geheimer' }) });
  await moveStep(ctx, added.id, { version: 2, days: -7 });
  await markStep(ctx, added.id, { school: vo.id, done: true });
  await markStep(ctx, added.id, { school: vo.id, done: true });
  await markOwnStep(vo.ctx[0] ?? ctx, added.id, { done: false });
  await removeStep(ctx, added.id, { version: 3 });
  await copyPlan(ctx, id, { name: 'Geheim', schoolYear: 2028 });
  await removePlan(ctx, id, { version: 2 });
  const rows = await ground.sql`select what, details, staff_id from history order by id`;
  assert.deepEqual(
    rows.map(({ what }) => what),
    [
      ...['year-plan-made', 'year-plan-saved', 'plan-step-saved', 'plan-step-saved', 'plan-step-moved'],
      ...['plan-step-done', 'plan-step-not-done', 'plan-step-removed', 'year-plan-made', 'year-plan-removed'],
    ],
  );
  assert.ok(rows.every(({ staff_id }) => staff_id !== null));
  assert.doesNotMatch(JSON.stringify(rows), /geheim/i);
});

test('the database holds that a mark of a school is of a step for schools, and there once', async () => {
  await begun();
  const forSchools = (await stepNamed(inventory)).id;
  const ofGemeente = (await stepNamed('Begeleidingstrajecten starten')).id;
  const insert = (step: string, schools: boolean, school: string | null) => ground.sql`
    insert into year_plan_marks (step_id, for_schools, organisation_id, at, by)
    values (${step}, ${schools}, ${school}, now(), ${ground.carlijn.id})`;
  await assert.rejects(() => insert(ofGemeente, true, vo.id), /year_plan_marks_step/);
  await assert.rejects(() => insert(forSchools, false, null), /year_plan_marks_step/);
  await assert.rejects(() => insert(forSchools, true, null), /year_plan_marks_school/);
  await insert(ofGemeente, false, null);
  await assert.rejects(() => insert(ofGemeente, false, null), /year_plan_marks_once/);
  await assert.rejects(
    () => ground.sql`update year_plan_steps set melding_kind = 'uit' where id = ${ofGemeente}`,
    /year_plan_steps_done_by/,
  );
  await assert.rejects(
    () => ground.sql`update year_plan_steps set until_on = from_on - 1 where id = ${forSchools}`,
    /year_plan_steps_dates/,
  );
});

test('its pages begin a plan, say what was wrong with what was typed kept, and mark a step', async () => {
  const path = '/medewerker/jaarplan';
  assert.equal((await shown(planStep, { path })).page.plan, null);
  const wrong = await refused(planStep, {
    path,
    form: { act: 'de-overstap', name: ' ', schoolYear: '2026' },
  });
  assert.equal(wrong.status, 422);
  assert.deepEqual(wrong.page.errors.of, { name: 'Vul hier iets in.' });
  const made = await take(planStep, {
    path,
    form: { act: 'de-overstap', name: 'Overstap', schoolYear: '2026' },
  });
  assert.ok(made.kind === 'redirect' && made.to.includes('done=begin'));
  const plan = await planNow();
  const [first] = plan.steps;
  assert.ok(first);
  const marked = await take(planStep, { path, form: { plan: plan.id, mark: `${first.id} ${vo.id}` } });
  assert.ok(marked.kind === 'redirect' && marked.to.includes('done=mark'));
  const stale = await refused(planStep, { path, form: { plan: plan.id, later: `${first.id} 9` } });
  assert.deepEqual([stale.status, stale.page.errors.summary.length], [409, 1]);
  const unsure = await refused(planStep, { path, form: { act: 'remove', plan: plan.id, version: '1' } });
  assert.deepEqual([unsure.status, Object.keys(unsure.page.errors.of)], [422, ['sure']]);
  const twice = { act: 'copy', plan: plan.id, copyName: 'Overstap', copyYear: '2026' };
  const taken = await refused(planStep, { path, form: twice });
  assert.deepEqual([taken.status, Object.keys(taken.page.errors.of)], [409, ['copyName']]);

  const stepPath = `${path}/stap?plan=${plan.id}`;
  const typed = {
    plan: plan.id,
    title: 'Warme overdracht',
    doer: 'schools',
    from: '1 mei 2027',
    until: 'ooit',
  };
  const unread = await refused(stepFormStep, { path: stepPath, form: typed });
  assert.deepEqual(Object.keys(unread.page.errors.of), ['until']);
  assert.equal(unread.page.values.until, 'ooit');
  const saved = await take(stepFormStep, { path: stepPath, form: { ...typed, until: '8-5-2027' } });
  assert.ok(saved.kind === 'redirect', JSON.stringify(saved));
  assert.equal((await stepNamed('Warme overdracht')).until, '2027-05-08');
  assert.equal((await take(stepFormStep, { path: `${path}/stap?plan=${randomUUID()}` })).kind, 'nothing');

  [who = ground.ctx] = vo.ctx;
  const { steps } = (await shown(listStep, { path: '/school' })).page;
  const [open] = steps.filter(({ doneBy }) => doneBy === null);
  assert.ok(open && open.step !== first.id);
  const done = await take(listStep, { path: '/school', form: { step: open.step, act: 'mark' } });
  assert.deepEqual(done, { kind: 'redirect', to: '/school?done=mark' });
  const gone = await take(listStep, { path: '/school', form: { step: randomUUID(), act: 'mark' } });
  assert.deepEqual(gone, { kind: 'redirect', to: '/school?done=gone' });
});
