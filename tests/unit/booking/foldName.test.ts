import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldName } from '#server/booking/foldName.ts';
import { anyText } from '../../support/anyText.ts';

test('spellings of one name are one', () => {
  const same = [
    ['Łukasz', 'lukasz', 'LUKASZ'],
    ['Strauß', 'strauss', 'STRAUSS', 'STRAUẞ'],
    ['أحمد', 'احمد', 'أَحْمَد', 'أحـمد'],
    ['إبراهيم', 'ابراهيم'],
    ['שָׂרָה', 'שרה'],
    ["O'Neill", 'O’Neill', 'O‘Neill', 'OʼNeill', 'O`Neill', 'o neill', 'ONeill'],
    ['Jean-Luc', 'Jean‑Luc', 'Jean–Luc', 'Jean Luc', 'jeanluc', 'JEAN\u00a0LUC'],
    ['İbrahim', 'Ibrahim', 'ibrahim', 'ıbrahim'],
    ['Zoë', 'Zoe\u0308', 'zoe', 'Z\u200bo\u00ade'],
    ['Þóra', 'Thora'],
    ['Мария', 'Mariya'],
  ];
  for (const [first = '', ...others] of same) {
    for (const other of others) assert.equal(foldName(other), foldName(first), other);
  }
  assert.notEqual(foldName('Anna'), foldName('Anne'));
  assert.equal(foldName('100%_\\'), '100%_\\');
});

test('folding what is folded changes nothing, and case and form of Unicode do not matter', () => {
  fc.assert(
    fc.property(anyText(12), (text) => {
      const folded = foldName(text);
      assert.equal(foldName(folded), folded);
      assert.equal(foldName(text.normalize('NFD')), folded);
      assert.equal(foldName(` ${text}-'`), folded);
      assert.match(folded, /^[\x21-\x7e]*$/);
    }),
    { numRuns: 1000 },
  );
});
