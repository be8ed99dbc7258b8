import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeReference } from '#server/booking/reference.ts';
import { foldReference } from '#server/search/foldReference.ts';
import { type Query, readQuery } from '#server/search/readQuery.ts';
import { anyText } from '../support/anyText.ts';

const today = '2026-11-20';

function queryOf(text: string): Query {
  const read = readQuery(text, today);
  assert.ok(read.ok, `${text} means something`);
  return read.query;
}
const referenceOf = (text: string) => {
  const read = readQuery(text, today);
  return read.ok ? read.query.reference : null;
};
const problem = (text: string) => {
  const read = readQuery(text, today);
  return read.ok ? null : read.error;
};

test('a reference is read however it was written down', () => {
  for (const text of ['K7M-4QF', 'k7m-4qf', 'k7m4qf', ' K7M 4QF ', 'k 7 m 4 q f', 'K7M–4QF', 'K7M.4QF']) {
    assert.equal(referenceOf(text)?.exact, 'K7M-4QF', text);
    assert.equal(referenceOf(text)?.folded, 'K7M40F', text);
  }
  for (const text of ['K7M-4Q', 'K7M-4QFX', 'K7M-4Q*']) assert.equal(referenceOf(text), null);
});

test('what looks alike in a reference is the same', () => {
  for (const group of ['0OQDoqd', '1ILJilj', '2Zz', '5Ss', '8Bb', '6Gg', 'UVuv'])
    assert.equal(new Set([...group].map(foldReference)).size, 1, group);
});

test('any reference with any number of look-alikes in it is still found by it', () => {
  const likes: Record<string, string> = {
    Q: '0O',
    D: 'O0',
    J: '1IL',
    Z: '2',
    2: 'Z',
    S: '5',
    5: 'S',
    8: 'B',
    6: 'G',
    V: 'U',
  };
  const reference = fc.array(fc.nat(28), { minLength: 6, maxLength: 6 }).map((draws) => {
    let next = 0;
    return makeReference((end) => (draws[next++] ?? 0) % end);
  });
  fc.assert(
    fc.property(reference, fc.nat(2), (real, pick) => {
      const misheard = [...real].map((c) => likes[c]?.[pick % (likes[c]?.length ?? 1)] ?? c).join('');
      assert.equal(referenceOf(misheard)?.folded, foldReference(real));
    }),
  );
});

test('a date is read in each way that people write one, and means nothing else', () => {
  const days: Record<string, string> = {
    '23-11-2026': '2026-11-23',
    '23-11': '2026-11-23',
    '23/11/26': '2026-11-23',
    '23.11': '2026-11-23',
    '23 nov': '2026-11-23',
    '23nov': '2026-11-23',
    'ma 23 november 2026': '2026-11-23',
    '2026-11-23': '2026-11-23',
    '3 jan': '2027-01-03',
    vandaag: '2026-11-20',
    Morgen: '2026-11-21',
    gisteren: '2026-11-19',
  };
  for (const [text, date] of Object.entries(days)) {
    assert.deepEqual(queryOf(text), { words: [], reference: null, phone: null, date }, text);
  }
  for (const text of ['31-11-2026', '29-02', '2026-13-01', '0-1', '12 foo', 'constructor'])
    assert.ok(problem(text) !== null || queryOf(text).date === null, text);
});

test('a phone number is read however it is written, or by its end', () => {
  for (const text of ['0612345678', '06-12 34 56 78', '+31 6 12345678', '0031612345678', '(06) 12345678'])
    assert.deepEqual(queryOf(text).phone, { whole: '+31612345678' }, text);
  assert.deepEqual(queryOf('5678').phone, { digits: '5678' });
  assert.deepEqual(queryOf('34 56 78').phone, { digits: '345678' });
  assert.equal(problem('678'), 'too-short');
});

test('a name is compared without capitals and accents, an e-mail address without capitals', () => {
  const namesOf = (text: string) => queryOf(text).words.map(({ name }) => name);
  assert.deepEqual(namesOf('Zoë'), ['zoe']);
  assert.deepEqual(namesOf('ÉLODIE  de\u00a0Wit'), ['elodie', 'de', 'wit']);
  assert.deepEqual(queryOf('Sam@Example.NL').words[0]?.typed, 'sam@example.nl');
  assert.deepEqual(queryOf('Anne-Marie’s').words[0]?.parts, ['anne', 'marie', 's']);
  assert.deepEqual(queryOf('أحمد').words[0]?.parts, []);
  assert.deepEqual(queryOf('rachid 4321').words[1]?.digits, '4321');
});

test('nothing, too little, too much and nonsense each have their answer', () => {
  assert.equal(problem(''), 'empty');
  assert.equal(problem(' \n '), 'empty');
  assert.equal(problem('a'), 'too-short');
  assert.equal(problem('12'), 'too-short');
  assert.equal(problem('a'.repeat(10_000)), 'too-long');
  assert.equal(problem('a'.repeat(101)), 'too-long');
  assert.equal(problem('Sam\u0000'), 'unclear');
  assert.equal(problem('\ud800ab'), 'unclear');
  assert.equal(problem('%%'), 'unclear');
  assert.equal(problem('👋👋'), 'unclear');
});

test('any text is read or refused, and a date among the answers exists', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText(12), fc.string({ unit: fc.constantFrom(...'0123456789-/. novmrt%_\\') })),
      (text) => {
        const read = readQuery(text, today);
        if (!read.ok) return;
        const { words, reference, phone, date } = read.query;
        assert.ok(words.length > 0 || reference || phone || date !== null);
        assert.ok(
          words.every(({ name, parts }) => name !== '' && parts.every((part) => /^[a-z0-9]+$/.test(part))),
        );
        if (date !== null) assert.equal(new Date(date).toISOString().slice(0, 10), date);
      },
    ),
  );
});
