import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { languages as inDatabase } from '#db/schema/words.ts';
import { inLanguage, languageList, splitLanguage } from '#server/kernel/languages.ts';

test('the language comes off the address, and what is left is a page', () => {
  const cases: [string, string, string][] = [
    ['/', 'nl', '/'],
    ['/en', 'en', '/'],
    ['/en/', 'en', '/'],
    ['/en?x=1', 'en', '/?x=1'],
    ['/en/afspraak/hoe?topic=school', 'en', '/afspraak/hoe?topic=school'],
    ['/english', 'nl', '/english'],
    ['/nl/afspraak', 'nl', '/nl/afspraak'],
    ['/afspraak?terug=/en/x', 'nl', '/afspraak?terug=/en/x'],
    ['/en//elders.example', 'en', '/elders.example'],
    ['/constructor/x', 'nl', '/constructor/x'],
  ];
  for (const [given, language, url] of cases)
    assert.deepEqual(splitLanguage(given), { language, url }, given);
});

test('an address in a language comes apart into the same address and language', () => {
  const piece = fc.constantFrom('/', '?', '=', '.', 'en', 'nl', 'afspraak', 'x');
  const path = fc
    .array(piece, { maxLength: 8 })
    .map((pieces) => `/${pieces.join('')}`)
    .filter((text) => !text.startsWith('//') && splitLanguage(text).url === text);
  fc.assert(
    fc.property(path, fc.constantFrom(...languageList), (url, language) => {
      assert.deepEqual(splitLanguage(inLanguage(language, url)), { language, url });
    }),
  );
});

test('the database takes the same languages', () => {
  assert.deepEqual(languageList, [...inDatabase]);
});
