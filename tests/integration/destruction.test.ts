import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { forgetJongeren } from '#server/trajecten/forgetJongeren.ts';
import { readTraject } from '#server/trajecten/readTraject.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { type TrajectGround, trajectGround } from '../support/trajectGround.ts';

// That what a page says of when somebody goes is what the job does.

let ground: TrajectGround;
before(async () => {
  ground = await trajectGround();
});
after(() => ground.close());
beforeEach(async () => {
  await emptyTables(ground.sql, 'meldingen', 'trajecten', 'jongeren', 'history');
});

const kinds = ['rmc', 'overig', 'zelf'] as const;
interface Closed {
  /** Epoch ms; the traject is open without. */
  closedAt: number | null;
  meldingen: { kind: (typeof kinds)[number]; settledAt: number | null }[];
}
interface Case {
  retentionMonths: number;
  meldingMonths: { kind: (typeof kinds)[number]; months: number }[];
  trajecten: Closed[];
}

/** Around midnight and the ends of months, where days and months are easily mistaken. */
const moment = fc
  .tuple(
    fc.constantFrom('2026-01-31', '2026-02-28', '2026-03-28', '2026-08-31', '2026-10-24', '2026-11-19'),
    fc.constantFrom('00:30', '12:00', '22:30', '23:30'),
  )
  .map(([date, time]) => Date.parse(`${date}T${time}:00Z`));
const traject = fc.record({
  closedAt: moment,
  meldingen: fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), settledAt: fc.option(moment, { freq: 3 }) }),
    { minLength: 1, maxLength: 3 },
  ),
});
const cases: fc.Arbitrary<Case> = fc.record({
  retentionMonths: fc.integer({ min: 1, max: 14 }),
  meldingMonths: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom('rmc' as const, 'overig' as const),
      months: fc.integer({ min: 1, max: 20 }),
    }),
    { selector: ({ kind }) => kind, maxLength: 2 },
  ),
  trajecten: fc
    .tuple(fc.array(traject, { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([closed, last]) => (last ? [...closed, { closedAt: null, meldingen: [] }] : closed)),
});

