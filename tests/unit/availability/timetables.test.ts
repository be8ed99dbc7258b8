import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { weekParities } from '#db/schema/words.ts';
import { replacePeriod } from '#server/availability/replacePeriod.ts';
import { ruleLine } from '#server/availability/ruleLine.ts';
import { partsOn, timetables } from '#server/availability/timetables.ts';
import { partKey, type WeekPart } from '#server/availability/weekly.ts';
import { addDays } from '#server/kernel/time.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { dayNumber, wallDays } from '#server/slots/wallTime.ts';
import { workPeriods, worksOn } from '#server/slots/windows.ts';

const part = (values: Partial<WeekPart> = {}): WeekPart => ({
  weekday: 1,
  weeks: 'alle',
  location: 'centrum',
  from: '09:00',
  until: '12:00',
  modalities: ['op-locatie', 'telefoon'],
  ...values,
});
const rule = (values: Partial<WeeklyRule> = {}): WeeklyRule => ({
  ...part(),
  validFrom: '2026-01-01',
  validUntil: null,
  ...values,
});

// Round the turn of a year of 53 weeks.
const firstDate = '2026-12-14';
const dates = Array.from({ length: 42 }, (_, index) => addDays(firstDate, index));
const someDate = fc.constantFrom(...dates);
const someEnd = fc.option(someDate, { nil: null });
const someHour = fc.constantFrom('08:00', '10:30', '13:00');
const somePart: fc.Arbitrary<WeekPart> = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  weeks: fc.constantFrom(...weekParities),
  location: fc.constantFrom('centrum', 'zuid'),
  from: someHour,
  until: fc.constant('16:00'),
  modalities: fc.constantFrom(['telefoon'], ['op-locatie', 'video']),
});
const someRule = fc.tuple(somePart, someDate, someEnd).map(([base, validFrom, end]): WeeklyRule => {
  return { ...base, validFrom, validUntil: end !== null && end < validFrom ? validFrom : end };
});
const someRules = fc.uniqueArray(someRule, { selector: partKey, maxLength: 8 });
const someParts = fc.uniqueArray(somePart, { selector: partKey, maxLength: 6 });
const somePeriod = fc.tuple(someDate, someEnd).map(([from, end]) => ({
  from,
  until: end !== null && end < from ? from : end,
}));

/** What the engine makes of rules on one date: the very hours, odd and even weeks reckoned with. */
function worked(rules: readonly WeeklyRule[], date: string): string[] {
  const days = wallDays(dayNumber(date), dayNumber(date));
  const somebody = { id: 'a', exceptions: [], busy: [], booked: [], dailyMaximum: 9, modalities: [] };
  return workPeriods({ ...somebody, rules }, days)
    .filter((period) => days.every((day) => worksOn(period, day)))
    .map(({ from, until, location, modalities }) => [from, until, location, ...modalities].join(' '))
    .sort();
}
const keysOn = (rules: readonly WeeklyRule[], date: string) => partsOn(rules, date).map(partKey);

test('replacing a period changes every date in it and no date outside it', () => {
  fc.assert(
    fc.property(someRules, somePeriod, someParts, (rules, period, parts) => {
      const replaced = replacePeriod(rules, period, parts);
      const asked = parts.map((one) => ({ ...one, validFrom: firstDate, validUntil: null }));
      for (const date of dates) {
        const inside = period.from <= date && (period.until === null || date <= period.until);
        assert.deepEqual(keysOn(replaced, date), keysOn(inside ? asked : rules, date), date);
        assert.deepEqual(worked(replaced, date), worked(inside ? asked : rules, date), date);
      }
    }),
    { numRuns: 300 },
  );
});

const linesOf = (rules: readonly WeeklyRule[]) => rules.map(ruleLine).sort();

test('replacing twice is replacing once, and putting a week back gives the rules as they were', () => {
  fc.assert(
    fc.property(someRules, somePeriod, someParts, (rules, period, parts) => {
      const once = replacePeriod(rules, period, parts);
      assert.deepEqual(replacePeriod(once, period, parts), once);
      let back = once;
      for (const table of timetables(rules, firstDate)) back = replacePeriod(back, table, table.parts);
      assert.deepEqual(
        linesOf(back),
        linesOf(replacePeriod(rules, { from: firstDate, until: firstDate }, partsOn(rules, firstDate))),
      );
    }),
    { numRuns: 200 },
  );
});

test('timetables cover every date once, each with the parts of that date, and neighbours differ', () => {
  fc.assert(
    fc.property(someRules, someDate, (rules, today) => {
      const tables = timetables(rules, today);
      assert.equal(tables[0]?.from, today);
      assert.equal(tables.at(-1)?.until, null);
      tables.forEach((table, index) => {
        const next = tables[index + 1];
        if (next) {
          assert.equal(next.from, addDays(table.until ?? '', 1));
          assert.notDeepEqual(next.parts.map(partKey), table.parts.map(partKey));
        }
        for (const date of dates) {
          if (date < table.from || (table.until !== null && date > table.until)) continue;
          assert.deepEqual(table.parts.map(partKey), keysOn(rules, date));
        }
      });
    }),
    { numRuns: 200 },
  );
});

test('a week from next month on splits one rule, and the same week again makes one rule of the two', () => {
  const rules = [rule()];
  const shorter = part({ until: '11:00' });
  const split = replacePeriod(rules, { from: '2026-12-01', until: '2026-12-31' }, [shorter]);
  assert.deepEqual(
    split.map(({ validFrom, validUntil, until }) => [validFrom, validUntil, until]),
    [
      ['2026-12-01', '2026-12-31', '11:00'],
      ['2026-01-01', '2026-11-30', '12:00'],
      ['2027-01-01', null, '12:00'],
    ],
  );
  assert.deepEqual(replacePeriod(split, { from: '2026-12-01', until: '2026-12-31' }, [part()]), rules);
});

test('over the turn of 2026 two odd weeks follow each other, and even weeks start again after them', () => {
  const weeks = (kind: 'even' | 'oneven') =>
    replacePeriod([], { from: '2026-12-14', until: null }, [part({ weeks: kind })]);
  const mondays = ['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11'];
  assert.deepEqual(
    mondays.map((monday) => worked(weeks('even'), monday).length),
    [1, 0, 0, 1],
  );
  assert.deepEqual(
    mondays.map((monday) => worked(weeks('oneven'), monday).length),
    [0, 1, 1, 0],
  );
});
