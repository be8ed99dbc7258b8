import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { NotAllowed } from '#server/access/may.ts';
import { book } from '#server/booking/book.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { groupSmall } from '#server/figures/groupSmall.ts';
import { publishMonths } from '#server/figures/publishMonths.ts';
import { readFigures, readMonths } from '#server/figures/readFigures.ts';
import { sampleFirstFree } from '#server/figures/sampleFirstFree.ts';
import { countVisits, type Move } from '#server/figures/visits.ts';
import { loadRoster } from '#server/roster/load.ts';
import { texts } from '../../src/content/texts.ts';
import { figuresCsv } from '../../src/figures/csv.ts';
import { figuresStep } from '../../src/figures/figuresStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeLocation, makeServices, staffCtx } from '../support/factories.ts';
import { raceGround, request } from '../support/raceGround.ts';

const ground = await raceGround(0);
const { sql, db, clock, ctx } = ground;
const noor = await makeCasemanager(db, [{ locationId: 'centrum' }]);
await makeLocation(db, { id: 'haven', position: 1 });
await makeLocation(db, { id: 'laak', position: 2 });
after(() => ground.close());

beforeEach(async () => {
  await emptyTables(sql, 'appointments', 'chat_figures', 'visit_days', 'figure_months', 'first_free_days');
  clock.set('2026-11-20T10:00:00+01:00');
});

interface Past {
  day: string;
  location: string;
  channel: string | null;
  status: 'booked' | 'cancelled';
  outcome: string | null;
}

let quarters = 0;
/** So many afspraken that are over and of which nobody is known any more. */
async function past(
  count: number,
  { day, location, channel, status, outcome }: Partial<Past> = {},
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const start = new Date(Date.UTC(2020, 0, 1) + 900_000 * quarters++).toISOString();
    await sql`
      insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
        local_date, created_at, wiped_at, channel, outcome)
      values (${randomUUID()}, ${status ?? 'booked'}, 'kort', ${location ?? 'centrum'}, 'op-locatie', ${noor}, ${start},
        ${start}::timestamptz + interval '15 minutes', tstzrange(${start}, ${start}::timestamptz + interval '15 minutes'),
        ${day ?? '2026-10-14'}, ${start}, ${start}, ${channel ?? 'self'}, ${outcome ?? null})`;
  }
}

/** What was published of afspraken, as `breakdown: categories count`. */
const published = async (subject = 'appointments') =>
  (
    await sql<{ line: string }[]>`
      select month || ' ' || breakdown || ': ' || array_to_string(categories, '+') || ' ' || count as line
      from published_figures where subject = ${subject} order by month, breakdown, place`
  ).map(({ line }) => line);

test('a month is published some days after it ended, in groups of at least five, and then never changes', async () => {
  await past(7, { outcome: 'geweest' });
  await past(3, { location: 'haven', status: 'cancelled', channel: 'chat' });
  await past(6, { day: '2026-10-31', location: 'laak', outcome: 'niet-verschenen' });
  await past(9, { day: '2026-11-01' });
  await past(6, { channel: 'walk-in', outcome: 'geweest' });
  clock.set('2026-11-07T23:59:00+01:00');
  await publishMonths(ctx);
  assert.deepEqual(await published(), []);

  clock.set('2026-11-08T00:00:00+01:00');
  await publishMonths(ctx);
  const first = await published();
  assert.deepEqual(first, [
    '2026-10-01 channel: self+desk+chat+jongerenwerk 16',
    '2026-10-01 location: centrum 7',
    '2026-10-01 location: haven+laak 9',
    '2026-10-01 outcome: geweest 7',
    '2026-10-01 outcome: niet-verschenen+afgezegd+verzet+open 9',
    '2026-10-01 week: 2026-10-01+2026-10-05+2026-10-12 10',
    '2026-10-01 week: 2026-10-19+2026-10-26 6',
  ]);
  assert.deepEqual(await published('walk-ins'), [
    '2026-10-01 location: centrum+haven+laak 6',
    '2026-10-01 outcome: geweest+niet-verschenen+afgezegd+verzet+open 6',
    '2026-10-01 week: 2026-10-01+2026-10-05+2026-10-12+2026-10-19+2026-10-26 6',
  ]);

  // What comes later, and a second turn, change nothing.
  await past(20, { location: 'haven' });
  await publishMonths(ctx);
  assert.deepEqual(await published(), first);
  for (const change of [
    sql`update published_figures set count = count + 1`,
    sql`delete from published_figures`,
    sql`delete from figure_months`,
    sql`insert into published_figures values ('2026-10-01', 'booking', 'step', 0, '{how}', 9)`,
  ])
    await assert.rejects(change, /do not change|published already/);
});

