import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldText } from '#db/schema/foldText.ts';
import { excerpt, markHits } from '#server/search/excerpt.ts';
import { groupPeople } from '#server/search/groupPeople.ts';
import { canHaveTypo, oneTypo } from '#server/search/oneTypo.ts';
import { anyText } from '../support/anyText.ts';

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const word = fc.array(letter, { minLength: 4, maxLength: 12 }).map((letters) => letters.join(''));

/** Whether LIKE would find a name by a pattern. */
const isLike = (name: string, pattern: string) =>
  new RegExp(`^${pattern.replaceAll('_', '.').replaceAll('%', '.*')}$`).test(name);
const finds = (typed: string, name: string) => oneTypo(typed).some((pattern) => isLike(name, pattern));

test('a name is found with any one letter wrong, missing, too much or changed places with the next', () => {
  fc.assert(
    fc.property(word, fc.nat(), letter, (name, draw, other) => {
      const at = draw % name.length;
      const before = name.slice(0, at);
      const [here = '', next = ''] = name.slice(at);
      const typos = [
        before + other + name.slice(at + 1),
        before + name.slice(at + 1),
        before + other + name.slice(at),
        before + next + here + name.slice(at + 2),
      ];
      for (const typed of typos.filter(canHaveTypo))
        assert.ok(finds(typed, name) || typed === name || name.startsWith(typed), `${name} by ${typed}`);
    }),
  );
  assert.ok(finds('rachit', 'rachid'));
});

test('a name that is two letters away is not found, and no pattern is as wide as a short word', () => {
  assert.ok(!finds('rachid', 'rochit'));
  assert.ok(!canHaveTypo('sem') && !canHaveTypo('k7m4qf') && !canHaveTypo('a'.repeat(21)));
  fc.assert(
    fc.property(word, (typed) => {
      const patterns = oneTypo(typed);
      assert.ok(patterns.length < 100);
      // An index of trigrams has something to go by.
      for (const pattern of patterns) assert.match(pattern, /[a-z]{3}/);
    }),
  );
});

interface Row {
  nameFolded: string | null;
  phone: string | null;
  email: string | null;
}
const row: fc.Arbitrary<Row> = fc.record({
  nameFolded: fc.constantFrom('hamza', 'noa', null),
  phone: fc.constantFrom('+31612345678', '+31687654321', null),
  email: fc.constantFrom('h@example.nl', 'n@example.org', null),
});

test('rows are of one person exactly when a chain of the same name and a contact in common leads from one to the other', () => {
  const isSame = (a: Row, b: Row) =>
    a.nameFolded === b.nameFolded &&
    ((a.phone !== null && a.phone === b.phone) || (a.email !== null && a.email === b.email));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (found) => {
      const rows = found.map((one, id) => ({ ...one, id }));
      const groups = groupPeople(rows);
      assert.deepEqual(
        groups
          .flat()
          .map(({ id }) => id)
          .toSorted((a, b) => a - b),
        rows.map(({ id }) => id),
      );
      for (const group of groups) {
        // The slow way: all that can be reached from the first.
        const reached = new Set(group.slice(0, 1));
        for (const one of reached) for (const other of rows) if (isSame(one, other)) reached.add(other);
        assert.deepEqual(new Set(group), reached);
        assert.deepEqual(
          group.map(({ id }) => id),
          group.map(({ id }) => id).toSorted((a, b) => a - b),
        );
      }
      const firsts = groups.map(([first]) => first?.id ?? -1);
      assert.deepEqual(
        firsts,
        firsts.toSorted((a, b) => a - b),
        'in the order of their first row',
      );
    }),
  );
});

test('an excerpt has the first hit in it, marked, and is short, whatever the text is', () => {
  const long = `${'Dit gaat nergens over. '.repeat(20)}Gebeld door Zoë, over de brief. ${'En meer. '.repeat(30)}`;
  const pieces = excerpt(long, ['zoe']);
  assert.deepEqual(
    pieces.filter(({ hit }) => hit),
    [{ text: 'Zoë', hit: true }],
  );
  assert.match(pieces[0]?.text ?? '', /^… /);
  assert.deepEqual(markHits('Voorschool, school en scholen', ['school']), [
    { text: 'Voorschool, ', hit: false },
    { text: 'school', hit: true },
    { text: ' en scholen', hit: false },
  ]);
  fc.assert(
    fc.property(
      anyText(400),
      fc.array(fc.constantFrom('a', 'zoe', '12')),
      fc.integer({ min: 10, max: 90 }),
      (text, parts, most) => {
        const shown = excerpt(text, parts, most)
          .map((piece) => piece.text)
          .join('');
        assert.ok(shown.length <= most + 4 && shown.isWellFormed());
        assert.equal(
          markHits(text, parts)
            .map((piece) => piece.text)
            .join(''),
          text,
        );
        assert.equal(foldText(text).length, text.length, 'letter for letter');
      },
    ),
  );
});