/** The same day so many months on, or the last one of that month. */
function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(day, last.getUTCDate())).padStart(2, '0')}`;
}

/** As the settings say it, written down once more. */
function expectedOf({ retentionMonths, meldingMonths, trajecten }: Case) {
  const on = (at: number, months: number) => addMonths(dateInAmsterdam(at), months);
  const monthsOf = (kind: string) => meldingMonths.find((one) => one.kind === kind)?.months;
  const closed = trajecten.flatMap(({ closedAt }) => closedAt ?? []);
  const last = closed.length === trajecten.length ? Math.max(...closed) : null;
  const all = trajecten.flatMap(({ meldingen }) => meldingen);
  const own = all.map(({ kind, settledAt }) => {
    const [months, from] = [monthsOf(kind), settledAt ?? last];
    return months === undefined || from === null ? null : on(from, months);
  });
  const jongere =
    last === null
      ? null
      : ([on(last, retentionMonths), ...own.flatMap((day) => day ?? [])].toSorted().at(-1) ?? null);
  return {
    jongere,
    meldingen: all.map(({ kind }, at) => (monthsOf(kind) === undefined ? jongere : (own[at] ?? null))),
  };
}

async function make({ retentionMonths, meldingMonths, trajecten }: Case) {
  const { sql, noor, delta } = ground;
  await emptyTables(sql, 'meldingen', 'trajecten', 'jongeren', 'history');
  const values = JSON.stringify({ trajecten: { retentionMonths, meldingMonths } });
  await sql`delete from settings`;
  await sql`insert into settings (values) values (${values}::text::jsonb)`;
  ground.ctx.bus.say({ roster: true });
  const jongere = randomUUID();
  await sql`
    insert into jongeren (id, first_name, last_name, name_folded, birth_date, created_at)
    values (${jongere}, 'Jordi', 'Haamstee', 'jordi haamstee', '2007-03-04', '2025-12-01')`;
  const ids: string[] = [];
  const meldingen: string[] = [];
  for (const { closedAt, meldingen: reported } of trajecten) {
    const id = randomUUID();
    ids.push(id);
    const closed = closedAt === null ? null : new Date(closedAt).toISOString();
    await sql`
      insert into trajecten (id, jongere_id, state, owner_id, next_action, next_on, opened_at, closed_at, destination)
      values (${id}, ${jongere}, ${closed ? 'afgesloten' : 'nieuw'}, ${noor.id}, ${closed ? null : 'call'},
        ${closed ? null : '2026-11-20'}, '2025-12-01', ${closed}, ${closed ? 'other' : null})`;
    for (const { kind, settledAt } of reported) {
      const melding = randomUUID();
      meldingen.push(melding);
      const settled = settledAt === null ? null : new Date(settledAt).toISOString();
      await sql`
        insert into meldingen (id, jongere_id, traject_id, kind, source, organisation_id, reported_by, began_on, reason, state,
          close_reason, reported_at, settled_at)
        values (${melding}, ${jongere}, ${id}, ${kind}, 'school', ${delta}, ${noor.id}, '2025-12-01', 'geheim',
          ${settled ? 'closed' : 'registered'}, ${settled ? 'ill' : null}, '2025-12-01', ${settled})`;
    }
  }
  return { jongere, ids, meldingen };
}

test('whatever was closed, reported and set: the page says the day on which the job does it, of all and of each melding', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const { sql, noor } = ground;
      ground.clock.set('2026-11-20T10:00:00+01:00');
      const { jongere, ids, meldingen } = await make(one);
      const expected = expectedOf(one);
      const told = new Map<string, string | null>();
      for (const id of ids) {
        const read = await readTraject(noor.ctx, id);
        assert.ok(read.ok);
        assert.equal(read.traject.destroyedOn, expected.jongere);
        for (const melding of read.traject.story.meldingen) told.set(melding.id, melding.destroyedOn);
      }
      assert.deepEqual(
        meldingen.map((id) => told.get(id)),
        expected.meldingen,
      );
      const days = [
        ...new Set([...expected.meldingen, expected.jongere].flatMap((day) => day ?? [])),
      ].toSorted();
      const wiped = async () => {
        const rows = await sql`select id from meldingen where wiped_at is not null`;
        const [who] = await sql`select wiped_at is not null as gone from jongeren where id = ${jongere}`;
        return { meldingen: new Set(rows.map(({ id }) => id)), gone: who?.gone };
      };
      for (const day of days)
        for (const time of [`${day}T00:00:00Z`, `${day}T12:00:00Z`]) {
          // Midnight of Amsterdam is an hour or two before that of UTC: the second is the day itself for sure.
          const now = time.endsWith('T12:00:00Z') ? Date.parse(time) : Date.parse(time) - 3 * 3_600_000;
          ground.clock.set(new Date(now).toISOString());
          await forgetJongeren(ground.ctx);
          const today = dateInAmsterdam(now);
          const due = (on: string | null | undefined) => on !== null && on !== undefined && on <= today;
          const is = await wiped();
          assert.equal(is.gone, due(expected.jongere), `jongere on ${today}`);
          for (const [at, id] of meldingen.entries())
            assert.equal(is.meldingen.has(id), due(expected.meldingen[at]), `melding ${at} on ${today}`);
        }
    }),
    { numRuns: 12 },
  );
});

test('a melding of which the words went says so, counts on, and is of nobody else than before', async () => {
  const { sql, noor } = ground;
  ground.clock.set('2026-11-20T10:00:00+01:00');
  const settledAt = Date.parse('2026-01-31T12:00:00Z');
  const { ids, meldingen } = await make({
    retentionMonths: 24,
    meldingMonths: [{ kind: 'rmc', months: 6 }],
    trajecten: [
      {
        closedAt: null,
        meldingen: [
          { kind: 'rmc', settledAt },
          { kind: 'overig', settledAt },
        ],
      },
    ],
  });
  await sql`insert into melding_additions (melding_id, at, body) values (${meldingen[0] ?? ''}, now(), 'geheim')`;
  await forgetJongeren(ground.ctx);
  const read = await readTraject(noor.ctx, ids[0] ?? '');
  assert.ok(read.ok);
  const { story, jongere } = read.traject;
  assert.equal(jongere.firstName, 'Jordi');
  const byKind = Object.fromEntries(story.meldingen.map((one) => [one.kind, one]));
  assert.deepEqual([byKind.rmc?.isWiped, byKind.rmc?.reason, byKind.rmc?.additions], [true, null, []]);
  assert.deepEqual(
    [byKind.overig?.isWiped, byKind.overig?.reason, byKind.overig?.destroyedOn],
    [false, 'geheim', null],
  );
  const log = await sql`select melding_id as id, actor from history where what = 'wiped'`;
  assert.deepEqual(
    log.map((row) => ({ ...row })),
    [{ id: meldingen[0], actor: 'system' }],
  );
});

test('whose traject is opened again at the very moment that they would be forgotten is kept', async () => {
  const { sql } = ground;
  ground.clock.set('2026-11-20T10:00:00+01:00');
  const closedAt = Date.parse('2026-01-31T12:00:00Z');
  const { jongere, ids } = await make({
    retentionMonths: 6,
    meldingMonths: [],
    trajecten: [{ closedAt, meldingen: [] }],
  });
  const isForgotten = async () => {
    const [row] = await sql`select wiped_at is not null as gone from jongeren where id = ${jongere}`;
    return row?.gone;
  };
  await meanwhile(
    sql,
    (tx) => tx`
      update trajecten set state = 'contact-zoeken', closed_at = null, destination = null, next_action = 'call', next_on = '2026-11-20'
      where id = ${ids[0] ?? ''}`,
    () => forgetJongeren(ground.ctx),
  );
  assert.equal(await isForgotten(), false);
  await sql`
    update trajecten set state = 'afgesloten', closed_at = ${new Date(closedAt).toISOString()}, destination = 'other', next_action = null,
      next_on = null
    where id = ${ids[0] ?? ''}`;
  await forgetJongeren(ground.ctx);
  assert.equal(await isForgotten(), true);
});