test('what is published is what counting by hand gives, put together by the same rule', async () => {
  const chats: {
    id: string;
    day: string;
    kind: 'chat' | 'question';
    waited: number | null;
    rating: number | null;
    wrote: number;
    answered: number;
  }[] = [];
  for (let index = 0; index < 60; index++) {
    const waited = index % 4 === 0 ? null : index * 7;
    chats.push({
      id: randomUUID(),
      day: `2026-09-${1 + (index % 30)}`,
      kind: 'chat',
      waited,
      rating: index % 3 || null,
      wrote: index % 8 === 0 ? 0 : 1,
      answered: index % 10 === 9 ? 0 : 1,
    });
  }
  for (const { id, day, kind, waited, rating, wrote, answered } of chats)
    await sql`
      insert into chat_figures (id, day, kind, close_reason, language, ahead, waited_seconds, length_seconds,
        jongere_messages, staff_messages, rating)
      values (${id}, ${day}, ${kind}, 'ended', 'nl', 0, ${waited}, 60, ${wrote}, ${answered}, ${rating})`;
  await publishMonths(ctx);
  const waiting = (from: number, until: number) =>
    chats.filter(({ waited, answered }) => answered && waited !== null && waited > from && waited <= until)
      .length;
  const unanswered = chats.filter(({ waited, answered }) => waited !== null && !answered);
  const opened = chats.filter(({ waited, wrote }) => waited === null && !wrote);
  const expected = groupSmall([
    { category: 'within-1', count: waiting(-1, 60) },
    { category: 'within-2', count: waiting(60, 120) },
    { category: 'within-5', count: waiting(120, 300) },
    { category: 'longer', count: waiting(300, 9999) },
    { category: 'unanswered', count: unanswered.length },
    { category: 'left', count: chats.filter(({ waited }) => waited === null).length - opened.length },
    { category: 'opened', count: opened.length },
  ]).map(({ categories, count }) => `2026-09-01 waiting: ${categories.join('+')} ${count}`);
  const lines = await published('chats');
  assert.deepEqual(
    lines.filter((line) => line.includes('waiting')),
    expected,
  );
  assert.ok(lines.includes('2026-09-01 topic: kort+lang+- 60'));
  assert.deepEqual(
    lines.filter((line) => line.includes('rating')),
    ['2026-09-01 rating: unrated 20', '2026-09-01 rating: glad+neither 20', '2026-09-01 rating: sad 20'],
  );
});

test('visitors are published by how far they came, by week and by language, with one sum; a step below nothing is nobody', async () => {
  const visits = countVisits(ctx);
  const moved = (count: number, move: Omit<Move, 'subject'>) => {
    for (let index = 0; index < count; index++) visits.moved({ subject: 'check', ...move });
  };
  clock.set('2026-09-02T10:00:00+02:00');
  moved(30, { language: 'nl', to: 'stopped' });
  moved(18, { language: 'nl', from: 'stopped', to: 'nee' });
  // Of these it was lost that they began.
  moved(6, { language: 'en', from: 'stopped', to: 'ja' });
  clock.set('2026-09-30T10:00:00+02:00');
  moved(7, { language: 'nl', to: 'beoordelen' });
  await visits.close();
  clock.set('2026-11-20T10:00:00+01:00');
  await publishMonths(ctx);
  assert.deepEqual(await published('check'), [
    '2026-09-01 language: nl 37',
    '2026-09-01 language: en 6',
    '2026-09-01 verdict: stopped 12',
    '2026-09-01 verdict: ja 6',
    '2026-09-01 verdict: nee 18',
    '2026-09-01 verdict: beoordelen 7',
    '2026-09-01 week: 2026-09-01 36',
    '2026-09-01 week: 2026-09-07+2026-09-14+2026-09-21+2026-09-28 7',
  ]);
});

test('of two processes that publish at once one does, and a month without five of anything is published empty', async () => {
  await past(30);
  await past(4, { day: '2026-08-03' });
  const other = await makeServices({ sql, db }, { clock });
  await Promise.all([publishMonths(ctx), publishMonths(other), publishMonths(ctx)]);
  await other.close();
  const [row] = await sql`select count(*)::int as months from figure_months`;
  assert.deepEqual({ ...row }, { months: 3 });
  assert.deepEqual(new Set((await published()).map((line) => line.slice(0, 7))), new Set(['2026-10']));
});

