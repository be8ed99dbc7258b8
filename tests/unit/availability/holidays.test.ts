import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicHolidays } from '#server/slots/holidays.ts';

const dates = (year: number) => publicHolidays(year, year).map(({ dateFrom, name }) => `${dateFrom} ${name}`);

test('2026 and 2027 have the nine days on which a gemeente is closed', () => {
  assert.deepEqual(dates(2026), [
    '2026-01-01 Nieuwjaar',
    '2026-04-05 Pasen',
    '2026-04-06 Tweede paasdag',
    '2026-04-27 Koningsdag',
    '2026-05-14 Hemelvaartsdag',
    '2026-05-24 Pinksteren',
    '2026-05-25 Tweede pinksterdag',
    '2026-12-25 Kerstmis',
    '2026-12-26 Tweede kerstdag',
  ]);
  assert.deepEqual(dates(2027), [
    '2027-01-01 Nieuwjaar',
    '2027-03-28 Pasen',
    '2027-03-29 Tweede paasdag',
    '2027-04-27 Koningsdag',
    '2027-05-06 Hemelvaartsdag',
    '2027-05-16 Pinksteren',
    '2027-05-17 Tweede pinksterdag',
    '2027-12-25 Kerstmis',
    '2027-12-26 Tweede kerstdag',
  ]);
});

test('Bevrijdingsdag closes a gemeente once in five years', () => {
  assert.deepEqual(dates(2030), [
    '2030-01-01 Nieuwjaar',
    '2030-04-21 Pasen',
    '2030-04-22 Tweede paasdag',
    '2030-04-27 Koningsdag',
    '2030-05-05 Bevrijdingsdag',
    '2030-05-30 Hemelvaartsdag',
    '2030-06-09 Pinksteren',
    '2030-06-10 Tweede pinksterdag',
    '2030-12-25 Kerstmis',
    '2030-12-26 Tweede kerstdag',
  ]);
  assert.ok(dates(2025).includes('2025-05-05 Bevrijdingsdag'));
});

test('Koningsdag is on the 26th when the 27th is a Sunday', () => {
  assert.ok(dates(2025).includes('2025-04-26 Koningsdag'));
});

test('a range of years is closed everywhere, a day at a time, in order', () => {
  const closures = publicHolidays(2026, 2028);
  assert.ok(
    closures.every(({ dateFrom, dateUntil, location }) => dateFrom === dateUntil && location === null),
  );
  assert.deepEqual(
    closures,
    [2026, 2027, 2028].flatMap((year) => publicHolidays(year, year)),
  );
});
