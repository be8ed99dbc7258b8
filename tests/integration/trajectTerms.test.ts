import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { z } from 'zod';
import { settings } from '#db/schema/index.ts';
import { meldingKinds } from '#db/schema/words.ts';
import { readChanges } from '#server/configuration/read.ts';
import { saveConfiguration } from '#server/configuration/save.ts';
import { undoConfiguration } from '#server/configuration/undo.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { applySetup } from '#server/setup/apply.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { sayAllTerms } from '../../src/beheer/terms/sayTerms.ts';
import { filledTerms } from '../../src/beheer/terms/termsForm.ts';
import { termsStep } from '../../src/beheer/terms/termsStep.ts';
import { texts } from '../../src/content/texts.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Terms of meldingen with the date from which they hold: what is to come can change, what was used cannot.

let ground: TrajectGround;
let manager: Ctx;
let sessionId = '';
before(async () => {
  ground = await trajectGround();
  const iris = await ground.member('Iris', ['beheerder']);
  manager = iris.ctx;
  sessionId = hashToken(await ground.ctx.sessions.begin(iris.id));
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  const tables = [
    'meldingen',
    'trajecten',
    'jongeren',
    'history',
    'settings',
    'configuration_changes',
  ] as const;
  await emptyTables(ground.sql, ...tables);
  ground.ctx.bus.say({ roster: true });
});

const { take, shown, refused } = stepTaker(() => ({ ctx: manager, sessionId }));
const path = '/medewerker/beheer/termijnen';
const page = async () => (await shown(termsStep, { path })).page;

/** What the form sends: what stands in it, with changes. */
async function formOf(changes: Record<string, string>) {
  const { fields, version } = await page();
  return { ...fields, version: String(version), does: 'change', ...changes };
}
async function change(changes: Record<string, string>): Promise<void> {
  const taken = await take(termsStep, { path, form: await formOf(changes) });
  assert.ok(taken.kind === 'redirect' && taken.to.endsWith('done=changed'), JSON.stringify(taken));
}
async function wrong(changes: Record<string, string>): Promise<string[]> {
  const { page: view, status } = await refused(termsStep, { path, form: await formOf(changes) });
  assert.equal(status, 422);
  return view.errors.summary.map(({ field = '', message }) => `${field} ${message}`);
}
const termOf = async () => {
  const { rows } = await readWorklist(ground.carlijn.ctx, { view: 'team', filters: {}, after: null });
  return rows.map(({ term }) => term);
};

test('what comes in keeps the terms of its day, and the page and the worklist say which', async () => {
  const { traject } = await ground.reported();
  await change({ from: '1-12-2026', assign: '10' });
  const [first] = await termOf();
  assert.deepEqual(first, { step: 'assign', by: '2026-11-24', daysLate: 0, settingOf: null });
  ground.clock.set('2026-12-01T10:00:00+01:00');
  await ground.reported(report('rmc', { firstName: 'Noa', pupilNumber: '40013', birthDate: '2006-01-02' }));
  assert.deepEqual(await termOf(), [
    { step: 'assign', by: '2026-11-24', daysLate: 7, settingOf: null },
    { step: 'assign', by: '2026-12-15', daysLate: 0, settingOf: '2026-12-01' },
  ]);
  const read = await readTraject(ground.carlijn.ctx, traject);
  assert.deepEqual(read.ok && read.traject.term, {
    step: 'assign',
    by: '2026-11-24',
    daysLate: 7,
    settingOf: null,
  });
  const { now, past, ahead } = await page();
  assert.deepEqual(
    [now.from, now.terms.assignDays, past.map(({ from }) => from), ahead],
    ['2026-12-01', 10, [null], []],
  );
});

test('a change stands ready until its day, and can be taken back until then', async () => {
  await change({ from: 'over 2 weken', 'contact-v3': '2' });
  const { ahead, now, version } = await page();
  assert.deepEqual([now.from, ahead.map(({ from }) => from)], [null, ['2026-12-04']]);
  assert.equal(ahead[0]?.terms.kinds.v3.contactDays, 2);
  const { changes } = await readChanges(manager, { kind: 'settings', subject: 'terms' });
  const { trajectTerms } = z.object({ trajectTerms: z.unknown() }).parse(changes[0]?.after);
  assert.equal(
    sayAllTerms(texts('nl'), trajectTerms),
    'Vanaf het begin: de gewone termijnen; Vanaf vrijdag 4 december 2026: Verzuim onder 18 (V3): contact binnen 2 in plaats van 5 dagen',
  );
  const back = { does: 'take-back', from: '2026-12-04', version: String(version) };
  const taken = await take(termsStep, { path, form: back });
  assert.ok(taken.kind === 'redirect' && taken.to.endsWith('done=taken-back'));
  assert.deepEqual((await page()).ahead, []);
  // Once more, by an old page: somebody else was first.
  assert.equal((await refused(termsStep, { path, form: back })).status, 409);
});