test('a process that is killed while it publishes leaves nothing of the month, and the next turn publishes all of it', async () => {
  await past(12);
  const doomed = postgres(ground.url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'doomed' },
  });
  const blocker = await sql.reserve();
  await blocker`begin`;
  await blocker`lock table topics in access exclusive mode`;
  // Whoever is killed hears nothing of it.
  void publishMonths({ ...ctx, sql: doomed }).catch(() => {});
  const waits = async () => {
    const rows = await sql`
      select pid from pg_stat_activity where application_name = 'doomed' and wait_event_type = 'Lock' and datname = current_database()`;
    return rows.length > 0;
  };
  while (!(await waits())) await sleep(10);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`;
  await blocker`rollback`;
  blocker.release();
  await doomed.end({ timeout: 0 });
  assert.deepEqual(await published(), []);
  await publishMonths(ctx);
  assert.equal((await published()).length, 4);
});

test('an afspraak knows how it came about: by a jongere, by staff, and nothing while it is held', async () => {
  const { topic, start = '', location, modality = 'op-locatie' } = request('10:00');
  const held = await placeHold(ctx, { topic, start, location, modality });
  assert.ok(held.ok);
  const channels = async () =>
    (await sql<{ channel: string | null }[]>`select channel from appointments order by starts_at`).map(
      ({ channel }) => channel,
    );
  assert.deepEqual(await channels(), [null]);
  assert.ok((await book(ctx, { ...request('10:00'), hold: held.hold.token })).ok);
  assert.ok((await book(ctx, request('11:00'))).ok);
  const staff = staffCtx(ctx, noor);
  assert.ok((await bookFor(staff, request('12:00'), 'a form')).ok);
  assert.deepEqual(await channels(), ['self', 'self', 'desk']);
});

test('how far visitors came is counted in memory, added to what others counted, and kept while the database is away', async () => {
  const visits = countVisits(ctx);
  const lost = postgres(ground.url.replace(/\/[^/]*$/, '/nowhere'), { max: 1 });
  const away = countVisits({ ...ctx, sql: lost });
  for (let index = 0; index < 9; index++) visits.moved({ subject: 'booking', language: 'nl', to: 'how' });
  for (let index = 0; index < 8; index++)
    visits.moved({ subject: 'booking', language: 'nl', from: 'how', to: 'when' });
  away.moved({ subject: 'booking', language: 'nl', to: 'how' });
  await away.flush();
  await Promise.all([visits.flush(), visits.flush()]);
  const days = async () =>
    (await sql`select step, count from visit_days order by step`).map(
      ({ step, count }) => `${step} ${count}`,
    );
  assert.deepEqual(await days(), ['how 1', 'when 8']);
  visits.moved({ subject: 'booking', language: 'nl', from: 'when', to: 'booked' });
  await visits.close();
  assert.deepEqual(await days(), ['booked 1', 'how 1', 'when 7']);
  await lost.end();
  await away.close();
});

test('the first free time of each place is looked at once a day, and a place without one says so', async () => {
  await sampleFirstFree(ctx);
  await sql`update first_free_days set days = 40 where location_id = 'centrum'`;
  await sampleFirstFree(ctx);
  const rows =
    await sql`select day::text, location_id as location, days from first_free_days order by location_id`;
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [
      { day: '2026-11-20', location: 'centrum', days: 40 },
      { day: '2026-11-20', location: 'haven', days: null },
      { day: '2026-11-20', location: 'laak', days: null },
    ],
  );
  clock.set('2026-11-21T10:00:00+01:00');
  await sampleFirstFree(ctx);
  const [next] =
    await sql`select days from first_free_days where day = '2026-11-21' and location_id = 'centrum'`;
  assert.equal(next?.days, 2);
});

test('a page shows what was published beside the period before; a day, one place or an unknown period gets what there is, with words', async () => {
  const staff = staffCtx(ctx, noor);
  const { shown } = stepTaker(() => ({ ctx: staff }));
  const take = async (query: string) =>
    (await shown(figuresStep, { path: `/medewerker/cijfers${query}` })).page;
  assert.deepEqual(await take(''), {
    view: 'none',
    period: { kind: 'month', month: '2026-11-01' },
    on: '2026-12-08',
  });
  await past(12, { day: '2026-09-02', outcome: 'geweest' });
  await past(20, { outcome: 'geweest' });
  await past(10, { outcome: 'niet-verschenen' });
  await publishMonths(ctx);
  for (const [query, note, months] of [
    ['', null, ['2026-10-01']],
    ['?period=2026-09', null, ['2026-09-01']],
    ['?period=2026-2027', null, ['2026-09-01', '2026-10-01']],
    ['?period=2026-09-02', 'narrow', ['2026-09-01']],
    ['?period=2026-10&location=centrum', 'narrow', ['2026-10-01']],
    ['?period=2031-01', 'unknown', ['2026-10-01']],
    ['?period=%27--', 'unknown', ['2026-10-01']],
  ] as const) {
    const page = await take(query);
    assert.ok(page.view === 'figures');
    const { now } = (await readFigures(staff, page.period, { part: 'door', published: page.published }))
      .months;
    assert.deepEqual([page.note, now], [note, months], query);
  }
  const page = await take('');
  assert.ok(page.view === 'figures');
  const figures = await readFigures(staff, page.period, { part: 'door', published: page.published });
  const [appointments] = figures.subjects;
  assert.deepEqual(appointments?.total, { now: 30, before: 12 });
  const outcome = appointments?.breakdowns.find(({ breakdown }) => breakdown === 'outcome')?.rows ?? [];
  assert.deepEqual(outcome[0], { categories: ['geweest'], count: 20, before: null });

  // A name that a spreadsheet would reckon with.
  await sql`update locations set name = '=1+1' where id = 'centrum'`;
  const { locations, topics } = await loadRoster(ground.db, clock.now());
  const csv = figuresCsv(texts('nl'), figures, { locations, topics });
  assert.match(csv, /^2026-10,appointments,location,'=1\+1 \+ Centrum \+ Centrum,30,12\r$/m);
  await assert.rejects(readMonths(ctx), NotAllowed);
});
