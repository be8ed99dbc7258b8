import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { candidatesOf } from '#server/jongeren/candidates.ts';
import { type Known, matchPerson, type Named } from '#server/jongeren/match.ts';
import {
  comparedName,
  compareFirst,
  compareLast,
  isAlike,
  type NameParts,
  splitName,
} from '#server/jongeren/names.ts';

// Whether who is named is somebody who is known: never more sure than a person would be.

const born = '2008-03-12';
const named = (text: string, values: Partial<Named> = {}): Named => {
  const name = splitName(text);
  assert.ok(name, text);
  return { ...name, birthDate: born, enrolments: [], ...values };
};
const known = (id: string, text: string, values: Partial<Named> = {}): Known => ({
  ...named(text, values),
  id,
});
const at = (school: string, pupilNumber: string) => ({ enrolments: [{ school, pupilNumber }] });

function verdictOf(person: Named, candidates: readonly Known[]) {
  const result = matchPerson(person, candidates);
  if (result.verdict === 'maybe')
    return Object.fromEntries(result.candidates.map(({ id, reasons }) => [id, reasons.join(' ')]));
  return result.verdict === 'known' ? `known ${result.id}` : 'new';
}

describe('a name in one cell', () => {
  const cases: Readonly<Record<string, [first: string, infix: string, last: string] | null>> = {
    'Vries, Anna de': ['Anna', 'de', 'Vries'],
    'de Vries, Anna': ['Anna', 'de', 'Vries'],
    'Vries, A. de': ['A.', 'de', 'Vries'],
    'Anna de Vries': ['Anna', 'de', 'Vries'],
    'A.B. van der Berg-de Wit': ['A.B.', 'van der', 'Berg-de Wit'],
    'Anna Maria  Jansen': ['Anna Maria', '', 'Jansen'],
    'Jan-Willem van ’t Hof': ['Jan-Willem', 'van ’t', 'Hof'],
    'Fatima el Amrani': ['Fatima', 'el', 'Amrani'],
    'Ben Jansen': ['Ben', '', 'Jansen'],
    'Ben van den Berg': ['Ben', 'van den', 'Berg'],
    Robin: null,
    'De Vries': ['De', '', 'Vries'],
    'Vries,': null,
    ', Anna': null,
    'a, b, c': null,
    '': null,
  };
  for (const [text, parts] of Object.entries(cases))
    test(`"${text}"`, () => {
      const [firstName = '', infix = '', lastName = ''] = parts ?? [];
      assert.deepEqual(splitName(text), parts && { firstName, infix, lastName });
    });
});

describe('somebody is known', () => {
  const anna = known('anna', 'Anna de Vries', at('college', '0123'));

  test('by number and school, however their name is spelled', () => {
    for (const text of [
      'Anna de Vries',
      'Vries, A. de',
      'Anna Maria de Vries',
      'Ana de Vries',
      'Anna Vries-Jansen',
    ])
      assert.equal(
        verdictOf(named(text, { ...at('college', '0123'), birthDate: null }), [anna]),
        'known anna',
        text,
      );
  });

  test('by whole name and date of birth, whatever the accents, hyphens, capitals and order', () => {
    const zoe = known('zoe', 'Zoë-Marie van den Berg');
    for (const text of ['zoe marie VAN DEN BERG', 'Berg, Zoémarie van den', 'van den Berg, Zoë Marie'])
      assert.equal(verdictOf(named(text), [zoe]), 'known zoe', text);
  });

  test('never for two', () => {
    const other = known('other', 'Anna de Vries');
    assert.deepEqual(verdictOf(named('Anna de Vries'), [anna, other]), {
      anna: 'same-name-and-birth-date several',
      other: 'same-name-and-birth-date several',
    });
    const number = { ...named('Anna de Vries'), ...at('college', '77') };
    const elsewhere = known('who', 'Bart Smit', { ...at('college', '77'), birthDate: '2006-01-01' });
    assert.deepEqual(verdictOf(number, [anna, elsewhere]), {
      anna: 'same-name-and-birth-date several',
      who: 'same-number number-of-other-name number-of-other-birth-date several',
    });
  });
});

