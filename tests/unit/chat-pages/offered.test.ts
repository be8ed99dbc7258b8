import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, mannersIn, type Slot } from '../../../src/chat/offered.ts';

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
