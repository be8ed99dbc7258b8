import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, mannersIn, type Slot, spread } from '../../../src/chat/offered.ts';

const slot = (start: string, modality: Slot['modality'], location = 'escamp'): Slot => ({
  start,
  modality,
  location,
});
const slots = [
  slot('2026-11-24T09:00:00+01:00', 'op-locatie'),
  slot('2026-11-24T09:00:00+01:00', 'telefoon'),
  slot('2026-11-24T09:00:00+01:00', 'telefoon', 'centrum'),
  slot('2026-11-24T09:30:00+01:00', 'op-locatie', 'centrum'),
  slot('2026-11-25T00:15:00+01:00', 'telefoon'),
];

test('the ways to meet come once each, those without a journey first', () => {
  assert.deepEqual(mannersIn(slots), ['telefoon', 'op-locatie/escamp', 'op-locatie/centrum']);
  assert.deepEqual(mannersIn([]), []);
});

test('the times of one way stand by day in Amsterdam, a time by phone once for all places', () => {
  const times = (manner: string) =>
    daysOf(slots, manner).map(({ date, slots: ofDay }) => [date, ofDay.length]);
  assert.deepEqual(times('telefoon'), [
    ['2026-11-24', 1],
    ['2026-11-25', 1],
  ]);
  assert.deepEqual(times('op-locatie/centrum'), [['2026-11-24', 1]]);
  assert.deepEqual(daysOf(slots, undefined), []);
});

test('of many times a few are shown, the first and the last among them', () => {
  const times = Array.from({ length: 30 }, (_, index) => index);
  assert.deepEqual(spread(times, 6), [0, 6, 12, 17, 23, 29]);
  assert.deepEqual(spread(times.slice(0, 6), 6), [0, 1, 2, 3, 4, 5]);
  for (let length = 0; length < 100; length++) {
    const some = spread(
      times
        .concat(times, times, times)
        .slice(0, length)
        .map((_, index) => index),
      6,
    );
    assert.equal(some.length, Math.min(length, 6), String(length));
    if (length > 0) assert.deepEqual([some[0], some.at(-1)], [0, length - 1]);
  }
});
