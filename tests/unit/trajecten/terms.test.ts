import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meldingKinds, trajectStates } from '#db/schema/words.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { type TermFacts, termOf } from '#server/trajecten/terms.ts';
import { afterRow, afterSchema } from '#server/trajecten/worklistSchema.ts';
import { groupNames, groupOf, groupRows } from '../../../src/worklist/groups.ts';

const { trajecten } = settingsSchema.parse({});

/** Reported on a Friday, and nothing done yet. */
const facts = (values: Partial<TermFacts> = {}): TermFacts => ({
  state: 'nieuw',
  isAssigned: false,
  isTried: false,
  hadIntake: false,
  oldest: { kind: 'rmc', reportedOn: '2026-11-20' },
  ...values,
});

test('what is new is assigned within working days, then called, then spoken with', () => {
  assert.deepEqual(termOf(facts(), trajecten, '2026-11-20'), {
    step: 'assign',
    by: '2026-11-24',
    daysLate: 0,
  });
  assert.deepEqual(termOf(facts({ isAssigned: true }), trajecten, '2026-11-20'), {
    step: 'contact',
    by: '2026-11-25',
    daysLate: 0,
  });
  assert.deepEqual(termOf(facts({ isAssigned: true, isTried: true }), trajecten, '2026-11-20'), {
    step: 'intake',
    by: '2026-12-04',
    daysLate: 0,
  });
});

test('the last day is in time, and the day after is one day late', () => {
  const late = (today: string) => termOf(facts(), trajecten, today)?.daysLate;
  assert.deepEqual(['2026-11-24', '2026-11-25', '2026-12-01'].map(late), [0, 1, 7]);
});

test('the terms are those of the kind of the oldest melding', () => {
  const terms = { ...trajecten.terms, v3: { contactDays: 2, intakeDays: 7 } };
  const oldest = { kind: 'v3', reportedOn: '2026-11-20' } as const;
  const term = termOf(facts({ isAssigned: true, oldest }), { assignDays: 2, terms }, '2026-11-23');
  assert.deepEqual(term, { step: 'contact', by: '2026-11-22', daysLate: 1 });
});

test('without an open melding, after the intake and while it stands still there is no term', () => {
  assert.equal(termOf(facts({ oldest: null }), trajecten, '2027-01-01'), null);
  assert.equal(termOf(facts({ hadIntake: true, state: 'contact-zoeken' }), trajecten, '2027-01-01'), null);
  for (const state of ['gepauzeerd', 'niet-bereikt', 'wil-niet', 'nazorg', 'lopend'] as const)
    assert.equal(termOf(facts({ state }), trajecten, '2027-01-01'), null, state);
});

const dates = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('what is late stays late, and by one more day each day', () => {
  const some = fc.record({
    state: fc.constantFrom(...trajectStates),
    isAssigned: fc.boolean(),
    isTried: fc.boolean(),
    hadIntake: fc.boolean(),
    oldest: fc.record({ kind: fc.constantFrom(...meldingKinds), reportedOn: dates }),
  });
  fc.assert(
    fc.property(some, dates, fc.nat(400), (one, today, days) => {
      const later = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
      const [now, then] = [termOf(one, trajecten, today), termOf(one, trajecten, later)];
      assert.equal(now?.by, then?.by);
      if (!now || !then) return;
      assert.equal(now.daysLate > 0, now.by < today);
      if (now.daysLate > 0) assert.equal(then.daysLate - now.daysLate, days);
    }),
  );
});

test('rows stand in the group of their date; each in one, in the order that they had', () => {
  // A Wednesday.
  const of = (on: string) => groupOf(on, '2026-11-25');
  assert.deepEqual(['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-29', '2026-11-30'].map(of), [
    'late',
    'today',
    'week',
    'week',
    'later',
  ]);
  fc.assert(
    fc.property(fc.array(dates), dates, (all, today) => {
      const rows = all.toSorted().map((nextOn) => ({ nextOn }));
      const groups = groupRows(rows, today);
      assert.deepEqual(
        groups.flatMap((group) => group.rows),
        rows,
      );
      const order = groups.map(({ name }) => groupNames.indexOf(name));
      assert.deepEqual(order, order.toSorted());
    }),
  );
});

test('where a page begins is read back from the address, and what is no place is none', () => {
  const row = { nextOn: '2026-11-25', id: '0190b0c4-0000-4000-8000-000000000001' };
  assert.deepEqual(afterSchema.parse(afterRow(row)), { on: row.nextOn, id: row.id });
  for (const odd of ['', '2026-11-25', `2026-13-25.${row.id}`, '2026-11-25.x', "2026-11-25.' or 1=1"])
    assert.equal(afterSchema.safeParse(odd).success, false, odd);
});
