import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Language } from '#server/kernel/languages.ts';
import { groupHours, runsOf } from '#server/openingHours/groupHours.ts';
import { sayHours } from '#server/openingHours/sayHours.ts';
import { officeHours, type WeekHours, weekHoursSchema } from '#server/openingHours/schema.ts';

const part = (weekdays: number[], from: string, until: string) => ({ weekdays, from, until });
const said = (language: Language, hours: WeekHours) =>
  sayHours(language, hours).map(({ days, times }) => `${days} ${times}`);

function problemsOf(hours: unknown): string[] {
  const issues = weekHoursSchema.safeParse(hours).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('an ordinary office week is one line, and the weekend another', () => {
  assert.deepEqual(said('nl', officeHours()), [
    'maandag tot en met vrijdag 9.00 – 17.00 uur',
    'zaterdag en zondag gesloten',
  ]);
  assert.deepEqual(said('en', officeHours()), [
    'Monday to Friday 9:00 – 17:00',
    'Saturday and Sunday closed',
  ]);
});

test('two parts of a day stand in one line, days that are alike too, closed days come last', () => {
  const hours = [
    part([2], '13:00', '17:00'),
    part([2], '09:00', '12:30'),
    part([4, 1, 6], '10:00', '15:30'),
    part([5], '08:30', '10:00'),
    part([5], '10:00', '24:00'),
  ];
  assert.deepEqual(said('nl', hours), [
    'maandag, donderdag en zaterdag 10.00 – 15.30 uur',
    'dinsdag 9.00 – 12.30 en 13.00 – 17.00 uur',
    'vrijdag 8.30 – 24.00 uur',
    'woensdag en zondag gesloten',
  ]);
  assert.equal(said('en', hours)[1], 'Tuesday 9:00 – 12:30 and 13:00 – 17:00');
});

test('always and never are lines of their own', () => {
  assert.deepEqual(said('nl', []), ['elke dag gesloten']);
  assert.deepEqual(said('en', [part([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00')]), ['every day 0:00 – 24:00']);
});

test('neighbours from three on are a run', () => {
  assert.deepEqual(runsOf([1, 2, 3, 5, 6]), [
    [1, 3],
    [5, 5],
    [6, 6],
  ]);
});

test('hours that overlap, run backwards or stand on no weekday are refused, each with its place', () => {
  assert.deepEqual(problemsOf([part([1], '09:00', '12:00'), part([1, 2], '12:00', '13:00')]), []);
  assert.deepEqual(problemsOf([part([1], '09:00', '12:00'), part([2, 1], '11:59', '13:00')]), [
    '1: expected hours that do not overlap with those of [0]',
  ]);
  assert.deepEqual(problemsOf([part([1], '12:00', '12:00')]), ['0.until: expected later than 12:00']);
  assert.deepEqual(problemsOf([part([3, 3], '09:00', '12:00')]), ['0.weekdays: expected each weekday once']);
  for (const wrong of [
    [part([], '09:00', '12:00')],
    [part([0], '09:00', '12:00')],
    [part([8], '09:00', '12:00')],
    [part([1], '9:00', '12:00')],
    [part([1], '09:00', '24:01')],
    [{ ...part([1], '09:00', '12:00'), colour: 'red' }],
    Array.from({ length: 51 }, () => part([1], '09:00', '12:00')),
    'always',
  ]) {
    assert.ok(problemsOf(wrong).length > 0, JSON.stringify(wrong));
  }
});

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Every open minute of the week, as `weekday * 1440 + minute`. */
function openMinutes(parts: WeekHours): Set<number> {
  const open = new Set<number>();
  for (const { weekdays, from, until } of parts)
    for (const day of weekdays)
      for (let minute = minuteOf(from); minute < minuteOf(until); minute++) open.add(day * 1440 + minute);
  return open;
}

/** Parts between cuts of the day, every other one left out, so that they touch now and then but never overlap. */
const anyHours = fc
  .array(
    fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }),
      kept: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    }),
    { maxLength: 4 },
  )
  .map((rows): WeekHours => {
    const taken = new Set<number>();
    return rows.flatMap(({ weekdays, cuts, kept }) => {
      const free = weekdays.filter((day) => !taken.has(day));
      for (const day of free) taken.add(day);
      const sorted = cuts.toSorted((a, b) => a - b).map(clock);
      return sorted.slice(1).flatMap((until, at) => {
        const from = sorted[at];
        return from !== undefined && kept[at] && free.length > 0 ? [part(free, from, until)] : [];
      });
    });
  });

test('every open minute is in the groups and no other, each weekday is said once, and nothing twice', () => {
  fc.assert(
    fc.property(anyHours, (hours) => {
      assert.deepEqual(problemsOf(hours), []);
      const groups = groupHours(hours);
      const parts = groups.flatMap(({ weekdays, times }) => times.map((time) => ({ weekdays, ...time })));
      assert.deepEqual(openMinutes(parts), openMinutes(hours));
      const weekdays = groups.flatMap((group) => group.weekdays);
      assert.deepEqual(
        weekdays.toSorted((a, b) => a - b),
        [1, 2, 3, 4, 5, 6, 7],
      );
      for (const { times } of groups)
        for (const [at, time] of times.entries())
          assert.ok((times[at - 1]?.until ?? '') < time.from || at === 0);
      assert.equal(new Set(groups.map(({ times }) => JSON.stringify(times))).size, groups.length);
      assert.equal(sayHours('nl', hours).length, groups.length);
    }),
    { numRuns: 60 },
  );
});
