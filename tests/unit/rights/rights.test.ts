import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roles } from '#db/schema/words.ts';
import { type Action, policy, reachOf } from '#server/access/policy.ts';
import { changesBetween, dueOn, fingerprintOf, quarterOf } from '#server/rightsReview/compare.ts';
import type { RightsRow } from '#server/rightsReview/types.ts';
import { abilitiesOf } from '../../../src/rights/abilities.ts';

// The list of who may do what: what changed since it was signed, when it is due, and what each role may.

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const row: fc.Arbitrary<RightsRow> = fc.record({
  id: fc.integer({ min: 1, max: 6 }).map(idOf),
  name: fc.constantFrom('Kim Proef', 'Robin Boer'),
  email: fc.constantFrom('kim@example.nl', 'robin@example.nl'),
  organisation: fc.constantFrom('Gemeente', 'Het College'),
  team: fc.constantFrom('Noord', null),
  roles: fc.subarray([...roles], { minLength: 1 }),
  hasFactor: fc.boolean(),
  wayIn: fc.constantFrom('password' as const, 'sso' as const, 'both' as const, 'none' as const),
  lastSeen: fc.option(fc.integer({ min: 1, max: 9 })),
  since: fc.constantFrom(null, 5),
});
const list = fc.uniqueArray(row, { selector: ({ id }) => id });

test('a list is as it was signed exactly when nothing changed, whoever was seen since', () => {
  const withoutSeen = (rows: readonly RightsRow[]) =>
    rows.map((one) => ({ ...one, lastSeen: null, since: null }));
  fc.assert(
    fc.property(list, list, (before, now) => {
      assert.deepEqual(changesBetween(before, before), []);
      const seen = before.map((one) => ({ ...one, lastSeen: 7 }));
      assert.equal(fingerprintOf(seen), fingerprintOf(before));
      const inOrder = (rows: readonly RightsRow[]) =>
        withoutSeen(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      const same = JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(now));
      assert.equal(changesBetween(before, now).length === 0, same);
    }),
  );
});

test('what changed leads from the one list to the other', () => {
  fc.assert(
    fc.property(list, list, (before, now) => {
      const after = new Map(before.map((one) => [one.id, one]));
      for (const change of changesBetween(before, now)) {
        if (change.kind === 'gone') after.delete(change.row.id);
        else after.set(change.row.id, change.row);
      }
      const found = now.map(({ id }) => after.get(id));
      assert.equal(after.size, now.length);
      assert.deepEqual(
        found.map((one) => one && { ...one, lastSeen: null, since: null }),
        now.map((one) => ({ ...one, lastSeen: null, since: null })),
      );
    }),
  );
});

test('a signature is of a quarter, and the next is due so many months later, at the end of a month that is short', () => {
  const at = (moment: string) => Date.parse(moment);
  assert.equal(quarterOf(at('2026-11-29T10:00+01:00')), '2026-Q4');
  assert.equal(quarterOf(at('2026-12-31T23:30Z')), '2027-Q1');
  assert.equal(dueOn(at('2026-11-29T10:00+01:00'), 3), '2027-02-28');
  assert.equal(dueOn(at('2026-11-28T10:00+01:00'), 1), '2026-12-28');
  assert.equal(dueOn(at('2027-11-30T10:00+01:00'), 3), '2028-02-29');
  assert.equal(dueOn(at('2026-03-31T00:30+02:00'), 12), '2027-03-31');
});

test('each right of a role stands in what it may do, as far as it goes, and nothing that it may not', () => {
  const isAction = (name: string): name is Action => Object.hasOwn(policy, name);
  const actions = Object.keys(policy).filter(isAction);
  for (const role of roles) {
    const told = abilitiesOf(role);
    assert.equal(new Set(told.map(({ ability }) => ability)).size, told.length);
    const has = (name: string) => told.some(({ ability }) => ability === name);
    assert.equal(has('people'), role === 'beheerder');
    assert.equal(has('appointments'), role === 'casemanager' || role === 'coordinator');
    const widest = actions.map((action) => reachOf([role], action));
    for (const { reach } of told) assert.ok(widest.includes(reach));
  }
  assert.deepEqual(
    abilitiesOf('schoolmedewerker').map(({ ability }) => ability),
    ['report', 'account'],
  );
});
