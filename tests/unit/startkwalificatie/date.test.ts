import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isDate, readDate } from '#server/startkwalificatie/date.ts';
import { anyText } from '../../support/anyText.ts';

const peildatum = '2026-11-21';
const day = 86_400_000;
const realDate = fc
  .integer({ min: Date.parse('1900-01-01') / day, max: Date.parse(peildatum) / day })
  .map((number) => new Date(number * day).toISOString().slice(0, 10));

const months = ['nl-NL', 'en-GB'].flatMap((locale) =>
  (['long', 'short'] as const).map((month) => new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' })),
);

/** A date as people write it, in every way that we read. */
function forms(date: string): string[] {
  const [year = '', month = '', dag = ''] = date.split('-');
  const [m, d] = [Number(month), Number(dag)];
  const numbers = ['-', '/', '.', ' ', ' - ', '–'].flatMap((mark) => [
    `${d}${mark}${m}${mark}${year}`,
    `${dag}${mark}${month}${mark}${year}`,
    `${year}${mark}${month}${mark}${dag}`,
  ]);
  const names = months.flatMap((inWords) => {
    const word = inWords.format(new Date(date));
    return [`${d} ${word} ${year}`, `${dag}-${word.toUpperCase()}-${year}`, `${word} ${d}, ${year}`];
  });
  return [...numbers, ...names, `  ${d}-${m}-${year}  `, `${dag}${month}${year}`, `${year}${month}${dag}`];
}

test('every date that was is read in each way of writing it', () => {
  fc.assert(
    fc.property(realDate, (date) => {
      for (const text of forms(date)) assert.deepEqual(readDate(text, peildatum), { ok: true, date }, text);
    }),
    { numRuns: 400 },
  );
});

test('digits of other scripts that phones type are digits', () => {
  for (const zero of [0x660, 0x6f0, 0xff10]) {
    const typed = '5-1-2007'.replaceAll(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
    assert.deepEqual(readDate(typed, peildatum), { ok: true, date: '2007-01-05' }, typed);
  }
});

test('a year of two digits is the last one that is not in the future', () => {
  const cases: [string, string][] = [
    ['15/01/07', '2007-01-15'],
    ['21-11-26', '2026-11-21'],
    ['22-11-26', '1926-11-22'],
    ['1-1-27', '1927-01-01'],
    ['31 dec 99', '1999-12-31'],
    ['29-2-00', '2000-02-29'],
    ['29 feb 08', '2008-02-29'],
  ];
  for (const [text, date] of cases) assert.deepEqual(readDate(text, peildatum), { ok: true, date }, text);
});

test('a text that is no date is refused with what to do, and never guessed at', () => {
  const wrong = {
    'birthdate-missing': ['', '   ', '\t\n'],
    'birthdate-not-a-date': [
      ...[
        '30-2-2007',
        '31-4-2007',
        '29-2-2007',
        '29-2-1900',
        '0-1-2007',
        '1-0-2007',
        '32-1-2007',
        '1-13-2007',
      ],
      ...['01/25/2007', '2007-25-01', '2007-02-30', '30 februari 2007', '29 feb 07', '30022007', '20070230'],
      ...['15-1', '2007', '15-1-2007-1', '15-1-207', '15-1-20070', '115-1-2007', '15-111-2007', '-15-1-2007'],
      ...['15 ja 2007', '15 m 2007', '15 januarie 2007', '15 foo 2007', 'gisteren', 'januari', '1e januari'],
      ...['2007-01-15T00:00:00Z', '15-1-2oo7', '1.5-1-2007', '\u0000', '15--', '--', '0'.repeat(9000)],
    ],
    'birthdate-future': ['22-11-2026', '1-1-2027', '2026-11-22', '22 november 2026', '1-1-9999'],
    'birthdate-too-old': ['31-12-1899', '1899-12-31', '1-1-1000', '1-1-0007'],
  };
  for (const [error, texts] of Object.entries(wrong))
    for (const text of texts) assert.deepEqual(readDate(text, peildatum), { ok: false, error }, text);
});

test('whatever is typed, the answer is a date that exists and is not in the future, or a reason', () => {
  const pieces = fc.constantFrom(
    '1',
    '2',
    '31',
    '02',
    '2007',
    '1899',
    '99',
    '-',
    '/',
    ' ',
    '.',
    'jan',
    'mei',
    'x',
    '\u00a0',
  );
  const typed = fc.oneof(
    anyText(12),
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const read = readDate(text, peildatum);
      if (!read.ok) return;
      assert.ok(isDate(read.date) && read.date <= peildatum && read.date >= '1900-01-01');
      assert.equal(Temporal.PlainDate.from(read.date).toString(), read.date);
    }),
    { numRuns: 1000 },
  );
});
