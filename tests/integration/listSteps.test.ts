import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { hashToken } from '#server/kernel/tokens.ts';
import { readInList } from '#server/lists/readIn.ts';
import { columnsStep } from '../../src/lists/columnsStep.ts';
import { wrongRowsFile } from '../../src/lists/files.ts';
import { listStep } from '../../src/lists/listStep.ts';
import { placedStep } from '../../src/lists/placedStep.ts';
import { readStep } from '../../src/lists/readStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// What the pages of lists decide, and what of a form is there again.

let ground: TrajectGround;
let sessionId = '';
before(async () => {
  ground = await trajectGround();
  sessionId = hashToken(await ground.ctx.sessions.begin(ground.carlijn.id));
});
after(() => ground.close());
beforeEach(() =>
  emptyTables(ground.sql, 'lists', 'list_mappings', 'meldingen', 'trajecten', 'jongeren', 'history'),
);

const { take, shown, refused } = stepTaker(() => ({ ctx: ground.carlijn.ctx, sessionId }));
const heads = 'leerlingnummer;voornaam;achternaam;geboortedatum';
const good = '1001;Jordi;Haamstee;4-3-2007';
const wrong = '1002;=Fenna;Oosting;31-2-2006';
const pathTo = (id: string, more = '') => ({ path: `/medewerker/lijsten/${id}${more}`, params: { id } });
async function listOf(text: string, kind: 'uitgeschreven' | 'ingeschreven' = 'uitgeschreven') {
  const read = await readInList(
    ground.carlijn.ctx,
    { kind, asOf: '2026-11-20', sender: ground.delta },
    { text },
  );
  assert.ok(read.ok, JSON.stringify(read));
  return read.list;
}
const messages = (page: { errors: { summary: readonly { message: string }[] } }) =>
  page.errors.summary.map(({ message }) => message);

test('what is missing of a list is said at once, and what was typed is there again', async () => {
  const path = '/medewerker/lijsten/inlezen';
  const again = await refused(readStep, { path, form: { kind: 'no-show', asOf: 'ooit', text: '' } });
  assert.equal(again.status, 422);
  assert.deepEqual(messages(again.page), [
    'Vul een dag in, zoals 20-11-2026',
    'Kies van wie de lijst is',
    'Kies een bestand, of plak de lijst',
  ]);
  assert.deepEqual([again.page.values.kind, again.page.values.asOf], ['no-show', 'ooit']);
  const ahead = { kind: 'no-show', asOf: '21-11-2026', sender: ground.delta, text: `${heads}\n${good}` };
  assert.deepEqual(messages((await refused(readStep, { path, form: ahead })).page), [
    'Vul een dag in tot en met vandaag',
  ]);
  const sent = await take(readStep, { path, form: { ...ahead, asOf: 'gisteren' } });
  assert.ok(sent.kind === 'redirect' && sent.to.endsWith('?done=read'));
  const twice = await take(readStep, { path, form: { ...ahead, asOf: '19-11' } });
  assert.ok(twice.kind === 'redirect' && twice.to.endsWith('?done=repeated'));
});

