import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { z } from 'zod';
import { anyText, isVisible, visibleText } from '#server/kernel/schema.ts';
import { anyText as anyString } from '../../support/anyText.ts';
import { stringsOf } from '../../support/zodStrings.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Signs of which nobody sees anything, one of each kind. */
const unseen = [
  ...[' ', '\n', '\t', '\u00a0', '\u2003', '\u3000', '\u1680'],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e'],
  ...['\u200e', '\u200f', '\u061c', '\u202a', '\u202c', '\u202e', '\u2066', '\u2069'],
  ...['\u2800', '\u3164', '\u115f', '\u1160', '\uffa0', '\u17b4'],
  ...['\ufe0f', '\ufe00', '\u{e0100}', '\u{e0001}', '\u{e0041}', '\u{e007f}'],
  ...['\u0301', '\u20dd', '\u0489', '\u0903', '\u0000', '\u0007', '\ue000', '\ufffe', '\ufffc', '\u{1d159}'],
];
const anyUnseen = fc.array(fc.constantFrom(...unseen), { maxLength: 60 }).map((signs) => signs.join(''));

const options = (lines: 'one' | 'many') => ({
  most: 80,
  lines,
  words: { required: 'required', tooLong: 'too-long', notAllowed: 'not-allowed' },
});

test('what can be seen is told from what cannot', () => {
  for (const sign of unseen) assert.equal(isVisible(sign), false, JSON.stringify(sign));
  const visible = [
    'a',
    'é',
    'e\u0301',
    '1',
    '.',
    '-',
    '😀',
    '❤️',
    '1️⃣',
    '🇳🇱',
    '🏴\u{e0067}\u{e007f}',
    'ا',
    'نـور',
    '한',
    '字',
    'ำ',
  ];
  for (const sign of visible) assert.equal(isVisible(`\u200b${sign}`), true, sign);
});

test('no text that nobody can see is taken for one, and what is taken can be seen', () => {
  for (const lines of ['one', 'many'] as const) {
    const schema = visibleText(options(lines));
    fc.assert(fc.property(anyUnseen, (text) => !schema.safeParse(text).success));
    fc.assert(fc.property(anyUnseen, (text) => (anyText(options(lines)).safeParse(text).data ?? '') === ''));
    fc.assert(
      fc.property(
        fc.oneof(
          anyString(40),
          fc.tuple(anyUnseen, anyString(9), anyUnseen).map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = schema.safeParse(text);
          if (!parsed.success) return;
          assert.ok(isVisible(parsed.data));
          // Parsing again, as a form does that comes back, changes nothing.
          assert.equal(schema.parse(parsed.data), parsed.data);
        },
      ),
    );
  }
});

test('a name loses what was pasted along: what turns direction, other white space, and signs at its edges', () => {
  const name = visibleText(options('one'));
  const right: [string, string][] = [
    ['\u200b Noa\u00a0\u200d', 'Noa'],
    ['Sam\u202e', 'Sam'],
    ['\u2067נועה\u2069', 'נועה'],
    ['Anne\n\tMarie', 'Anne Marie'],
    ['Anne\u00a0Marie', 'Anne Marie'],
    ['e\u0301', 'é'],
    // Persian needs this inside a word, an emoji needs its last sign.
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['Noa ❤️', 'Noa ❤️'],
  ];
  for (const [typed, kept] of right) assert.equal(name.parse(typed), kept);
  for (const text of ['a\ud800', 'Sam\u0000', '\u001b[31mSam', '\ud800'])
    assert.equal(name.safeParse(text).error?.issues[0]?.message, 'not-allowed');
  assert.equal(name.safeParse('x'.repeat(81)).error?.issues[0]?.message, 'too-long');
  assert.equal(name.safeParse('x'.repeat(100_000)).error?.issues[0]?.message, 'too-long');
  assert.equal(name.safeParse(7).error?.issues[0]?.message, 'required');
});

/** Texts that are compared and never shown: each of their signs counts. */
const compared = /[Pp]assword|Idempotency-Key/;

test('no schema of the product takes a text that must not be empty and that nobody can see', async () => {
  const places: string[] = [];
  const wrong: string[] = [];
  for await (const file of glob('{server,src,db}/**/*.ts', { cwd: root })) {
    const source = await readFile(join(root, file), 'utf8');
    if (!/from '(zod|@hono\/zod-openapi)'/.test(source) || /^server\/(main|commands)/.test(file)) continue;
    // What only Astro can load: it reads our own texts, which nobody types.
    if (/^src\/content\//.test(file)) continue;
    const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
    for (const [name, value] of Object.entries(exported)) {
      if (!(value instanceof z.ZodType)) continue;
      for (const { path, schema } of stringsOf(value, name)) {
        const place = `${file}: ${path}`;
        places.push(place);
        if (compared.test(path) || z.safeParse(schema, '').success) continue;
        const texts = unseen.flatMap((sign) => [1, 2, 20, 40].map((times) => sign.repeat(times)));
        const taken = texts.find((text) => z.safeParse(schema, text).success);
        if (taken !== undefined) wrong.push(`${place} takes ${JSON.stringify(taken)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  // That it looks at all: one of each part of the product.
  for (const known of [
    'booking/schema.ts: bookSchema.name',
    'chat/schema.ts: sendSchema.body',
    'setup/schema.ts: setupSchema.topics[].label',
  ]) {
    assert.ok(
      places.some((place) => place.endsWith(known)),
      `expected ${known} among ${places.length}`,
    );
  }
});