test('what has begun is not taken back, by whatever way, once something was reported', async () => {
  await change({ from: '1-12-2026', assign: '9' });
  ground.clock.set('2026-12-02T10:00:00+01:00');
  await ground.reported();
  const { version } = await page();
  const back = { does: 'take-back', from: '2026-12-01', version: String(version) };
  const { page: view, status } = await refused(termsStep, { path, form: back });
  assert.equal(status, 409);
  assert.match(view.errors.summary[0]?.message ?? '', /kan niet meer terug/);
  const { changes } = await readChanges(manager, { kind: 'settings', subject: 'terms' });
  const undone = await undoConfiguration(manager, changes[0]?.id ?? 0);
  assert.deepEqual(undone, { ok: false, error: 'refused', because: 'terms-used', names: [] });
  const given = { trajectTerms: { first: { assignDays: 1 } } };
  const saved = await saveConfiguration(manager, { kind: 'settings', id: 'terms', given, version });
  assert.ok(!saved.ok && saved.error === 'refused' && saved.because === 'terms-used');
  const { sql, db, clock } = ground;
  const applied = await applySetup({ sql, db, clock }, setupSchema.parse({ settings: given }));
  assert.ok(!applied.ok);
  assert.match(applied.problems[0]?.message ?? '', /begins tomorrow or later/);
  assert.equal((await page()).now.terms.assignDays, 9);
});

test('before anything was reported a setup file brings in terms of any day', async () => {
  const { sql, db, clock } = ground;
  const changes = [{ from: '2026-08-01', value: { assignDays: 4 } }];
  const document = setupSchema.parse({ settings: { trajectTerms: { first: {}, changes } } });
  assert.ok((await applySetup({ sql, db, clock }, document)).ok);
  ground.ctx.bus.say({ roster: true });
  await ground.reported();
  assert.equal((await termOf())[0]?.settingOf, '2026-08-01');
  assert.ok((await applySetup({ sql, db, clock }, document)).ok, 'the same file again changes nothing');
});

test('what is wrong is said at its field, and what was typed stays', async () => {
  await change({ from: '1-12-2026', assign: '9' });
  const cases: [Record<string, string>, RegExp][] = [
    [{ from: '' }, /^from Vul een dag in/],
    [{ from: '31-2-2027' }, /^from Vul een dag in/],
    [{ from: 'vandaag' }, /^from Kies een dag na vandaag/],
    [{ from: '1-8-2026' }, /^from Kies een dag na vandaag/],
    [{ from: '1-12-2026', assign: '3' }, /^from Op die dag begint al/],
    [{ from: '2-12-2026' }, /^ Op die dag verandert zo niets/],
    [{ from: '2-12-2026', assign: '0' }, /^assign Verdelen: .* tot en met 20/],
    [{ from: '2-12-2026', 'contact-v3': 'veel' }, /^contact-v3 Verzuim onder 18 \(V3\), contact: .* 90/],
    [{ from: '2-12-2026', 'intake-no-show': '181' }, /^intake-no-show .*, intake: .* 180/],
    [{ from: '2-12-2026', 'intake-no-show': '-1' }, /^intake-no-show /],
    [{ from: '2-12-2026', 'contact-zelf': '' }, /^contact-zelf /],
  ];
  for (const [changes, expected] of cases) assert.match((await wrong(changes)).join('; '), expected);
  const { page: view } = await refused(termsStep, {
    path,
    form: await formOf({ from: '2-12-2026', 'contact-v3': 'veel' }),
  });
  assert.equal(view.fields['contact-v3'], 'veel');
  const all = await wrong(
    Object.fromEntries(Object.keys(filledTerms((await page()).now.terms)).map((name) => [name, 'x'])),
  );
  assert.equal(all.length, 2 + 2 * meldingKinds.length);
});

test('of two who change the terms with one page the second is told', async () => {
  const form = await formOf({ from: '1-12-2026', assign: '9' });
  await change({ from: '1-1-2027', assign: '8' });
  const { page: view, status } = await refused(termsStep, { path, form });
  assert.equal(status, 409);
  assert.deepEqual(
    view.ahead.map(({ from }) => from),
    ['2027-01-01'],
  );
});

test('terms that a gemeente chose before they had dates are the first', async () => {
  const trajecten = { assignDays: 3, terms: { v3: { contactDays: 1 } }, listDays: 30 };
  await ground.db.insert(settings).values({ values: { municipality: 'Voorbeeldstad', trajecten } });
  const migration = new URL('../../db/migrations/0071_dated_terms.sql', import.meta.url);
  await ground.sql.unsafe(await readFile(migration, 'utf8'));
  const [row] = await ground.db.select().from(settings);
  assert.deepEqual(row?.values, {
    municipality: 'Voorbeeldstad',
    trajecten: { listDays: 30 },
    trajectTerms: { first: { assignDays: 3, kinds: { v3: { contactDays: 1 } } } },
  });
  assert.ok(settingsSchema.safeParse(row?.values).success);
});
