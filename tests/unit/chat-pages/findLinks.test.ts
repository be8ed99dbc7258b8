import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findLinks } from '../../../src/chat/client/findLinks.ts';

const linksIn = (text: string) => findLinks(text).flatMap((piece) => (piece.isLink ? [piece.text] : []));

describe('links in a chat', () => {
  test('addresses of http and https are links, whatever surrounds them', () => {
    assert.deepEqual(linksIn('Kijk op https://www.duo.nl/particulier, of bel.'), [
      'https://www.duo.nl/particulier',
    ]);
    assert.deepEqual(linksIn('HTTP://VOORBEELD.NL!'), ['HTTP://VOORBEELD.NL']);
    assert.deepEqual(linksIn('eerst https://a.nl/?b=1&c=2#d dan http://e.nl'), [
      'https://a.nl/?b=1&c=2#d',
      'http://e.nl',
    ]);
  });

  test('what ends a sentence is no part of the address, a bracket that was opened in it is', () => {
    assert.deepEqual(linksIn('(zie https://a.nl/x).'), ['https://a.nl/x']);
    assert.deepEqual(linksIn('https://nl.wikipedia.org/wiki/Haag_(stad)'), [
      'https://nl.wikipedia.org/wiki/Haag_(stad)',
    ]);
    assert.deepEqual(linksIn('https://a.nl/b...'), ['https://a.nl/b']);
  });

  test('nothing else is ever a link', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,<b>',
      'ftp://a.nl',
      'www.a.nl',
      'https://',
      'https:///',
      'xhttps://a.nl',
      'https://www.denhaag.nl@kwaad.example/inloggen',
      'https://naam:woord@a.nl',
    ])
      assert.deepEqual(linksIn(text), [], text);
  });

  test('the pieces are the text, to the letter, and a link is an address that a browser reads the same way', () => {
    const parts = fc.constantFrom(
      'https://',
      'http://',
      'a.nl',
      '(',
      ')',
      ' ',
      '\n',
      '"',
      '<',
      '@',
      'é',
      '…',
      '.',
      '/',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ unit: 'grapheme' }))), (some) => {
        const text = some.join('');
        const pieces = findLinks(text);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
        for (const link of linksIn(text)) assert.match(new URL(link).protocol, /^https?:$/);
      }),
    );
  });
});
