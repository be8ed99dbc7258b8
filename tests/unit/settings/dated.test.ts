import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import {
  type Dated,
  datedSchema,
  keepsUsed,
  settingOn,
  withChange,
  withoutChange,
} from '#server/settings/dated.ts';

// A setting with dates: which holds when, and what may become of it.

const schema = datedSchema(z.int());
const dates = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const dated: fc.Arbitrary<Dated<number>> = fc
  .record({
    first: fc.integer(),
    changes: fc.uniqueArray(fc.record({ from: dates, value: fc.integer() }), {
      maxLength: 8,
      selector: ({ from }) => from,
    }),
  })
  .map(({ first, changes }) => ({
    first,
    changes: changes.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }));
const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

test('every date has exactly one setting: that of the latest change until then, or the first', () => {
  fc.assert(
    fc.property(dated, dates, (setting, date) => {
      // Periods that follow each other, each with its first day and the first day of the next.
      const begins = ['0000-01-01', ...setting.changes.map(({ from }) => from)];
      const values = [setting.first, ...setting.changes.map(({ value }) => value)];
      const holds = begins.flatMap((from, at) => {
        const next = begins[at + 1] ?? '9999-12-31';
        return from <= date && date < next ? [values[at]] : [];
      });
      assert.deepEqual([settingOn(setting, date).value], holds);
    }),
  );
});

test('a change begins on its own day, not the day before', () => {
  const setting = { first: 5, changes: [{ from: '2026-08-01', value: 3 }] };
  assert.deepEqual(settingOn(setting, '2026-07-31'), { value: 5, from: null });
  assert.deepEqual(settingOn(setting, '2026-08-01'), { value: 3, from: '2026-08-01' });
});

test('what is added or taken back after today moves nothing that came in until today', () => {
  fc.assert(
    fc.property(dated, dates, fc.integer(), dates, dates, (setting, from, value, today, cameIn) => {
      fc.pre(from > today && cameIn <= today);
      for (const after of [withChange(setting, { from, value }), withoutChange(setting, from)]) {
        assert.deepEqual(settingOn(after, cameIn), settingOn(setting, cameIn));
        assert.ok(keepsUsed(setting, after, today));
        assert.ok(schema.safeParse(after).success);
      }
    }),
  );
});

test('whatever keeps what was used says the same of every day until today, and what does not is found', () => {
  fc.assert(
    fc.property(dated, dated, dates, (before, other, today) => {
      // As often the same until some day as not.
      const after = { first: before.first, changes: [...before.changes.filter(({ from }) => from <= today)] };
      after.changes.push(...other.changes.filter(({ from }) => from > today));
      assert.ok(keepsUsed(before, after, today));
      const days = [
        today,
        ...before.changes.map(({ from }) => from),
        ...other.changes.map(({ from }) => from),
      ];
      const until = days.flatMap((day) => [day, dayAfter(day)]).filter((day) => day <= today);
      const isSame = ['2020-01-01', ...until].every(
        (day) => settingOn(before, day).value === settingOn(other, day).value,
      );
      if (!isSame) assert.ok(!keepsUsed(before, other, today));
    }),
  );
});

test('adding and taking back is as if nothing was done', () => {
  fc.assert(
    fc.property(dated, dates, fc.integer(), (setting, from, value) => {
      fc.pre(setting.changes.every((one) => one.from !== from));
      assert.deepEqual(withoutChange(withChange(setting, { from, value }), from), setting);
    }),
  );
});

test('changes that are not in order, or two of one day, are refused', () => {
  const [may, june] = [
    { from: '2026-05-01', value: 1 },
    { from: '2026-06-01', value: 2 },
  ];
  assert.ok(schema.safeParse({ first: 0, changes: [may, june] }).success);
  for (const changes of [[june, may], [may, may], [{ from: '2026-02-30', value: 1 }]])
    assert.ok(!schema.safeParse({ first: 0, changes }).success, JSON.stringify(changes));
});
