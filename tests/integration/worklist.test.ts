import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { organisations } from '#db/schema/index.ts';
import { NotAllowed } from '#server/access/may.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { takeIn } from '#server/meldingen/takeIn.ts';
import { readToday } from '#server/today/readToday.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { countDue } from '#server/trajecten/countDue.ts';
import { moveCaseload } from '#server/trajecten/moveCaseload.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { readWorklist } from '#server/trajecten/readWorklist.ts';
import { setNext } from '#server/trajecten/setNext.ts';
import { afterSchema, type WorklistView } from '#server/trajecten/worklistSchema.ts';
import { listStep } from '../../src/worklist/listStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type RaceGround, raceGround } from '../support/raceGround.ts';

// What a casemanager is to do next, of themselves and of their team.

let ground: RaceGround;
let carlijn: Ctx;
let noor: Ctx;
let elsewhere: Ctx;
let schoolmedewerker: Ctx;
let sessionId = '';
const ids = { carlijn: '', noor: '', otto: '', school: '' };
before(async () => {
  ground = await raceGround(0);
  const { db, ctx } = ground;
  ids.carlijn = await makeCasemanager(db, [], { firstName: 'Carlijn', roles: ['coordinator'] });
  ids.noor = await makeCasemanager(db, [], { firstName: 'Noor' });
  ids.otto = await makeCasemanager(db, [], { firstName: 'Otto', team: 'Escamp' });
  carlijn = staffCtx(ctx, ids.carlijn, { firstName: 'Carlijn', roles: ['coordinator'] });
  noor = staffCtx(ctx, ids.noor, { firstName: 'Noor' });
  elsewhere = staffCtx(ctx, ids.otto, { firstName: 'Otto', team: 'Escamp' });
  schoolmedewerker = staffCtx(ctx, ids.noor, { roles: ['schoolmedewerker'] });
  sessionId = hashToken(await ctx.sessions.begin(ids.carlijn));
  const [made] = await db
    .insert(organisations)
    .values({ name: 'ROC De Delta', kind: 'school' })
    .returning({ id: organisations.id });
  ids.school = made?.id ?? '';
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

let pupils = 0;
/** A traject that waits for the coordinator to assign it. */
async function reported(
  {
    lastName = 'Haamstee',
    birthDate = '2007-03-04',
    kind = 'rmc',
  }: Partial<{ lastName: string; birthDate: string; kind: 'rmc' | 'v3' | 'uit' }> = {},
  school: string | null = ids.school,
): Promise<string> {
  pupils += 1;
  const pupil = {
    firstName: `Jordi${pupils}`,
    lastName,
    birthDate,
    secretAddress: false,
    pupilNumber: `${pupils}`,
  };
  const reporter =
    school === null
      ? ({ source: 'staff', organisation: null, staff: ids.noor } as const)
      : ({ source: 'school', organisation: school, staff: ids.noor } as const);
  const result = await write(ground.ctx, (w) =>
    takeIn(w, reporter, { pupil, melding: { kind, beganOn: '2026-11-01' } }),
  );
  assert.ok(result.ok, JSON.stringify(result));
  return result.traject;
}
const give = async (id: string, to: string, by = carlijn) =>
  assert.ok((await assign(by, { to, trajecten: [{ id, version: 1 }] })).ok);
const dueOn = async (id: string, on: string) => {
  await ground.sql`update trajecten set next_on = ${on} where id = ${id}`;
};
const read = (ctx: Ctx, view: WorklistView, more: Partial<Parameters<typeof readWorklist>[1]> = {}) =>
  readWorklist(ctx, { view, filters: {}, after: null, ...more });
const idsOf = async (...args: Parameters<typeof read>) => (await read(...args)).rows.map(({ id }) => id);

test('one sees what is one’s own and of the own team, and nothing of another', async () => {
  const mine = await reported();
  const newOne = await reported();
  const theirs = await reported();
  await give(mine, ids.noor);
  await ground.sql`update trajecten set owner_id = ${ids.otto}, assigned_at = now() where id = ${theirs}`;
  assert.deepEqual(await idsOf(noor, 'mine'), [mine]);
  assert.deepEqual(new Set(await idsOf(noor, 'team')), new Set([mine, newOne]));
  assert.deepEqual(await idsOf(noor, 'unassigned'), [newOne]);
  assert.deepEqual(await idsOf(elsewhere, 'team'), [theirs]);
  // By the owner in the address neither.
  assert.deepEqual(await idsOf(noor, 'team', { filters: { owner: ids.otto } }), []);
  assert.deepEqual((await read(elsewhere, 'mine')).counts, {
    mine: 1,
    team: 1,
    unassigned: 0,
    late: 0,
    birthday: null,
    looks: 0,
  });
  await assert.rejects(read(schoolmedewerker, 'mine'), NotAllowed);
});

test('without a team one sees what is one’s own', async () => {
  const mine = await reported();
  await give(mine, ids.noor);
  await reported();
  const alone = staffCtx(ground.ctx, ids.noor, { team: null });
  assert.deepEqual(await idsOf(alone, 'team'), [mine]);
});

test('what is late comes first, and what is closed is on no list', async () => {
  const [later, late, today, closed] = [
    await reported(),
    await reported(),
    await reported(),
    await reported(),
  ];
  await dueOn(later, '2026-12-04');
  await dueOn(late, '2026-11-18');
  await dueOn(today, '2026-11-20');
  const input = { version: 1, destination: 'none', meldingen: 'left-otherwise' } as const;
  assert.ok((await closeTraject(carlijn, closed, input)).ok);
  assert.deepEqual(await idsOf(noor, 'team'), [late, today, later]);
  assert.deepEqual(await idsOf(noor, 'late'), [late]);
  assert.equal((await read(noor, 'team')).counts.late, 1);
});

test('the pages are each traject once, also where many are due on one day', async () => {
  const made: string[] = [];
  for (let at = 0; at < 53; at++) made.push(await reported());
  await ground.sql`update trajecten set owner_id = ${ids.noor} where id = any(${made.slice(0, 25)}::uuid[])`;
  const first = await read(noor, 'team');
  assert.equal(first.rows.length, 50);
  assert.equal(first.counts.team, 53);
  const second = await read(noor, 'team', { after: afterSchema.parse(first.next) });
  assert.equal(second.next, null);
  const all = [...first.rows, ...second.rows].map(({ id }) => id);
  assert.deepEqual(all, made.toSorted());
});

test('a row says who it is, what was reported, what was tried, and by when something is due', async () => {
  const id = await reported({ birthDate: '2007-03-04', kind: 'uit' });
  await give(id, ids.noor);
  const before = (await read(noor, 'mine')).rows[0];
  assert.deepEqual(before?.term, { step: 'contact', by: '2026-11-25', daysLate: 0, settingOf: null });
  assert.equal(before?.nextAction, 'call');
  ground.clock.set('2026-11-26T10:00:00+01:00');
  assert.equal((await read(noor, 'mine')).rows[0]?.term?.daysLate, 1);
  for (const [way, version] of [
    ['call', 2],
    ['email', 3],
  ] as const)
    assert.ok((await noteContact(noor, id, { version, way, party: 'jongere', outcome: 'no-answer' })).ok);
  const row = (await read(noor, 'mine')).rows[0];
  assert.ok(row);
  const { age, school, meldingen, tries, ways, term, name, ownerFirstName } = row;
  assert.deepEqual(
    { age, school, meldingen, tries, ways: ways.toSorted(), term, ownerFirstName },
    {
      age: 19,
      school: 'ROC De Delta',
      meldingen: [{ kind: 'uit', reportedOn: '2026-11-20' }],
      tries: 2,
      ways: ['call', 'email'],
      term: { step: 'intake', by: '2026-12-04', daysLate: 0, settingOf: null },
      ownerFirstName: 'Noor',
    },
  );
  assert.match(name, /^Jordi\d+ Haamstee$/);
});

test('who turns 18 or 27 within the days that are set is named, who just did is not', async () => {
  const soon = await reported({ birthDate: '2009-01-19', kind: 'v3' });
  const last = await reported({ birthDate: '2008-11-21', kind: 'v3' });
  await reported({ birthDate: '2009-01-20', kind: 'v3' });
  await reported({ birthDate: '2008-11-20' });
  const old = await reported({ birthDate: '1999-12-01' });
  const found = await read(noor, 'birthday');
  assert.deepEqual(new Set(found.rows.map(({ id }) => id)), new Set([soon, last, old]));
  assert.equal(found.counts.birthday, 3);
  assert.deepEqual(found.rows.find(({ id }) => id === old)?.turns, { age: 27, on: '2026-12-01' });
  assert.ok(found.rows.every(({ turns }) => turns !== null));
});

test('filters are about the melding, the school, the state and the owner, alone and together', async () => {
  const [left, away, none] = [
    await reported({ kind: 'uit' }),
    await reported(),
    await reported({ kind: 'uit' }, null),
  ];
  await give(away, ids.noor);
  const by = (filters: Parameters<typeof readWorklist>[1]['filters']) => idsOf(noor, 'team', { filters });
  assert.deepEqual(new Set(await by({ kind: 'uit' })), new Set([left, none]));
  assert.deepEqual(new Set(await by({ school: ids.school })), new Set([left, away]));
  assert.deepEqual(await by({ kind: 'uit', school: ids.school }), [left]);
  assert.deepEqual(await by({ owner: ids.noor }), [away]);
  assert.deepEqual(await by({ state: 'intake' }), []);
  assert.equal((await by({ state: 'nieuw' })).length, 3);
});

const path = '/medewerker/trajecten?view=team';
const { take, shown, refused } = stepTaker(() => ({ ctx: carlijn, sessionId }));
const messages = (page: { errors: { summary: readonly { message: string }[] } }) =>
  page.errors.summary.map(({ message }) => message);

test('many are assigned at once; what a colleague changed meanwhile stays, and is named', async () => {
  const [one, other, changed] = [await reported(), await reported(), await reported()];
  const name = (await read(carlijn, 'team')).rows.find(({ id }) => id === changed)?.name ?? '';
  assert.ok((await setNext(carlijn, changed, { version: 1, action: 'call', on: '2026-11-23' })).ok);
  const picks = [one, other, changed].map((id): [string, string] => ['pick', `${id} 1`]);
  const again = await refused(listStep, { path, form: [['act', 'assign'], ['to', ids.noor], ...picks] });
  assert.deepEqual([again.status, again.page.done], [409, 2]);
  assert.deepEqual(messages(again.page), [`${name} is net gewijzigd. Kijk eerst en kies opnieuw`]);
  assert.deepEqual(new Set(await idsOf(noor, 'mine')), new Set([one, other]));
  const later = { act: 'assign', to: ids.noor, pick: `${changed} 2` };
  assert.deepEqual(await take(listStep, { path, form: later }), { kind: 'redirect', to: `${path}&done=1` });
  assert.equal((await shown(listStep, { path: `${path}&done=1` })).page.done, 1);
});

test('to nobody, of nothing and to another team nothing is assigned', async () => {
  const pick = `${await reported()} 1`;
  const tried = async (values: Record<string, string>) => {
    const { status, page } = await refused(listStep, { path, form: { act: 'assign', ...values } });
    return [status, ...messages(page)];
  };
  assert.deepEqual(await tried({ to: '', pick }), [422, 'Kies aan wie je toewijst']);
  assert.deepEqual(await tried({ to: ids.noor }), [422, 'Kies minstens 1 traject']);
  const elsewhere = 'Deze collega kan geen trajecten krijgen. Kies iemand anders';
  assert.deepEqual(await tried({ to: ids.otto, pick }), [409, elsewhere]);
  assert.deepEqual(await tried({ to: ids.noor, pick: 'x' }), [422, 'Er ging iets mis. Probeer het opnieuw']);
  assert.equal((await read(carlijn, 'unassigned')).counts.unassigned, 1);
});

test('the next action is changed in place, by a date as people type it, and not on what changed', async () => {
  const id = await reported();
  const asked = (on: string) => ({
    path: `${path}&next=${id}`,
    form: { act: 'next', id, version: '1', action: 'call', on },
  });
  const wrong = await refused(listStep, asked('gisteren'));
  assert.deepEqual([wrong.status, wrong.page.changing, wrong.page.values.on], [422, id, 'gisteren']);
  assert.deepEqual(await take(listStep, asked('morgen')), { kind: 'redirect', to: `${path}&done=0` });
  const row = (await read(carlijn, 'mine')).rows[0];
  assert.deepEqual([row?.nextAction, row?.nextOn], ['call', '2026-11-21']);
  assert.equal((await refused(listStep, asked('morgen'))).status, 409);
});

test('all trajecten of a colleague are moved at once; what somebody changes at the same moment is not lost', async () => {
  const daan = await makeCasemanager(ground.db, [], { firstName: 'Daan' });
  const ownerOf = async (id: string) =>
    (await ground.sql`select owner_id as owner from trajecten where id = ${id}`)[0]?.owner;
  const many = await Promise.all(Array.from({ length: 6 }, () => reported()));
  for (const id of many) await give(id, ids.noor);
  const [first = '', second = '', third = ''] = many;
  const [moved, next, again, back] = await Promise.all([
    moveCaseload(carlijn, { from: ids.noor, to: [daan] }),
    setNext(noor, first, { version: 2, action: 'visit', on: '2026-12-01', note: undefined }),
    moveCaseload(carlijn, { from: ids.noor, to: [daan] }),
    assign(carlijn, { to: ids.carlijn, trajecten: [{ id: second, version: 2 }] }),
  ]);
  assert.ok(moved.ok && again.ok && back.ok);
  const rows = await ground.sql`
    select id, owner_id as owner, next_action as next, version from trajecten where id = any(${many}::uuid[]) order by id`;
  for (const { id, owner, next: action, version } of rows) {
    const isBack: boolean = id === second && back.assigned.length === 1;
    // Given away before it was moved it is hers; given from what was moved already it was `changed`.
    assert.equal(owner, isBack ? ids.carlijn : daan);
    assert.ok(action !== null && version >= 3);
    if (id === first) assert.equal(action === 'visit', next.ok, 'done, or told that it changed');
  }
  assert.deepEqual(await idsOf(noor, 'mine'), []);
  const elsewhereTo = await moveCaseload(carlijn, { from: daan, to: [ids.otto] });
  assert.deepEqual(elsewhereTo, { ok: false, error: 'owner-unknown' });
  assert.equal((await moveCaseload(elsewhere, { from: daan, to: [ids.otto] })).ok, false);
  assert.equal((await moveCaseload(carlijn, { from: daan, to: [ids.noor, daan] })).ok, false);
  assert.equal(await ownerOf(third), daan);

  const path = `/medewerker/trajecten?view=team&owner=${daan}`;
  const wrong = await refused(listStep, { path, form: { act: 'caseload', from: daan, receiver: '' } });
  assert.deepEqual([wrong.status, Object.keys(wrong.page.errors.of)], [422, ['receiver']]);
  const done = await take(listStep, { path, form: { act: 'caseload', from: daan, receiver: ids.noor } });
  assert.ok(done.kind === 'redirect' && /done=\d/.test(done.to));
  assert.equal(await ownerOf(third), ids.noor);
  await ground.sql`update trajecten set next_on = '2026-11-02' where id = ${third}`;
  const due = await countDue(noor);
  const told = (await readToday(noor)).toDo.flatMap((one) => (one.kind === 'trajecten' ? one.count : []));
  assert.deepEqual([due, told], [1, [1]], 'what is due stands on the page of today too');
});

test('a caseload is dealt out evenly among colleagues, what is due first by turns, and each who gets some is told', async () => {
  const busy = await makeCasemanager(ground.db, [], { firstName: 'Bo' });
  const free = await makeCasemanager(ground.db, [], { firstName: 'Fien' });
  const ill = await makeCasemanager(ground.db, [], { firstName: 'Ilse' });
  await give(await reported(), busy);
  const days = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'];
  const many: string[] = [];
  for (const on of days) {
    const id = await reported();
    await give(id, ill);
    await ground.sql`update trajecten set next_on = ${on} where id = ${id}`;
    many.push(id);
  }
  await ground.sql`delete from outbox`;
  const path = `/medewerker/trajecten?view=team&owner=${ill}&move=yes`;
  const form: [string, string][] = [
    ['act', 'caseload'],
    ['from', ill],
    ['receiver', busy],
    ['receiver', free],
  ];
  const done = await take(listStep, { path, form });
  assert.deepEqual(done, { kind: 'redirect', to: `/medewerker/trajecten?view=team&owner=${ill}&done=5` });
  const rows = await ground.sql`
    select owner_id as owner, next_action as next from trajecten where id = any(${many}::uuid[]) order by next_on`;
  assert.deepEqual(
    rows.map(({ owner }) => owner),
    [free, busy, free, busy, free],
  );
  assert.ok(rows.every(({ next }) => next !== null));
  const told = await ground.sql`select kind, staff_id as who from outbox order by staff_id`;
  assert.deepEqual(
    [...told],
    [busy, free].toSorted().map((who) => ({ kind: 'caseload-received', who })),
  );
});

test('what one looks at is kept for oneself, and opens the next time, until it is forgotten', async () => {
  const plain = '/medewerker/trajecten';
  const path = `${plain}?view=team&state=nieuw`;
  assert.equal((await shown(listStep, { path: plain })).page.isKept, false);
  const kept = await take(listStep, { path, form: { act: 'keep' } });
  assert.ok(kept.kind === 'redirect' && !kept.to.includes('done='));
  assert.deepEqual(await take(listStep, { path: plain }), { kind: 'redirect', to: path });
  assert.equal((await shown(listStep, { path })).page.isKept, true);
  assert.equal(
    (await shown(listStep, { path: `${plain}?view=mine` })).page.isKept,
    false,
    'asked for, it is shown',
  );
  const ofNoor = stepTaker(() => ({ ctx: noor }));
  assert.equal((await ofNoor.shown(listStep, { path: plain })).page.view, 'mine');
  await ground.sql`update staff set worklist_filter = '{"view":"of another release"}' where id = ${ids.carlijn}`;
  assert.equal((await shown(listStep, { path: plain })).page.view, 'mine');
  await take(listStep, { path, form: { act: 'keep' } });
  await take(listStep, { path, form: { act: 'forget' } });
  assert.equal((await shown(listStep, { path: plain })).page.view, 'mine');
});