test('a list begins with what keeps rows from going in, and goes on with whom nobody has', async () => {
  const id = await listOf([heads, good, wrong].join('\n'));
  const first = await shown(listStep, pathTo(id));
  assert.deepEqual([first.page.group, first.page.rows.length, first.page.groups.ready], ['wrong', 1, 1]);
  const file = await (await wrongRowsFile({ params: { id }, locals: { ...(await localsOf(id)) } })).text();
  assert.match(file, /1002;'=Fenna;Oosting;31-2-2006;/);
  const version = String(first.page.list.version);
  const taken = await take(listStep, { ...pathTo(id), form: { act: 'take-in', version } });
  assert.deepEqual(taken, { kind: 'redirect', to: `/medewerker/lijsten/${id}?done=taken-1-1-1` });
  const after = await shown(listStep, pathTo(id, '?done=taken-1-1-1'));
  assert.deepEqual(
    [after.page.group, after.page.done],
    ['unexplained', '1 rijen opgenomen, van wie 1 nieuw. 1 rijen wachten nog.'],
  );
  const late = await refused(listStep, { ...pathTo(id), form: { act: 'take-in', version } });
  assert.equal(late.status, 409);
  const mended = await take(listStep, {
    ...pathTo(id),
    form: { act: 'mend', row: '3', c1: 'Fenna', c3: '28-2-2006' },
  });
  assert.equal(mended.kind, 'redirect');
  assert.equal((await shown(listStep, pathTo(id, '?group=ready'))).page.rows.length, 1);
});

/** What a file is asked with. */
async function localsOf(id: string) {
  const { settings } = await ground.ctx.roster.current();
  const { ctx } = ground.carlijn;
  assert.ok(id);
  return { ctx, lang: 'nl' as const, sessionId, staff: null, settings, demo: false, isOpen: true };
}

test('a reason is asked for, and its note is there again', async () => {
  const id = await listOf([heads, wrong].join('\n'));
  const form = { act: 'explain', pick: '2', note: 'belde zelf' };
  const again = await refused(listStep, { ...pathTo(id), form });
  assert.deepEqual([again.status, ...messages(again.page)], [422, 'Kies een reden']);
  assert.deepEqual([again.page.values.note, again.page.picked], ['belde zelf', [2]]);
  await take(listStep, { ...pathTo(id), form: { ...form, explanation: 'works' } });
  assert.equal((await shown(listStep, pathTo(id))).page.countdown.unexplained, 0);
  const gone = await take(listStep, { ...pathTo(id), form: { act: 'remove' } });
  assert.deepEqual(gone, { kind: 'redirect', to: '/medewerker/lijsten?done=removed' });
});

test('columns are chosen, and what still stops is said beside what was chosen', async () => {
  const id = await listOf(
    ['a;b;c', '1001;Jordi van Haamstee;4-3-2007', '1002;Fenna Oosting;9-9-2006'].join('\n'),
  );
  const path = { path: `/medewerker/lijsten/${id}/kolommen`, params: { id } };
  const fields = { version: '1', firstNames: 'yes', f0: 'pupilNumber', f1: '', f2: 'birthDate' };
  const again = await refused(columnsStep, { ...path, form: fields });
  assert.equal(again.status, 422);
  assert.match(messages(again.page).join(), /Er is geen kolom met Achternaam/);
  assert.deepEqual(
    again.page.columns.map(({ field }) => field),
    ['pupilNumber', '', 'birthDate'],
  );
  const chosen = await take(columnsStep, { ...path, form: { ...fields, f1: 'fullName' } });
  assert.deepEqual(chosen, { kind: 'redirect', to: `/medewerker/lijsten/${id}?done=columns` });
});

test('who is on a good place is confirmed by choosing them', async () => {
  const first = await listOf([heads, good].join('\n'));
  await take(listStep, { ...pathTo(first), form: { act: 'take-in', version: '1' } });
  const id = await listOf([heads, good].join('\n'), 'ingeschreven');
  await take(listStep, { ...pathTo(id), form: { act: 'take-in', version: '1' } });
  const path = { path: `/medewerker/lijsten/${id}/geplaatst`, params: { id } };
  assert.deepEqual(messages((await refused(placedStep, { ...path, form: { leeg: '' } })).page), [
    'Kies minstens 1 rij',
  ]);
  assert.deepEqual(messages((await refused(placedStep, { ...path, form: { pick: '2 9' } })).page), [
    'Jordi Haamstee is net gewijzigd. Kijk eerst en kies opnieuw',
  ]);
  const { all } = (await shown(placedStep, path)).page;
  const { picked } = (await shown(placedStep, { ...path, path: all })).page;
  assert.deepEqual([picked, (await shown(placedStep, path)).page.picked], [['2 1'], []]);
  const done = await take(placedStep, { ...path, form: { pick: '2 1' } });
  assert.deepEqual(done, { kind: 'redirect', to: `/medewerker/lijsten/${id}/geplaatst?done=1` });
  assert.equal((await shown(placedStep, path)).page.proposals.length, 0);
});
