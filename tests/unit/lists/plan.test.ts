import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { identityOf } from '#server/lists/named.ts';
import { type KnownJongere, type PlanGround, planList, someoneNew } from '#server/lists/plan.ts';
import type { Entry, ReadRow } from '#server/lists/rows.ts';
import { carryOut } from '../../support/listGround.ts';

// What a list would change, held against who is known; carried out once, it changes nothing any more.

const anna: Entry = {
  row: 2,
  pupilNumber: '71',
  firstName: 'Anna',
  infix: 'de',
  lastName: 'Vries',
  birthDate: '2008-03-12',
  residence: null,
  school: 'college',
  programme: null,
  kind: 'v3',
  beganOn: '2026-11-02',
  endedOn: null,
  reason: null,
  schoolDid: null,
  nextStatus: null,
  phone: null,
  email: null,
  contactName: null,
};
const bart: Entry = {
  ...anna,
  row: 3,
  pupilNumber: '72',
  firstName: 'Bart',
  lastName: 'Smit',
  birthDate: '2007-01-01',
};
const rows = (...entries: Entry[]): ReadRow[] => entries.map((entry) => ({ ok: true, entry }));
const nobody: PlanGround = { kind: 'no-show', known: [] };
const after = (...entries: Entry[]) => carryOut(planList(rows(...entries), nobody), nobody);
const statesOf = (ground: PlanGround, ...entries: Entry[]) =>
  planList(rows(...entries), ground).map(({ state }) => state);

describe('a row is', () => {
  test('new, and the same when the file comes again', () => {
    assert.deepEqual(statesOf(nobody, anna, bart), ['new', 'new']);
    assert.deepEqual(statesOf(after(anna, bart), anna, bart), ['same', 'same']);
  });

  test('changed, with the fields that are', () => {
    const now = { ...anna, phone: '+31612345678', reason: 'ziek', pupilNumber: '99' };
    assert.deepEqual(planList(rows(now), after(anna)), [
      {
        state: 'changed',
        row: 2,
        entry: now,
        id: 'made2',
        melding: 'changed',
        changes: [
          { field: 'phone', from: null, to: '+31612345678' },
          { field: 'pupilNumber', from: '71', to: '99' },
          { field: 'reason', from: null, to: 'ziek' },
        ],
      },
    ]);
    const [again] = planList(rows({ ...anna, beganOn: '2026-11-16' }), after(anna));
    assert.ok(again?.state === 'changed' && again.melding === 'new' && again.changes.length === 0);
  });

  test('the same where it leaves out what is known, or says less of a name', () => {
    const known = after({ ...anna, phone: '+31612345678', email: 'anna@example.nl', reason: 'ziek' });
    assert.deepEqual(statesOf(known, anna), ['same']);
    assert.deepEqual(statesOf(known, { ...anna, firstName: 'A.', birthDate: null }), ['same']);
  });

  test('perhaps about somebody, until a person says who; then it stays so', () => {
    const initial = { ...anna, firstName: 'A.', pupilNumber: null };
    const known = after(anna);
    const [plan] = planList(rows(initial), known);
    assert.deepEqual(plan?.state === 'maybe' && plan.candidates, [
      { of: 'known', id: 'made2', reasons: ['initial'] },
    ]);
    assert.deepEqual(statesOf({ ...known, decided: new Map([[identityOf(initial), 'made2']]) }, initial), [
      'same',
    ]);
    assert.deepEqual(statesOf({ ...known, decided: new Map([[identityOf(initial), someoneNew]]) }, initial), [
      'new',
    ]);
  });

  test('wrong where nobody is known and there is no date of birth', () => {
    const without = { ...anna, birthDate: null };
    const [plan] = planList(rows(without), nobody);
    assert.deepEqual(plan?.state === 'wrong' && plan.faults, [
      { field: 'birthDate', fault: 'birth-missing', value: '', rows: [] },
    ]);
    assert.deepEqual(statesOf(after(anna), without), ['same']);
  });

  test('about no melding on a list of who is on a good place', () => {
    const plain = { ...anna, kind: null, beganOn: null };
    const ground: PlanGround = { kind: 'ingeschreven', known: [] };
    const known = carryOut(planList(rows(plain), ground), ground);
    assert.deepEqual(
      [...known.known].map(({ meldingen }) => meldingen),
      [[]],
    );
    assert.deepEqual(statesOf(known, plain), ['same']);
  });
});

