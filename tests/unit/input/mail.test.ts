import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mailSchema } from '#server/kernel/schema.ts';

const mail = mailSchema({ required: 'required', invalid: 'invalid' });
const read = (text: unknown) => {
  const { data, error } = mail.safeParse(text);
  return data ?? `! ${error?.issues.map(({ message }) => message).join()}`;
};

test('addresses that the post takes are taken', () => {
  const right: [string, string][] = [
    ['Noa@Example.NL', 'noa@example.nl'],
    ["o'neill+school&werk!@sub.example.nl", "o'neill+school&werk!@sub.example.nl"],
    ["!#$%&'*+/=?^_`{|}~-@example.nl", "!#$%&'*+/=?^_`{|}~-@example.nl"],
    [`${'a'.repeat(64)}@example.nl`, `${'a'.repeat(64)}@example.nl`],
    [`a@${'b'.repeat(63)}.nl`, `a@${'b'.repeat(63)}.nl`],
    [`a@${`${'b'.repeat(61)}.`.repeat(4)}nl12`, `a@${`${'b'.repeat(61)}.`.repeat(4)}nl12`],
    // Pasted: nothing of this can be seen, or it keeps words on one line.
    ['\u200b noa\u00ad@exam\u2060ple.nl\u00a0\ufeff', 'noa@example.nl'],
    ['\u202anoa@example.nl\u202c', 'noa@example.nl'],
    // A domain in letters of its own is kept as mail finds it.
    ['noa@MÜNCHEN.de', 'noa@xn--mnchen-3ya.de'],
    ['noa@例え。jp', 'noa@xn--r8jz45g.jp'],
    ['noa@xn--mnchen-3ya.de', 'noa@xn--mnchen-3ya.de'],
  ];
  for (const [typed, kept] of right) assert.equal(read(typed), kept);
});

test('what no post takes is refused', () => {
  const wrong = [
    ...[
      'noa',
      '@example.nl',
      'noa@',
      'noa@nl',
      'a@b@example.nl',
      'noa @example.nl',
      'noa@example.nl piet@example.nl',
    ],
    ...['.noa@example.nl', 'noa.@example.nl', 'n..oa@example.nl', '"noa b"@example.nl', 'noé@example.nl'],
    ...[
      'noa@-example.nl',
      'noa@example-.nl',
      'noa@exa_mple.nl',
      'noa@example..nl',
      'noa@example.nl.',
      'noa@.nl',
    ],
    ...[
      'noa@127.0.0.1',
      'noa@[127.0.0.1]',
      'noa@example.12',
      'noa@ü/.nl',
      'noa@ü:80.nl',
      'noa@ü..de',
      'noa@ü_.de',
    ],
    ...[`${'a'.repeat(65)}@example.nl`, `a@${'b'.repeat(64)}.nl`, `a@${`${'b'.repeat(61)}.`.repeat(4)}nl123`],
    ...[
      'noa@example.nl\u0000',
      'noa\n@example.nl',
      'noa<b>@example.nl',
      'noa,b@example.nl',
      `${'a'.repeat(70_000)}@x.nl`,
    ],
  ];
  for (const typed of wrong) assert.equal(read(typed), '! invalid', typed.slice(0, 80));
  for (const empty of ['', ' ', '\u200b', '\u00a0', 7, undefined]) assert.equal(read(empty), '! required');
});

/** The same by counting, a character at a time, out of RFC 5321 4.5.3.1, RFC 5322 3.2.3 and RFC 1035 2.3.4. */
function slowly(text: string): boolean {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const digits = '0123456789';
  const all = (word: string, allowed: string) =>
    word !== '' && [...word].every((sign) => allowed.includes(sign));
  const parts = text.split('@');
  const [local = '', domain = ''] = parts;
  if (parts.length !== 2 || text.length > 254 || local.length > 64) return false;
  if (!local.split('.').every((atom) => all(atom, `${letters}${digits}!#$%&'*+-/=?^_\`{|}~`))) return false;
  const labels = domain.split('.');
  const isLabel = (one: string) =>
    all(one, `${letters}${digits}-`) && one.length <= 63 && !one.startsWith('-') && !one.endsWith('-');
  return (
    labels.length > 1 &&
    labels.every(isLabel) &&
    [...(labels.at(-1) ?? '')].some((sign) => letters.includes(sign))
  );
}

test('a mail address is judged as the slow reading of the RFCs judges it', () => {
  const sign = fc.constantFrom(...'abz019.-_@&!+ "(,:;<>[]\\');
  const long = fc.integer({ min: 60, max: 66 }).map((times) => 'a'.repeat(times));
  const piece = fc.oneof({ weight: 6, arbitrary: sign }, { weight: 1, arbitrary: long });
  const word = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const address = fc.oneof(
    fc.tuple(word, word, fc.constantFrom('nl', 'n1', '11', 'x-', '')).map(([a, b, c]) => `${a}@${b}.${c}`),
    fc.array(word, { maxLength: 5 }).map((words) => words.join('@a.')),
  );
  fc.assert(
    fc.property(address, (text) => {
      const wanted = text.trim();
      assert.equal(read(text) === wanted, wanted !== '' && slowly(wanted), JSON.stringify(text));
    }),
    { numRuns: 3000 },
  );
});
