import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meldingKinds, trajectStates } from '#db/schema/words.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { type TermFacts, termOf } from '#server/trajecten/terms.ts';
import { afterRow, afterSchema } from '#server/trajecten/worklistSchema.ts';
import { groupNames, groupOf, groupRows } from '../../../src/worklist/groups.ts';

const { trajectTerms: terms } = settingsSchema.parse({});

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
  assert.deepEqual(termOf(facts(), terms, '2026-11-20'), {
    step: 'assign',
    by: '2026-11-24',
    daysLate: 0,
    settingOf: null,
  });
  assert.deepEqual(termOf(facts({ isAssigned: true }), terms, '2026-11-20'), {
    step: 'contact',
    by: '2026-11-25',
    daysLate: 0,
    settingOf: null,
  });
  assert.deepEqual(termOf(facts({ isAssigned: true, isTried: true }), terms, '2026-11-20'), {
    step: 'intake',
    by: '2026-12-04',
    daysLate: 0,
    settingOf: null,
  });
});

test('the last day is in time, and the day after is one day late', () => {
  const late = (today: string) => termOf(facts(), terms, today)?.daysLate;
  assert.deepEqual(['2026-11-24', '2026-11-25', '2026-12-01'].map(late), [0, 1, 7]);
});

test('the terms are those of the kind of the oldest melding', () => {
  const kinds = { ...terms.first.kinds, v3: { contactDays: 2, intakeDays: 7 } };
  const oldest = { kind: 'v3', reportedOn: '2026-11-20' } as const;
  const first = { assignDays: 2, kinds };
  const term = termOf(facts({ isAssigned: true, oldest }), { first, changes: [] }, '2026-11-23');
  assert.deepEqual(term, { step: 'contact', by: '2026-11-22', daysLate: 1, settingOf: null });
});

test('without an open melding, after the intake and while it stands still there is no term', () => {
  assert.equal(termOf(facts({ oldest: null }), terms, '2027-01-01'), null);
  assert.equal(termOf(facts({ hadIntake: true, state: 'contact-zoeken' }), terms, '2027-01-01'), null);
  for (const state of ['gepauzeerd', 'niet-bereikt', 'wil-niet', 'nazorg', 'lopend'] as const)
    assert.equal(termOf(facts({ state }), terms, '2027-01-01'), null, state);
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
      const [now, then] = [termOf(one, terms, today), termOf(one, terms, later)];
      assert.equal(now?.by, then?.by);
      if (!now || !then) return;
      assert.equal(now.daysLate > 0, now.by < today);
      if (now.daysLate > 0) assert.equal(then.daysLate - now.daysLate, days);
    }),
  );
});

test('a melding keeps the terms of the day on which it came in, and says since when they held', () => {
  const slow = { ...terms.first, assignDays: 9 };
  const dated = { first: terms.first, changes: [{ from: '2026-11-20', value: slow }] };
  const of = (reportedOn: string) =>
    termOf(facts({ oldest: { kind: 'rmc', reportedOn } }), dated, '2026-11-23');
  assert.deepEqual(of('2026-11-19'), { step: 'assign', by: '2026-11-23', daysLate: 0, settingOf: null });
  assert.deepEqual(of('2026-11-20'), {
    step: 'assign',
    by: '2026-12-03',
    daysLate: 0,
    settingOf: '2026-11-20',
  });
  fc.assert(
    fc.property(dates, dates, fc.integer({ min: 1, max: 20 }), (reportedOn, from, assignDays) => {
      fc.pre(from > reportedOn);
      const one = facts({ oldest: { kind: 'rmc', reportedOn } });
      const later = { first: terms.first, changes: [{ from, value: { ...terms.first, assignDays } }] };
      assert.deepEqual(termOf(one, later, from), termOf(one, terms, from));
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