describe('two rows of one file', () => {
  test('that say the same are one', () => {
    const plans = planList(rows(anna, { ...anna, row: 3 }), nobody);
    assert.deepEqual(
      plans.map((plan) => [plan.state, 'like' in plan && plan.like]),
      [
        ['new', null],
        ['same', 2],
      ],
    );
  });

  test('about two meldingen of one person are both good', () => {
    const [, second] = planList(rows(anna, { ...anna, row: 3, beganOn: '2026-11-16' }), nobody);
    assert.ok(second?.state === 'new' && second.like === 2);
  });

  test('that say otherwise of one person, or of one melding, or give two one number, are both wrong', () => {
    const others: Partial<Entry>[] = [
      { phone: '+31687654321' },
      { reason: 'weg' },
      { firstName: 'Bart', lastName: 'Smit' },
      { birthDate: '2006-05-05' },
      { pupilNumber: '99' },
    ];
    const first = { ...anna, phone: '+31612345678', reason: 'ziek' };
    for (const other of others) {
      const plans = planList(rows(first, { ...first, ...other, row: 3 }), nobody);
      const faults = plans.map(
        (plan) => plan.state === 'wrong' && plan.faults.map(({ fault, rows }) => [fault, ...rows]),
      );
      assert.deepEqual(faults, [[['twice-differs', 3]], [['twice-differs', 2]]], JSON.stringify(other));
    }
  });

  test('of twins are two, and of an initial a person is asked', () => {
    const eva = { ...anna, row: 3, firstName: 'Eva', pupilNumber: '73' };
    assert.deepEqual(statesOf(nobody, anna, eva), ['new', 'new']);
    assert.deepEqual(statesOf(after(anna, eva), anna, eva), ['same', 'same']);
    const initial = { ...anna, row: 3, firstName: 'A.', pupilNumber: null };
    assert.deepEqual(statesOf(nobody, anna, initial), ['maybe', 'maybe']);
  });
});

describe('whatever the list', () => {
  const entry: fc.Arbitrary<Entry> = fc
    .record({
      firstName: fc.constantFrom('Anna', 'A.', 'Eva', 'Anna Maria', 'Bart'),
      lastName: fc.constantFrom('Vries', 'Smit', 'Vries-Smit'),
      infix: fc.constantFrom('', 'de'),
      birthDate: fc.constantFrom('2008-03-12', '2008-12-03', '2007-01-01', null),
      pupilNumber: fc.constantFrom(null, '71', '071', '72'),
      school: fc.constantFrom('college', 'lyceum'),
      phone: fc.constantFrom(null, '+31612345678'),
      kind: fc.constantFrom('v3' as const, null),
      beganOn: fc.constantFrom('2026-11-02', '2026-11-16', null),
      reason: fc.constantFrom(null, 'ziek'),
    })
    .map((values) => ({ ...anna, ...values }));
  const list = fc
    .array(entry, { maxLength: 8 })
    .map((entries) => entries.map((one, index): Entry => ({ ...one, row: index + 2 })));

  test('each row is planned once, in its place', () => {
    fc.assert(
      fc.property(list, list, (before, entries) => {
        const planned = planList(rows(...entries), after(...before));
        assert.deepEqual(
          planned.map(({ row }) => row),
          entries.map(({ row }) => row),
        );
      }),
    );
  });

  test('another order gives each row the same state, but for which of two alike is the first', () => {
    fc.assert(
      fc.property(list, (entries) => {
        // Of two alike the first stands for both.
        const stateOf = (plans: ReturnType<typeof planList>) => {
          const first = (like: number) => plans.find(({ row }) => row === like)?.state;
          return new Map(
            plans.map((plan) => [plan.row, 'like' in plan && plan.like ? first(plan.like) : plan.state]),
          );
        };
        const there = stateOf(planList(rows(...entries), nobody));
        const back = stateOf(planList(rows(...entries.toReversed()), nobody));
        for (const [row, state] of there) assert.equal(back.get(row), state);
      }),
    );
  });

  test('carried out, the same file changes nothing', () => {
    fc.assert(
      fc.property(list, (entries) => {
        const planned = planList(rows(...entries), nobody);
        const known = carryOut(planned, nobody);
        const again = planList(rows(...entries), known);
        for (const [index, plan] of again.entries()) {
          const before = planned[index];
          if (before?.state === 'wrong') assert.equal(plan.state, 'wrong');
          else if (before?.state === 'new')
            assert.equal(plan.state, 'same', JSON.stringify({ entries, plan }));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nobody is changed whom a row does not name', () => {
    fc.assert(
      fc.property(list, list, (before, entries) => {
        const known = new Map<string, KnownJongere>(
          [...after(...before).known].map((person) => [person.id, person]),
        );
        for (const plan of planList(rows(...entries), { kind: 'no-show', known: known.values() })) {
          if (plan.state !== 'changed') continue;
          const person = known.get(plan.id) ?? assert.fail();
          const isNumber = person.enrolments.some(
            (one) => one.school === plan.entry.school && one.pupilNumber === plan.entry.pupilNumber,
          );
          assert.ok(isNumber || person.birthDate === plan.entry.birthDate);
        }
      }),
    );
  });
});
