import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nearestStart, quarterIn, quartersBetween } from '../../../src/agenda/calendar/drag/snap.ts';

const minute = 60_000;
const quarter = 15 * minute;
const nine = Date.parse('2026-11-24T09:00:00+01:00');
const stretch = { start: nine, end: nine + 3 * 60 * minute };

test('what is dragged lands on the nearest free start, and on none that is more than half an hour away', () => {
  const starts = [nine, nine + quarter, nine + 90 * minute];
  assert.equal(nearestStart(starts, nine + 7 * minute), nine);
  assert.equal(nearestStart(starts, nine + 8 * minute), nine + quarter);
  assert.equal(nearestStart(starts, nine + 46 * minute), null);
  assert.equal(nearestStart(starts, nine + 60 * minute), nine + 90 * minute);
  assert.equal(nearestStart([], nine), null);
});

test('what is drawn in free time is whole quarters within it, at least one, wherever a pointer goes', () => {
  const anywhere = fc.integer({ min: -300, max: 500 }).map((minutes) => nine + minutes * minute);
  fc.assert(
    fc.property(anywhere, anywhere, (from, to) => {
      const drawn = quartersBetween(stretch, from, to);
      assert.ok(stretch.start <= drawn.start && drawn.end <= stretch.end);
      assert.ok(drawn.end - drawn.start >= quarter);
      assert.equal((drawn.end - drawn.start) % quarter, 0);
      assert.deepEqual(quartersBetween(stretch, to, from), drawn);
      const pressed = quarterIn(stretch, from);
      assert.ok(stretch.start <= pressed && pressed + quarter <= stretch.end);
    }),
  );
});
