import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { organisations } from '#db/schema/index.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { listStep } from '../../src/school/listStep.ts';
import { meldingStep } from '../../src/school/meldingStep.ts';
import { reportStep } from '../../src/school/reportStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// The steps behind the pages of a school, called as their pages call them.

let ground: RaceGround;
let noor = '';
let petra: Ctx;
let other: Ctx;
let who: Ctx;
let sessionId = '';
before(async () => {
  ground = await raceGround(0);
  noor = await makeCasemanager(ground.db, [], { firstName: 'Noor' });
  const at = async (school: string, firstName: string) => {
    const [made] = await ground.db
      .insert(organisations)
      .values({ name: school, kind: 'school' })
      .returning({ id: organisations.id });
    const organisation = made?.id ?? '';
    const roles = ['schoolmedewerker'] as const;
    const values = { firstName, roles: [...roles], team: null, organisationId: organisation };
    const id = await makeCasemanager(ground.db, [], values);
    sessionId ||= hashToken(await ground.ctx.sessions.begin(id));
    return staffCtx(ground.ctx, id, { firstName, roles, team: null, organisation });
  };
  petra = await at('ROC De Delta', 'Petra');
  other = await at('Vakschool Zuiderwold', 'Ria');
});
after(() => ground.close());
beforeEach(async () => {
  who = petra;
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

const { take, shown, refused } = stepTaker(() => ({ ctx: who, sessionId }));
type Values = Record<string, string>;
const path = '/school/melden';
const send = (values: Values) => ({ path, form: values });
const pupil = { firstName: 'Sam', lastName: 'Jansen', birthDate: '24 maart 2009' };
const whole = (values: Values = {}): Values => ({
  key: randomUUID(),
  step: 'check',
  action: 'next',
  ...pupil,
  kind: 'v3',
  beganOn: '3-11',
  hoursMissed: '18',
  reason: 'Komt vaak niet',
  wants: 'yes',
  asks: 'Zoek contact',
  told: 'both',
  contactName: 'Petra Smeets',
  ...values,
});

async function madeBy(values: Values): Promise<string> {
  const step = await take(reportStep, send(values));
  assert.ok(step.kind === 'redirect', JSON.stringify(step));
  return /^\/school\/([0-9a-f-]{36})\?done=reported$/.exec(step.to)?.[1] ?? assert.fail(step.to);
}
const countOf = async () => (await ground.sql`select from meldingen`).length;

test('who reports goes from page to page with all that was typed, and back', async () => {
  const steps = ['pupil', 'kind', 'absence', 'school', 'people', 'check'] as const;
  for (const [at, step] of steps.entries()) {
    if (step === 'check') break;
    const next = await refused(reportStep, send(whole({ step })));
    assert.equal(next.page.step, steps[at + 1]);
    assert.equal(next.page.fields.asks, 'Zoek contact');
    const back = await refused(reportStep, send(whole({ step, action: 'back', birthDate: 'x' })));
    assert.equal(back.page.step, steps[Math.max(0, at - 1)]);
  }
  assert.equal(await countOf(), 0);
  const id = await madeBy(whole());
  const [row] = await ground.sql`
    select began_on::text as began, hours_missed as hours, asks, birth_date::text as born from meldingen m
    join jongeren j on j.id = m.jongere_id where m.id = ${id}`;
  assert.deepEqual(row, { began: '2026-11-03', hours: 18, asks: 'Zoek contact', born: '2009-03-24' });
});

test('sent twice it is one melding; with other words its key is used up', async () => {
  const values = whole();
  const id = await madeBy(values);
  assert.equal(await madeBy(values), id);
  const again = await refused(reportStep, send({ ...values, firstName: 'Ali' }));
  assert.equal(again.page.refusal, 'key-reused');
  assert.notEqual(again.page.key, values.key);
  assert.equal(await countOf(), 1);
});

test('each page says what is wrong with it beside the field, and asks nothing of the pages to come', async () => {
  const wrong = async (step: string, values: Values) => {
    const { page } = await refused(reportStep, send({ key: randomUUID(), step, action: 'next', ...values }));
    assert.equal(page.step, step);
    return Object.keys(page.errors.of);
  };
  assert.deepEqual(await wrong('pupil', {}), ['firstName', 'lastName', 'birthDate']);
  assert.deepEqual(await wrong('pupil', { ...pupil, birthDate: '24-3-1986' }), ['birthDate']);
  assert.deepEqual(await wrong('kind', pupil), ['kind']);
  assert.deepEqual(await wrong('kind', { ...pupil, kind: 'rmc' }), ['kind']);
  const kind = { ...pupil, kind: 'v3' };
  assert.deepEqual(await wrong('absence', { ...kind, beganOn: 'morgen', hoursMissed: 'veel' }), [
    'beganOn',
    'hoursMissed',
  ]);
  assert.deepEqual(await wrong('absence', { ...kind, beganOn: '3-11', endedOn: '2-11' }), ['endedOn']);
  const absence = { ...kind, beganOn: '3-11' };
  assert.deepEqual(await wrong('school', absence), ['wants']);
  assert.deepEqual(await wrong('school', { ...absence, wants: 'yes' }), ['asks']);
  assert.deepEqual(await wrong('school', { ...absence, wants: 'no', asks: 'Toch' }), ['asksNothing']);
  const school = { ...absence, wants: 'yes', asks: 'Zoek contact' };
  assert.deepEqual(await wrong('people', { ...school, phone: '12' }), ['told', 'phone', 'contactName']);
});

test('from the last page one changes a part and comes straight back, unless something else is wrong by it', async () => {
  const seen = { seen: 'yes' };
  const change = await refused(reportStep, send(whole({ ...seen, action: 'change-pupil' })));
  assert.deepEqual([change.page.step, change.page.isSeen], ['pupil', true]);
  const back = await refused(reportStep, send(whole({ ...seen, step: 'pupil', firstName: 'Sami' })));
  assert.equal(back.page.step, 'check');
  const older = await refused(reportStep, send(whole({ ...seen, step: 'pupil', birthDate: '24-3-2005' })));
  assert.equal(older.page.step, 'kind');
  assert.deepEqual(Object.keys(older.page.errors.of), ['kind']);
  assert.ok(older.page.kinds.includes('rmc') && !older.page.kinds.includes('v3'));
});

test('where nobody works who could take it up, the page says so and keeps what was typed', async () => {
  await ground.sql`update staff set active = false where id = ${noor}`;
  const { page } = await refused(reportStep, send(whole()));
  assert.deepEqual([page.refusal, page.step, page.fields.firstName], ['no-team', 'check', 'Sam']);
  await ground.sql`update staff set active = true where id = ${noor}`;
});

test('the list begins empty, shows what is open, and all of it when asked', async () => {
  assert.equal((await shown(listStep, { path: '/school' })).page.isEmpty, true);
  const id = await madeBy(whole());
  const about = { path: `/school/${id}`, params: { id } };
  const gone = await take(meldingStep, { ...about, form: { does: 'withdraw', reason: '' } });
  assert.ok(gone.kind === 'redirect' && gone.to.endsWith('?done=withdrawn'));
  const open = (await shown(listStep, { path: '/school' })).page;
  assert.deepEqual([open.rows.length, open.isEmpty], [0, false]);
  assert.equal((await shown(listStep, { path: '/school?all=yes&name=jans' })).page.rows.length, 1);
  const late = await refused(meldingStep, { ...about, form: { does: 'add', body: 'Nog iets' } });
  assert.deepEqual([late.page.isTooLate, late.page.typed.body], [true, 'Nog iets']);
});

test('an addition needs words, and a page of another school is not there', async () => {
  const id = await madeBy(whole());
  const about = { path: `/school/${id}`, params: { id } };
  const empty = await refused(meldingStep, { ...about, form: { does: 'add', body: ' ' } });
  assert.deepEqual(Object.keys(empty.page.errors.of), ['body']);
  const long = await refused(meldingStep, { ...about, form: { does: 'withdraw', reason: 'x'.repeat(1001) } });
  assert.deepEqual(Object.keys(long.page.errors.of), ['reason']);
  who = other;
  assert.deepEqual(await take<unknown>(meldingStep, about), { kind: 'nothing', status: 404 });
  const form = { does: 'withdraw', reason: '' };
  assert.deepEqual(await take<unknown>(meldingStep, { ...about, form }), { kind: 'nothing', status: 404 });
});
