import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timesOf } from '#server/booking/findStaffTimes.ts';
import type { Slot } from '#server/slots/types.ts';

const slot = (start: number, modality: Slot['modality'], location: string): Slot => ({
  start,
  end: start + 30,
  modality,
  location,
  casemanagers: ['noor'],
});

test('where the modality is free a time is at each place where it can be, or else by telefoon, or else by video', () => {
  const times = timesOf([
    slot(1, 'op-locatie', 'centrum'),
    slot(1, 'op-locatie', 'escamp'),
    slot(1, 'telefoon', 'centrum'),
    slot(2, 'video', 'centrum'),
    slot(2, 'telefoon', 'centrum'),
    slot(2, 'telefoon', 'escamp'),
    slot(3, 'video', 'centrum'),
  ]);
  assert.deepEqual(
    times.map(({ start, modality, location }) => [start, modality, location]),
    [
      [1, 'op-locatie', 'centrum'],
      [1, 'op-locatie', 'escamp'],
      [2, 'telefoon', undefined],
      [3, 'video', undefined],
    ],
  );
  assert.deepEqual(timesOf([]), []);
});