describe('a person is asked', () => {
  const anna = known('anna', 'Anna de Vries', at('college', '0123'));
  const cases: [why: string, person: Named, reasons: string][] = [
    ['about an initial', named('A. de Vries'), 'initial'],
    ['about one first name of several', named('Anna Maria de Vries'), 'first-name-part'],
    ['about another infix', named('Anna Vries'), 'other-infix'],
    ['about half of a double surname', named('Anna de Vries-Jansen'), 'double-surname'],
    ['about one wrong letter', named('Anne de Vries'), 'typo'],
    ['about a twin', named('Eva de Vries'), 'twin-or-other-first-name'],
    [
      'about day and month',
      named('Anna de Vries', { birthDate: '2008-12-03' }),
      'same-name birth-date-swapped',
    ],
    ['about one digit', named('Anna de Vries', { birthDate: '2007-03-12' }), 'same-name birth-date-swapped'],
    ['about another date', named('Anna de Vries', { birthDate: '2009-07-01' }), 'same-name other-birth-date'],
    ['where there is no date', named('Anna de Vries', { birthDate: null }), 'same-name no-birth-date'],
    [
      'about the number of somebody of another name',
      named('Bart Smit', { ...at('college', '0123'), birthDate: '2007-05-05' }),
      'same-number number-of-other-name number-of-other-birth-date',
    ],
    [
      'about the number of a twin',
      named('Eva de Vries', at('college', '0123')),
      'same-number number-of-other-name',
    ],
    [
      'about a number that lost its zeros',
      named('A. de Vries', at('college', '123')),
      'number-with-zeros initial',
    ],
  ];
  for (const [why, person, reasons] of cases)
    test(why, () => assert.deepEqual(verdictOf(person, [anna]), { anna: reasons }));

  test('and the likeliest comes first', () => {
    const others = [known('c', 'Eva de Vries'), known('b', 'A. de Vries'), known('a', 'Anne de Vries')];
    const result = matchPerson(named('Anna de Vries', { birthDate: null }), others);
    assert.ok(result.verdict === 'maybe');
    assert.deepEqual(
      result.candidates.map(({ id }) => id),
      ['a', 'b'],
    );
  });
});

describe('two are two', () => {
  test('whose surname, or first name and date, differ', () => {
    const anna = known('anna', 'Anna de Vries', at('college', '0123'));
    for (const person of [
      named('Anna Smit'),
      named('Bart de Vries', { birthDate: '2006-01-01' }),
      named('A. de Vries', { birthDate: '2006-01-01' }),
      named('Bart Smit', { ...at('elsewhere', '0123'), birthDate: null }),
    ])
      assert.equal(verdictOf(person, [anna]), 'new');
  });

  test('also of twins who are both known', () => {
    const twins = [known('kim', 'Kim Jansen'), known('tim', 'Tim Jansen'), known('sanne', 'Sanne Jansen')];
    for (const first of ['Kim', 'Tim', 'Sanne'])
      assert.equal(verdictOf(named(`${first} Jansen`), twins), `known ${first.toLowerCase()}`);
    assert.ok(!String(verdictOf(named('T. Jansen'), twins)).startsWith('known'));
  });
});

