import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldReference } from '#server/agenda/foldReference.ts';
import { type Meaning, readQuery } from '#server/agenda/readQuery.ts';
import { makeReference } from '#server/booking/reference.ts';
import { anyText } from '../../support/anyText.ts';

const today = '2026-11-20';

function meanings(text: string): Meaning[] {
  const read = readQuery(text, today);
  assert.ok(read.ok, `${text} means something`);
  return read.meanings;
}
const meaningOf = <Kind extends Meaning['kind']>(text: string, kind: Kind) =>
  meanings(text).find((meaning): meaning is Extract<Meaning, { kind: Kind }> => meaning.kind === kind);
const problem = (text: string) => {
  const read = readQuery(text, today);
  return read.ok ? null : read.error;
};

test('a reference is read however it was written down', () => {
  for (const text of ['K7M-4QF', 'k7m-4qf', 'k7m4qf', ' K7M 4QF ', 'k 7 m 4 q f', 'K7M–4QF', 'K7M.4QF']) {
    assert.equal(meaningOf(text, 'reference')?.exact, 'K7M-4QF', text);
    assert.equal(meaningOf(text, 'reference')?.folded, 'K7M40F', text);
  }
  for (const text of ['K7M-4Q', 'K7M-4QFX', 'K7M-4Q*']) assert.equal(meaningOf(text, 'reference'), undefined);
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
      assert.equal(meaningOf(misheard, 'reference')?.folded, foldReference(real));
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
    assert.deepEqual(meanings(text), [{ kind: 'date', date }], text);
  }
  for (const text of ['31-11-2026', '29-02', '2026-13-01', '0-1', '12 foo', 'constructor'])
    assert.ok(problem(text) !== null || !meaningOf(text, 'date'), text);
});

test('a phone number is read however it is written, or by its end', () => {
  for (const text of ['0612345678', '06-12 34 56 78', '+31 6 12345678', '0031612345678', '(06) 12345678'])
    assert.equal(meaningOf(text, 'phone')?.phone, '+31612345678', text);
  assert.equal(meaningOf('5678', 'phone-end')?.digits, '5678');
  assert.equal(meaningOf('34 56 78', 'phone-end')?.digits, '345678');
  assert.equal(problem('678'), 'too-short');
});

test('a name is compared without capitals and accents, an e-mail address without capitals', () => {
  assert.equal(meaningOf('Zoë', 'name')?.part, 'zoe');
  assert.equal(meaningOf('ÉLODIE', 'name')?.part, 'elodie');
  assert.equal(meaningOf('Sam@Example.NL', 'email')?.part, 'sam@example.nl');
  assert.equal(meaningOf('Sam@Example.NL', 'name'), undefined);
  assert.deepEqual(
    meanings('An Mo').map(({ kind }) => kind),
    ['name'],
  );
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
        assert.ok(read.meanings.length > 0);
        for (const meaning of read.meanings)
          if (meaning.kind === 'date')
            assert.equal(new Date(meaning.date).toISOString().slice(0, 10), meaning.date);
      },
    ),
  );
});
