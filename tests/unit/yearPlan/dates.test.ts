import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { demoSettings } from '#db/demo/settings.ts';
import { addDays } from '#server/kernel/time.ts';
import { place, schoolYearOf, shiftYears } from '#server/yearPlan/dates.ts';
import { daysOff, knowsSummer } from '#server/yearPlan/daysOff.ts';
import { isForSchools } from '#server/yearPlan/stand.ts';
import { meantIn, planTemplates } from '#server/yearPlan/templates.ts';

const { schoolHolidays } = demoSettings;
const { steps } = planTemplates['de-overstap'];

/** A date of these decades. */
const date = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2020-01-01', days));
const span = fc
  .record({ from: date, days: fc.integer({ min: 0, max: 200 }) })
  .map(({ from, days }) => ({ from, until: addDays(from, days) }));
/** The school holidays of some years: never two months on end. */
const holidays = fc.array(
  fc
    .record({ from: date, days: fc.integer({ min: 0, max: 50 }) })
    .map(({ from, days }) => ({ name: 'Vakantie', from, until: addDays(from, days) })),
  { maxLength: 1 },
);

const lengthOf = ({ from, until }: { from: string; until: string }) =>
  (Date.parse(until) - Date.parse(from)) / 86_400_000;

describe('where a step comes', () => {
  test('it begins and ends on days on which who does it works, and never ends before it begins', () => {
    fc.assert(
      fc.property(span, holidays, fc.boolean(), (meant, off, forSchools) => {
        const isOff = daysOff(forSchools, off);
        const placed = place(meant, isOff);
        assert.ok(placed.from <= placed.until);
        assert.ok(!isOff(placed.from) && !isOff(placed.until), JSON.stringify(placed));
      }),
    );
  });

  test('it begins no earlier than it was meant to, and no day of work lies between', () => {
    fc.assert(
      fc.property(span, holidays, (meant, off) => {
        const isOff = daysOff(true, off);
        const { from, until } = place(meant, isOff);
        assert.ok(from >= meant.from);
        for (let at = meant.from; at < from; at = addDays(at, 1)) assert.ok(isOff(at), at);
        // It ends in time, unless it falls in a holiday altogether.
        if (until > meant.until) assert.ok(from > meant.until || lengthOf(meant) < 9);
      }),
    );
  });

  test('what is on days of work stays where it is, so placing twice is placing once', () => {
    fc.assert(
      fc.property(span, holidays, (meant, off) => {
        const isOff = daysOff(true, off);
        const once = place(meant, isOff);
        assert.deepEqual(place(once, isOff), once);
      }),
    );
  });

  test('of a school it stays out of the holidays of schools, of the gemeente it does not', () => {
    const august = { from: '2027-08-01', until: '2027-08-14' };
    assert.deepEqual(place(august, daysOff(false, schoolHolidays)), {
      from: '2027-08-02',
      until: '2027-08-13',
    });
    // It falls in the summer holiday altogether: after it, and as long.
    assert.deepEqual(place(august, daysOff(true, schoolHolidays)), {
      from: '2027-08-30',
      until: '2027-09-13',
    });
    // The holiday takes its end.
    assert.deepEqual(place({ from: '2027-07-10', until: '2027-07-25' }, daysOff(true, schoolHolidays)), {
      from: '2027-07-12',
      until: '2027-07-16',
    });
  });

  test('a public holiday is no day of work', () => {
    // Easter Monday, and Friday the 30th of April 2027, which is none.
    assert.equal(place({ from: '2027-03-27', until: '2027-04-30' }, daysOff(false, [])).from, '2027-03-30');
  });
});

describe('another school year', () => {
  test('there and back is where it was, but for 29 February', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -20, max: 20 }), (day, years) => {
        const there = shiftYears(day, years);
        assert.equal(schoolYearOf(there), schoolYearOf(day) + years);
        if (!day.endsWith('-02-29')) assert.equal(shiftYears(there, -years), day);
      }),
    );
    assert.equal(shiftYears('2028-02-29', 1), '2029-02-28');
    assert.equal(shiftYears('2028-02-29', 4), '2032-02-29');
  });

  test('a copy of a copy is the copy that one would make at once: weekends do not add up', () => {
    fc.assert(
      fc.property(
        span,
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
        (meant, hops) => {
          fc.pre(!meant.from.endsWith('-02-29') && !meant.until.endsWith('-02-29'));
          const isOff = daysOff(true, schoolHolidays);
          const move = (of: typeof meant, years: number) => ({
            from: shiftYears(of.from, years),
            until: shiftYears(of.until, years),
          });
          const all = hops.reduce((sum, years) => sum + years, 0);
          const hopped = hops.reduce(move, meant);
          assert.deepEqual(place(hopped, isOff), place(move(meant, all), isOff));
        },
      ),
    );
  });

  test('a school year begins in August', () => {
    assert.equal(schoolYearOf('2027-07-31'), 2026);
    assert.equal(schoolYearOf('2027-08-01'), 2027);
  });
});

describe('De Overstap', () => {
  test('stands in each school year as the document has it, and schools do nothing in a holiday', () => {
    for (let year = 2024; year < 2044; year++) {
      const months = steps.map((step) => meantIn(step, year).from.slice(0, 7));
      const in_ = (month: string) => `${year + 1}-${month}`;
      assert.deepEqual(months, [
        `${year}-09`,
        ...['03', '03', '04', '07', '08', '08', '08', '09', '10'].map(in_),
      ]);
      for (const step of steps) {
        const isOff = daysOff(isForSchools(step.doer), schoolHolidays);
        const { from, until } = place(meantIn(step, year), isOff);
        assert.ok(!isOff(from) && !isOff(until) && from <= until, `${step.title} ${year}`);
      }
    }
  });

  test('asks for no-show after the summer holiday, when it lasts until the end of August', () => {
    const noShow = steps.find(({ melding }) => melding === 'no-show');
    assert.ok(noShow);
    assert.deepEqual(place(meantIn(noShow, 2026), daysOff(true, schoolHolidays)), {
      from: '2027-08-30',
      until: '2027-08-31',
    });
  });

  test('the settings say whether the summer holiday of its year is known', () => {
    assert.ok(knowsSummer(schoolHolidays, 2027));
    assert.ok(!knowsSummer(schoolHolidays, 2028));
  });
});
