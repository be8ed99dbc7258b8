import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation, organisations } from '#db/schema/index.ts';
import { publishMonths } from '#server/figures/publishMonths.ts';
import { readFigures } from '#server/figures/readFigures.ts';
import { write } from '#server/kernel/write.ts';
import type { TakeInInput } from '#server/meldingen/schema.ts';
import { closeTraject, reopenTraject } from '#server/trajecten/close.ts';
import { wipeJongere } from '#server/trajecten/forgetJongeren.ts';
import { joinJongeren } from '#server/trajecten/joinJongeren.ts';
import { moveOn } from '#server/trajecten/moveOn.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { texts } from '../../src/content/texts.ts';
import { figuresCsv } from '../../src/figures/csv.ts';
import { trajectFiguresStep } from '../../src/figures/figuresStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { report, type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// Figures of trajecten follow from the days of ordinary work: decision 0088.

let ground: TrajectGround;
let other: string;
/** With this id it stands behind the own gemeente in October 2026. */
const neighbour = '00000000-0000-4000-8000-000000000002';
before(async () => {
  ground = await trajectGround();
  other = await ground.school('Vakschool Zuiderwold');
  const gemeente = { id: neighbour, name: 'Gemeente Zuiderwold', kind: 'gemeente' } as const;
  await ground.db.insert(organisations).values(gemeente);
});
after(() => ground.close());
beforeEach(() =>
  emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history', 'appointments', 'figure_months'),
);

const on = (day: string, year = 2026) => ground.clock.set(`${year}-${day}T10:00:00+01:00`);

let people = 0;
/** So many jongeren whom a school reports now; gives their trajecten. */
async function reported(
  count: number,
  {
    kind = 'rmc',
    school = ground.delta,
    residence,
  }: { kind?: TakeInInput['melding']['kind']; school?: string; residence?: string } = {},
): Promise<string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index++) {
    people += 1;
    const name = { firstName: `Jongere${people}`, lastName: `Achternaam${people}` };
    const input = report(kind, { ...name, pupilNumber: String(people), residence });
    const melding = { ...input.melding, beganOn: '2026-09-01' };
    made.push((await ground.reported({ ...input, melding }, school)).traject);
  }
  return made;
}

async function called(trajecten: readonly string[]): Promise<void> {
  for (const id of trajecten) {
    const version = await ground.versionOf(id);
    const tried = { version, way: 'call', party: 'jongere', outcome: 'reached' } as const;
    assert.ok((await noteContact(ground.noor.ctx, id, tried)).ok);
  }
}

async function started(trajecten: readonly string[]): Promise<void> {
  for (const id of trajecten)
    for (const state of ['intake', 'lopend'] as const) {
      const moved = await moveOn(ground.noor.ctx, id, { version: await ground.versionOf(id), state });
      assert.ok(moved.ok, JSON.stringify(moved));
    }
}

/** Of each a gesprek that was held, and one that was missed. */
async function talked(trajecten: readonly string[]): Promise<void> {
  for (const id of trajecten)
    for (const outcome of ['geweest', 'niet-verschenen']) {
      const [made] = await ground.sql<{ id: string }[]>`
        insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during, local_date,
          reference, token_hash, created_at, name, name_folded, email, phone, age_group, outcome)
        select gen_random_uuid(), 'booked', t.id, l.id, 'op-locatie', ${ground.noor.id}, at, at + interval '30 min', tstzrange(at, at + interval '30 min'), at::date,
          gen_random_uuid()::text, gen_random_uuid()::text, at, 'Noa', 'noa', 'noa@example.nl', '+31612345678', '18-22', ${outcome}
        from (select id from topics limit 1) t, (select id from locations limit 1) l,
          (select timestamptz '2026-10-20 08:00Z' + (select count(*) from appointments) * interval '1 hour' as at) made
        returning id`;
      await ground.sql`
        insert into traject_links (traject_id, appointment_id, at, to_follow) values (${id}, ${made?.id ?? ''}, now(), false)`;
    }
}

async function closed(trajecten: readonly string[], destination: 'training' | 'none'): Promise<void> {
  for (const id of trajecten) {
    const version = await ground.versionOf(id);
    const check = destination === 'training' ? ('school' as const) : undefined;
    const input = { version, destination, check, meldingen: 'left-for-training' } as const;
    assert.ok((await closeTraject(ground.noor.ctx, id, input)).ok);
  }
}

