import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meldingKinds } from '#db/schema/words.ts';
import {
  breakdownsOf,
  categoriesOf,
  doorSubjects,
  kindOrder,
  noneOfThem,
  termOrder,
  trajectSubjects,
} from '#server/figures/categories.ts';
import { cellsOf } from '#server/figures/cells.ts';
import {
  addMonths,
  before,
  endsQuarter,
  inQuarters,
  monthsOf,
  quarterOf,
  schoolYearOf,
} from '#server/figures/periods.ts';
import {
  lengthOf,
  roundGoingOn,
  type Touched,
  talksOf,
  termOf,
  touchedSchema,
  trajectFacts,
} from '#server/figures/trajectFacts.ts';
import { readAddress, wordOf } from '../../../src/figures/address.ts';

const gemeenten = [
  { id: '00000000-0000-4000-8000-000000000001', name: 'Gemeente Den Haag' },
  { id: 'b', name: 'Zuiderwold' },
];

test('gesprekken and the length of a traject are in bands, each side of each border', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 40].map(talksOf), [
    'none',
    'one',
    'two-or-three',
    'two-or-three',
    'more',
    'more',
  ]);
  assert.deepEqual([0, 1, 5, 6, 60].map(lengthOf), ['under-1', 'under-6', 'under-6', 'longer', 'longer']);
});

test('the time to an intake is in the bands of the effect report: below 2 weeks, 2 to 4, above 4', () => {
  assert.deepEqual([0, 13, 14, 28, 29, 300].map(termOf), [
    'within-2-weeks',
    'within-2-weeks',
    'within-4-weeks',
    'within-4-weeks',
    'later',
    'later',
  ]);
});

const touched: fc.Arbitrary<Touched> = fc
  .record({
    course: fc.constantFrom('new', 'back', null),
    approached: fc.boolean(),
    started: fc.boolean(),
    intakeDays: fc.option(fc.nat({ max: 60 })),
    talks: fc.nat({ max: 9 }),
    months: fc.nat({ max: 30 }),
    destination: fc.option(fc.constantFrom(...touchedSchema.shape.destination.unwrap().options)),
    kind: fc.option(fc.constantFrom(...meldingKinds)),
    school: fc.option(fc.constantFrom('delta', 'vakschool')),
    residence: fc.option(fc.constantFrom('den haag', 'ZUIDERWOLD', 'Elders')),
  })
  // Of what did not end there is nothing to count.
  .map((row) => (row.destination === null ? { ...row, talks: null, months: null } : row));

test('whatever happened of trajecten, each breakdown of a subject has a category for all of them, and one sum', () => {
  const configured = {
    locations: [],
    topics: [],
    organisations: [],
    schools: ['delta', 'vakschool', noneOfThem],
    gemeenten: [...gemeenten.map(({ id }) => id), noneOfThem],
  };
  fc.assert(
    fc.property(fc.array(touched), (rows) => {
      const facts = trajectFacts(rows, gemeenten);
      for (const subject of trajectSubjects)
        for (const breakdown of breakdownsOf[subject]) {
          const cells = cellsOf(
            facts[subject],
            breakdown,
            categoriesOf(breakdown, { weeks: [], configured }),
          );
          assert.equal(
            cells.reduce((sum, { count }) => sum + count, 0),
            facts[subject].length,
          );
        }
      assert.equal(facts['traject-intakes'].length, rows.filter((one) => one.intakeDays !== null).length);
    }),
  );
  assert.deepEqual(kindOrder.toSorted(), meldingKinds.toSorted());
  assert.deepEqual(termOrder.length, 3);
  assert.deepEqual([...doorSubjects, ...trajectSubjects].toSorted(), Object.keys(breakdownsOf).toSorted());
});

test('somebody of whom nobody knows where they live is of this gemeente, of elsewhere they are of another', () => {
  const row: Touched = {
    course: 'new',
    approached: false,
    started: false,
    intakeDays: null,
    destination: null,
    talks: null,
    months: null,
    kind: 'rmc',
    school: null,
    residence: null,
  };
  const gemeenteOf = (residence: string | null) =>
    trajectFacts([{ ...row, residence }], gemeenten)['traject-opened'].map(({ of }) => of.gemeente);
  assert.deepEqual(gemeenteOf(null), [gemeenten[0]?.id]);
  assert.deepEqual(gemeenteOf('zuiderwold'), ['b']);
  assert.deepEqual(gemeenteOf('Elders'), [noneOfThem]);
});

test('who goes on is told to the nearest ten', () => {
  assert.deepEqual([0, 4, 5, 14, 15, 241].map(roundGoingOn), [0, 0, 10, 10, 20, 240]);
});

const month = fc
  .tuple(fc.integer({ min: 2020, max: 2035 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}-01`);

test('a school year is four quarters, the first of which begins in August', () => {
  fc.assert(
    fc.property(month, (one) => {
      const months = monthsOf(quarterOf(one));
      assert.equal(months.length, 3);
      assert.ok(months.includes(one));
      assert.equal(new Set(months.map(schoolYearOf)).size, 1);
      assert.deepEqual(months.map(endsQuarter), [false, false, true]);
      assert.deepEqual(inQuarters({ kind: 'month', month: one }), quarterOf(one));
    }),
  );
  assert.deepEqual(monthsOf(quarterOf('2026-10-01')), ['2026-08-01', '2026-09-01', '2026-10-01']);
  assert.deepEqual(monthsOf(quarterOf('2027-01-01'))[0], '2026-11-01');
});

test('every period that is shown has an address that leads to it; months are beside the same months of the year before', () => {
  const read = (query: string) => readAddress(new URL(`https://doorstart.example.nl/?${query}`));
  fc.assert(
    fc.property(month, fc.integer({ min: 1, max: 35 }), (first, more) => {
      const period = { kind: 'months', first, last: addMonths(first, more) } as const;
      const query = new URLSearchParams({ period: wordOf(period) });
      assert.deepEqual(read(String(query)), { period, narrow: false });
      assert.deepEqual(
        monthsOf(before(period)),
        monthsOf(period).map((one) => addMonths(one, -12)),
      );
    }),
  );
  const october = { kind: 'month', month: '2026-10-01' };
  assert.deepEqual(read('period=2025-2026&from=2026-10&until=2026-10').period, october);
  assert.deepEqual(read('period=2026-10&from=&until=').period, october);
  assert.deepEqual(read('from=2020-01&until=2026-01').period, null);
  assert.deepEqual(read('from=2026-13&until=2026-10').period, null);
  assert.deepEqual(read('period=2026-10..').period, null);
});
