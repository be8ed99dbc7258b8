import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalisePhone, readPersonalPhone } from '#server/booking/contact.ts';

const read = (text: string) => {
  const result = readPersonalPhone(text);
  return result.ok ? result.phone : result.error;
};

test('a number on which somebody can be called is taken, as it is typed and pasted', () => {
  const right: [string, string][] = [
    ['06 12345678', '+31612345678'],
    ['\u202a+31 6\u00a012 34\u200b56 78\u202c', '+31612345678'],
    ['(070) 353 54 54', '+31703535454'],
    // At work: 088 and 085 are of companies, and people answer them.
    ['088 2345678', '+31882345678'],
    ['085 1234567', '+31851234567'],
    ['091 1234567', '+31911234567'],
    ['+32 470 12 34 56', '+32470123456'],
    ['+49 176 12345678', '+4917612345678'],
    ['+44 7400 123456', '+447400123456'],
    ['+1 212 555 0123', '+12125550123'],
    ['+90 532 123 45 67', '+905321234567'],
    ['+212 612 345678', '+212612345678'],
    ['+597 812 3456', '+5978123456'],
  ];
  for (const [typed, kept] of right) assert.equal(read(typed), kept, typed);
});

test('a number of a service or a machine is no contact', () => {
  const services = [
    ...[
      '0800 1234',
      '0800-0432',
      '08000113',
      '0900 1234',
      '0900-123456',
      '0906 1234',
      '0909 123456',
      '+31 900 1234',
    ],
    ...['14070', '14 070', '140 70', '14030', '14 0591', '+31 14070', '066 7512345', '+31 970 1234 5678'],
    ...['+32 800 12345', '+32 900 12345', '+44 800 123 4567', '+49 1801 234567', '+33 8 99 12 34 56'],
    ...['+1 800 555 0199', '+1 900 555 0199', '+800 1234 5678', '+808 12345678', '+979 123456789'],
  ];
  for (const typed of services) assert.equal(read(typed), 'phone-not-personal', typed);
  // Too short to be anybody's number.
  for (const typed of ['112', '113', '116000', '116 123', '1850', '144', '0612', '', 'bel mij']) {
    assert.equal(read(typed), 'phone-invalid', typed);
  }
});

test('who looks for a number that was kept before finds it, whatever kind it is', () => {
  assert.equal(normalisePhone('0900 1234'), '+319001234');
});

test('what is taken is taken again as it is kept', () => {
  const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 4, maxLength: 11 });
  const number = fc.tuple(fc.constantFrom('0', '06', '0800', '0900', '14', '+31', '+32', '+1'), digits);
  fc.assert(
    fc.property(number, ([start, rest]) => {
      const kept = read(start + rest.join(''));
      if (!kept.startsWith('+')) return;
      assert.equal(read(kept), kept);
      assert.doesNotMatch(kept, /^\+31(?:[89]00|90[69]|14|97|66)/);
    }),
    { numRuns: 500 },
  );
});