/** What was published with a month, as `subject breakdown: categories count`; without whom there was none to tell apart from. */
async function published(month: string): Promise<string[]> {
  const names = new Map([
    [ground.delta, 'Delta'],
    [other, 'Vakschool'],
    [neighbour, 'Zuiderwold'],
    [firstOrganisation, 'eigen'],
  ]);
  const rows = await ground.sql<
    { subject: string; breakdown: string; categories: string[]; count: number }[]
  >`
    select subject, breakdown, categories, count from published_figures
    where month = ${month} and subject like 'traject-%' order by subject, breakdown, count desc`;
  return rows.map(({ subject, breakdown, categories, count }) => {
    const known = categories.filter((one) => one !== '-').map((one) => names.get(one) ?? one);
    const said = known.length > 3 ? `${known[0]}…` : known.toSorted().join('+');
    return `${subject.slice(8)} ${breakdown}: ${said} ${count}`;
  });
}

/** The first quarter of 2026-2027: 15 of Delta from here; of the Vakschool 6 from Zuiderwold and 2 from elsewhere, who are called in November. */
async function autumn(): Promise<string[]> {
  on('10-01');
  const ofDelta = await reported(15);
  on('10-05');
  await called(ofDelta);
  on('10-14');
  await started(ofDelta.slice(0, 5));
  on('10-15');
  const late = await reported(6, { kind: 'uit', school: other, residence: 'zuiderwold' });
  late.push(...(await reported(2, { kind: 'uit', school: other, residence: 'Elders' })));
  await started(ofDelta.slice(5, 8));
  on('10-29');
  await started(ofDelta.slice(8, 10));
  on('10-30');
  await started(ofDelta.slice(10));
  await talked(ofDelta.slice(0, 5));
  on('10-31');
  await closed(ofDelta.slice(0, 5), 'training');
  await closed(ofDelta.slice(5, 10), 'none');
  on('11-02');
  await called(late);
  return ofDelta;
}

const ofAutumn = [
  'approached gemeente: Zuiderwold+eigen 15',
  'approached kind: rmc… 15',
  'approached school: Delta+Vakschool 15',
  'ended destination: training 5',
  'ended destination: work-and-learn… 5',
  'ended gemeente: Zuiderwold+eigen 10',
  'ended kind: rmc… 10',
  // All within a month; five had a gesprek, five had none.
  'ended length: longer+under-1+under-6 10',
  'ended talks: more+one+two-or-three 5',
  'ended talks: none 5',
  'ended school: Delta+Vakschool 10',
  'intakes gemeente: Zuiderwold+eigen 15',
  'intakes kind: rmc… 15',
  'intakes school: Delta+Vakschool 15',
  // After 13 days, after 14 and 28, and after 29.
  'intakes term: later 5',
  'intakes term: within-2-weeks 5',
  'intakes term: within-4-weeks 5',
  'opened course: back+new 23',
  'opened gemeente: eigen 15',
  'opened gemeente: Zuiderwold 8',
  'opened kind: rmc 15',
  'opened kind: uit… 8',
  'opened school: Delta 15',
  'opened school: Vakschool 8',
  'started gemeente: Zuiderwold+eigen 15',
  'started kind: rmc… 15',
  'started school: Delta+Vakschool 15',
];

test('what is published of a quarter is what counting by hand gives; schools and gemeenten of five and more are kept apart', async () => {
  await autumn();
  on('11-08');
  await publishMonths(ground.ctx);
  assert.deepEqual((await published('2026-10-01')).toSorted(), ofAutumn.toSorted());
  // Nothing of what came later changes it, and nobody began in September.
  assert.deepEqual(await published('2026-09-01'), []);
});

test('who was forgotten since is still counted, and nothing of who they were is left to count', async () => {
  const trajecten = await autumn();
  const rows = await ground.sql<{ id: string }[]>`
    select jongere_id as id from trajecten where id = any(${trajecten}::uuid[])`;
  on('11-07');
  await write(ground.ctx, async (w) => {
    for (const { id } of rows) await wipeJongere(w, id);
  });
  const [left] = await ground.sql`
    select count(*) filter (where wiped_at is null)::int as known, count(*)::int as all from jongeren`;
  assert.deepEqual({ ...left }, { known: 8, all: 23 });
  on('11-08');
  await publishMonths(ground.ctx);
  assert.deepEqual((await published('2026-10-01')).toSorted(), ofAutumn.toSorted());
});