describe('whatever the names', () => {
  const word = fc.constantFrom(
    'Anna',
    'Anne',
    'Jan-Willem',
    'A.',
    'Zoë',
    'El',
    'Vries',
    'Berg',
    'de Wit',
    'O’Neill',
    'Łukasz',
    'أحمد',
    'X',
  );
  const name = fc.record<NameParts>({
    firstName: fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
    infix: fc.constantFrom('', 'de', 'van der'),
    lastName: fc
      .array(
        word.filter((one) => one.length > 2),
        { minLength: 1, maxLength: 2 },
      )
      .map((words) => words.join('-')),
  });
  const person: fc.Arbitrary<Named> = fc
    .tuple(
      name,
      fc.constantFrom(null, born, '2008-12-03', '2006-01-01'),
      fc.array(
        fc.record({ school: fc.constantFrom('a', 'b'), pupilNumber: fc.constantFrom('1', '01', '2') }),
        { maxLength: 2 },
      ),
    )
    .map(([parts, birthDate, enrolments]) => ({ ...parts, birthDate, enrolments }));
  const several = fc
    .array(person, { maxLength: 6 })
    .map((people) => people.map((one, index): Known => ({ ...one, id: `id${index}` })));

  test('comparing them is symmetric', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [comparedName(one), comparedName(other)];
        assert.equal(compareFirst(a, b), compareFirst(b, a));
        assert.equal(compareLast(a, b), compareLast(b, a));
        assert.equal(isAlike(a.last, b.last), isAlike(b.last, a.last));
      }),
    );
  });

  test('who is known for somebody knows them too', () => {
    fc.assert(
      fc.property(person, person, (one, other) => {
        const there = matchPerson(one, [{ ...other, id: 'x' }]);
        const back = matchPerson(other, [{ ...one, id: 'x' }]);
        assert.deepEqual(there, back);
      }),
    );
  });

  test('the order of candidates changes nothing, and an index leaves nobody out who is known', () => {
    fc.assert(
      fc.property(person, several, (one, candidates) => {
        const result = matchPerson(one, candidates);
        assert.deepEqual(matchPerson(one, candidates.toReversed()), result);
        const found = matchPerson(one, candidatesOf(candidates).find(one));
        assert.equal(found.verdict === 'known', result.verdict === 'known');
        if (result.verdict === 'known') assert.deepEqual(found, result);
      }),
    );
  });

  test('nobody is known for two: where one more of them is there, a person is asked', () => {
    fc.assert(
      fc.property(person, several, (one, candidates) => {
        const result = matchPerson(one, candidates);
        if (result.verdict !== 'known') return;
        const twice = candidates.flatMap((each) =>
          each.id === result.id ? [each, { ...each, id: 'again' }] : [each],
        );
        assert.equal(matchPerson(one, twice).verdict, 'maybe');
      }),
    );
  });

  test('who has another first name is never known by name', () => {
    fc.assert(
      fc.property(person, person, (one, other) => {
        const same = matchPerson({ ...one, enrolments: [] }, [{ ...other, id: 'x' }]);
        if (same.verdict === 'known') assert.equal(comparedName(one).first, comparedName(other).first);
      }),
    );
  });

  test('another spelling of the same name stays a candidate', () => {
    const respell = fc.constantFrom<(parts: NameParts) => NameParts>(
      (parts) => ({ ...parts, firstName: parts.firstName.toUpperCase() }),
      (parts) => ({ ...parts, lastName: parts.lastName.replaceAll('-', ' ') }),
      (parts) => ({ ...parts, firstName: parts.firstName.normalize('NFD').replaceAll(/\p{M}/gu, '') }),
      (parts) => ({ ...parts, infix: '', lastName: `${parts.infix} ${parts.lastName}`.trim() }),
      (parts) => ({ ...parts, firstName: `${parts.firstName[0]}.` }),
      (parts) => ({ ...parts, lastName: `${parts.lastName}-Jansen` }),
    );
    fc.assert(
      fc.property(name, respell, (parts, change) => {
        const one = { ...parts, birthDate: born, enrolments: [] };
        const candidates = candidatesOf([{ ...one, id: 'x' }]).find({ ...one, ...change(parts) });
        assert.notEqual(matchPerson({ ...one, ...change(parts) }, candidates).verdict, 'new');
      }),
    );
  });
});
