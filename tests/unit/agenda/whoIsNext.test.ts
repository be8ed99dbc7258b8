import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Coming, whoIsNext } from '#server/agenda/whoIsNext.ts';

const minute = 60_000;
const at = (start: number, length = 45, values: Partial<Coming> = {}): Coming => ({
  status: 'booked',
  outcome: null,
  start: start * minute,
  end: (start + length) * minute,
  ...values,
});

test('a talk that goes on is next until it is noted or over, or another begins within five minutes', () => {
  const first = at(600);
  const second = at(650);
  const day = [first, second];
  const nextAt = (now: number) => whoIsNext(day, now * minute);
  assert.equal(nextAt(0), first);
  assert.equal(nextAt(600), first);
  assert.equal(nextAt(644), first);
  assert.equal(nextAt(645), second);
  assert.equal(nextAt(694), second);
  assert.equal(nextAt(695), null);
  const beside = [first, at(640)];
  assert.equal(whoIsNext(beside, 634 * minute), first);
  assert.equal(whoIsNext(beside, 635 * minute), beside[1]);
  assert.equal(whoIsNext([at(600, 45, { outcome: 'geweest' }), second], 610 * minute), second);
});

test('who is next stands, is not noted and is not over, and nobody begins earlier but a talk that goes on', () => {
  const one = fc
    .record({
      start: fc.integer({ min: 0, max: 1440 }),
      length: fc.integer({ min: 5, max: 120 }),
      status: fc.constantFrom('booked' as const, 'cancelled' as const),
      outcome: fc.constantFrom(null, 'geweest' as const),
    })
    .map(({ start, length, ...values }) => at(start, length, values));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), fc.integer({ min: 0, max: 1500 }), (found, minutes) => {
      const day = found.toSorted((a, b) => a.start - b.start);
      const now = minutes * minute;
      const next = whoIsNext(day, now);
      const open = day.filter(
        ({ status, outcome, end }) => status === 'booked' && outcome === null && end > now,
      );
      if (!next) return assert.equal(open.length, 0);
      assert.ok(open.includes(next));
      const earlier = open.filter(({ start }) => start < next.start);
      assert.ok(earlier.every(({ start }) => start <= now));
    }),
  );
});