test('who had a traject before comes back; who is open when a quarter begins goes on, to the nearest ten', async () => {
  const trajecten = await autumn();
  on('11-10');
  for (const id of trajecten.slice(0, 5)) {
    const version = await ground.versionOf(id);
    assert.ok((await reopenTraject(ground.noor.ctx, id, { version })).ok);
  }
  const fresh = await reported(6, { kind: 'v4' });
  // Two that are taken for one are one traject.
  const [kept = '', gone = ''] = await ground.sql<{ id: string }[]>`
    select jongere_id as id from trajecten where id = any(${fresh.slice(0, 2)}::uuid[])`.then((rows) =>
    rows.map(({ id }) => id),
  );
  assert.ok((await joinJongeren(ground.carlijn.ctx, { kept, gone })).ok);
  on('02-08', 2027);
  await publishMonths(ground.ctx);
  const opened = (await published('2027-01-01')).filter((line) => line.startsWith('opened'));
  assert.ok(opened.includes('opened course: new 5'), opened.join('\n'));
  assert.ok(opened.includes('opened course: back 5'), opened.join('\n'));
  // 23 began, 10 ended of which 5 came back: 13 went on.
  const months = await ground.sql`select month::text, going_on as open from figure_months order by month`;
  assert.deepEqual(
    months.map((row) => ({ ...row })),
    [
      { month: '2026-10-01', open: null },
      { month: '2026-11-01', open: 10 },
      { month: '2026-12-01', open: null },
      { month: '2027-01-01', open: null },
    ],
  );
});

test('months are answered by whole quarters, which are the sum of what was published, also as a file', async () => {
  await autumn();
  on('02-08', 2027);
  await publishMonths(ground.ctx);
  const { ctx } = ground.noor;
  const { shown } = stepTaker(() => ({ ctx }));
  const { page } = await shown(trajectFiguresStep, {
    path: '/medewerker/cijfers/trajecten?from=2026-11&until=2026-10',
  });
  assert.ok(page.view === 'figures');
  assert.deepEqual(page.period, { kind: 'months', first: '2026-08-01', last: '2027-01-01' });
  assert.deepEqual([page.note, page.published], ['quarter', ['2026-10-01', '2027-01-01']]);
  const figures = await readFigures(ctx, page.period, { part: 'trajecten', published: page.published });
  const totals = figures.subjects.map(({ subject, total }) => [subject.slice(8), total.now, total.before]);
  assert.deepEqual(totals, [
    ['opened', 23, null],
    ['approached', 23, null],
    ['intakes', 15, null],
    ['started', 15, null],
    ['ended', 10, null],
  ]);
  assert.deepEqual(figures.goingOn, { now: null, before: null });
  const winter = { kind: 'months', first: '2026-11-01', last: '2027-01-01' } as const;
  const ofWinter = await readFigures(ctx, winter, { part: 'trajecten', published: page.published });
  // 23 began in autumn and 10 ended.
  assert.deepEqual(ofWinter.goingOn, { now: 10, before: null });
  assert.deepEqual(figures.firstFree, []);
  await ground.sql`update organisations set name = '=HYPERLINK("x")' where id = ${ground.delta}`;
  const renamed = await readFigures(ctx, page.period, { part: 'trajecten', published: page.published });
  const csv = figuresCsv(texts('nl'), renamed, await ctx.roster.current());
  assert.match(csv, /^2026-08\.\.2027-01,traject-going-on,about,,,\r$/m);
  assert.match(csv, /^2026-08\.\.2027-01,traject-opened,school,"'=HYPERLINK\(""x""\).*",\d+,\r$/m);
  await ground.sql`update organisations set name = 'ROC De Delta' where id = ${ground.delta}`;
});

test('a school that was large in published figures stands first, and so alone again beside two small ones', async () => {
  const small = await ground.school('Klein College');
  await ground.sql.begin(async (tx) => {
    await tx`insert into figure_months (month, published_at) values ('2026-09-01', now())`;
    for (const [place, categories, count] of [
      [0, [small, other], 9],
      [1, [ground.delta], 9],
    ] as const)
      await tx`
        insert into published_figures (month, subject, breakdown, place, categories, count)
        values ('2026-09-01', 'traject-opened', 'school', ${place}, ${[...categories]}, ${count})`;
  });
  on('10-09');
  await reported(2, { school: small });
  await reported(3, { school: other });
  await reported(6);
  on('11-08');
  await publishMonths(ground.ctx);
  const lines = await published('2026-10-01');
  assert.ok(lines.includes('opened school: Delta 6'), lines.join('\n'));
  await ground.sql`update organisations set kind = 'jongerenwerk' where id = ${small}`;
});
