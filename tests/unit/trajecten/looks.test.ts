import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { destinations, lookAsks } from '#db/schema/words.ts';
import { askNext, isPlaced, type LookAsk, looksAfter, monthsLater } from '#server/trajecten/looks.ts';
import { isWorkingDay } from '#server/trajecten/workingDays.ts';

const usual = { aftercareMonths: 1, aftercareLaterMonths: 3 };
const day = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 11, 31) })
  .map((at) => new Date(at).toISOString().slice(0, 10));

test('months later is a working day: the end of a shorter month, and the day after a feast', () => {
  // 31 January: the month has 28 days, a Sunday.
  assert.equal(monthsLater('2027-01-31', 1), '2027-03-01');
  // The first of January, a Friday, and a weekend.
  assert.equal(monthsLater('2026-12-01', 1), '2027-01-04');
  assert.equal(monthsLater('2026-11-20', 3), '2027-02-22');
});

test('who is placed is looked at twice, on working days, in the order of the settings whichever comes first', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...destinations),
      fc.boolean(),
      day,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (destination, isKwetsbaar, closedOn, aftercareMonths, aftercareLaterMonths) => {
        const settings = { aftercareMonths, aftercareLaterMonths };
        const looks = looksAfter({ destination, isKwetsbaar }, closedOn, settings);
        const dates = looks.map(({ on }) => on);
        assert.deepEqual(dates, [...new Set(dates)].toSorted());
        for (const on of dates) assert.ok(on > closedOn && isWorkingDay(on));
        // Nobody who was placed is out of sight, and nobody who needs to be watched and stays.
        const stays = destination !== 'gone' && destination !== 'handed-over';
        assert.equal(looks.length > 0, isPlaced(destination) || (isKwetsbaar && stays));
        assert.ok(looks.length <= (aftercareMonths === aftercareLaterMonths ? 1 : 2));
      },
    ),
  );
  assert.deepEqual(looksAfter({ destination: 'work', isKwetsbaar: false }, '2026-11-20', usual), [
    { reason: 'nazorg', on: '2026-12-21', ask: 'work' },
    { reason: 'nazorg', on: '2027-02-22', ask: 'work' },
  ]);
  assert.deepEqual(looksAfter({ destination: 'none', isKwetsbaar: true }, '2026-11-20', usual), [
    { reason: 'kwetsbaar', on: '2027-02-22', ask: 'jongere' },
  ]);
});

test('who was not reached is never asked twice in a row while another can be asked, and parents only of a minor', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...lookAsks),
      fc.option(fc.constantFrom(...destinations)),
      fc.boolean(),
      day,
      (asked, destination, isMinor, today) => {
        const next = askNext(asked, { destination, isMinor }, today);
        assert.ok(next.on > today && isWorkingDay(next.on));
        if (!isMinor) assert.notEqual(next.ask, 'parents');
        const others = isMinor || (destination !== null && isPlaced(destination));
        if (others) assert.notEqual(next.ask, asked);
      },
    ),
  );
  const ladder = (isMinor: boolean) => {
    let asked: LookAsk = 'school';
    return Array.from({ length: 3 }, () => {
      const { ask, on } = askNext(asked, { destination: 'training', isMinor }, '2026-11-20');
      asked = ask;
      return [ask, on];
    });
  };
  assert.deepEqual(ladder(true), [
    ['jongere', '2026-11-27'],
    ['parents', '2026-11-27'],
    ['school', '2026-12-18'],
  ]);
  assert.deepEqual(ladder(false)[1], ['school', '2026-12-18']);
});
