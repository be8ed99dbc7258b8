import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planList } from '#server/lists/plan.ts';
import type { Entry } from '#server/lists/rows.ts';
import { findTwice, type Twice } from '#server/lists/twice.ts';

// Rows of one file about one person are found without holding each row against each other one: the same as when that is done.

const names = fc.record({
  firstName: fc.constantFrom('Anna', 'A.', 'Eva', 'Anna Maria', 'Bart'),
  lastName: fc.constantFrom('Vries', 'Vriez', 'Smit', 'Vries-Smit'),
  infix: fc.constantFrom('', 'de'),
  birthDate: fc.constantFrom('2008-03-12', '2008-12-03', '2007-01-01', null),
  pupilNumber: fc.constantFrom(null, '71', '071', '72'),
  school: fc.constantFrom('college', 'lyceum'),
  phone: fc.constantFrom(null, '+31612345678'),
  beganOn: fc.constantFrom('2026-11-02', '2026-11-16', null),
  reason: fc.constantFrom(null, 'ziek'),
});
const list = fc.array(names, { minLength: 2, maxLength: 12 }).map((all) =>
  all.map(
    (one, index): Entry => ({
      ...one,
      row: index + 2,
      residence: null,
      programme: null,
      kind: 'v3',
      endedOn: null,
      schoolDid: null,
      nextStatus: null,
      email: null,
      contactName: null,
    }),
  ),
);

/** What a row is to each other one, two by two. */
function plain(entries: readonly Entry[], entry: Entry): Twice[] {
  return entries.flatMap((other) =>
    other === entry ? [] : (findTwice([entry, other].sort((a, b) => a.row - b.row)).get(entry.row) ?? []),
  );
}
const numberOf = ({ school, pupilNumber }: Entry) => pupilNumber && `${school} ${pupilNumber}`;
const nameOf = ({ firstName, infix, lastName, birthDate, pupilNumber }: Entry) =>
  birthDate === null && pupilNumber !== null ? null : [firstName, infix, lastName, birthDate].join(' ');
const sorted = (rows: readonly number[]) => rows.toSorted((a, b) => a - b);
const lowest = (rows: readonly (number | null)[]) => sorted(rows.filter((row) => row !== null))[0] ?? null;

test('a row stands to all others as it does to each alone, unless they are too many of one person', () => {
  const mostOfOne = 3;
  fc.assert(
    fc.property(list, (entries) => {
      const found = findTwice(entries, { mostOfOne, mostAlike: 12 });
      for (const entry of entries) {
        const twice = found.get(entry.row);
        const isMany = [numberOf, nameOf].some((say) => {
          const said = say(entry);
          return said !== null && entries.filter((other) => say(other) === said).length > mostOfOne;
        });
        assert.equal(twice?.isOneOfMany ?? false, isMany);
        if (isMany) continue;
        const pairs = plain(entries, entry);
        const against = sorted(pairs.flatMap((one) => one.against));
        assert.deepEqual(sorted(twice?.against ?? []), against);
        assert.deepEqual(
          sorted((twice?.alike ?? []).map(({ row }) => row)),
          sorted(pairs.flatMap((one) => one.alike.map(({ row }) => row))),
        );
        if (against.length > 0) continue;
        assert.equal(twice?.sameAs ?? null, lowest(pairs.map((one) => one.sameAs)));
        assert.equal(twice?.copyOf ?? null, lowest(pairs.map((one) => one.copyOf)));
        assert.ok(pairs.map((one) => one.born).includes(twice?.born ?? null) || pairs.length === 0);
      }
    }),
    { numRuns: 200 },
  );
});

test('thousands of rows about one person are told at once, and hold up no other row', () => {
  const [[anna] = []] = fc.sample(list, { numRuns: 1, seed: 1 });
  assert.ok(anna);
  const bart = { ...anna, pupilNumber: '99', firstName: 'Bart', lastName: 'Smit', birthDate: '2007-01-01' };
  const many = Array.from({ length: 2000 }, (_, at): Entry => ({ ...anna, pupilNumber: '71', row: at + 3 }));
  const rows = [bart, ...many].map((entry) => ({ ok: true, entry }) as const);
  const [first, ...others] = planList(rows, { kind: 'no-show', known: [] });
  assert.equal(first?.state, 'new');
  for (const plan of others) assert.ok(plan.state === 'wrong' && plan.faults[0]?.fault === 'too-many-of-one');
});
