import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bookableDates, clipToBookable } from '#server/availability/window.ts';
import { addDays } from '#server/kernel/time.ts';
import { settingsSchema } from '#server/settings/schema.ts';

const settings = settingsSchema.parse({});
const now = Date.parse('2026-11-29T12:00:00+01:00');

const range = fc
  .tuple(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: 0, max: 62 }))
  .map(([start, days]) => ({ from: addDays('2026-11-29', start), to: addDays('2026-11-29', start + days) }));

test('the dates that can be booked go from today to the horizon', () => {
  assert.deepEqual(bookableDates({ settings }, now), { from: '2026-11-29', to: '2027-01-24' });
});

test('of any question only the dates that can be booked are left, so that few questions differ', () => {
  const bookable = bookableDates({ settings }, now);
  fc.assert(
    fc.property(range, ({ from, to }) => {
      const clipped = clipToBookable({ from, to }, { settings }, now);
      if (to < bookable.from || from > bookable.to) return assert.equal(clipped, null);
      assert.ok(clipped !== null);
      assert.equal(clipped.from, [from, bookable.from].sort()[1]);
      assert.equal(clipped.to, [to, bookable.to].sort()[0]);
    }),
  );
});
