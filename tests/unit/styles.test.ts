import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src', import.meta.url));
const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

test('the layout of a page changes at four widths, which tokens.css names', () => {
  const widths = text.matchAll(/@container page \((?:min|max)-width: ([\d.]+)rem\)/g);
  const found = new Set([...widths].map(([, width]) => Math.ceil(Number(width))));
  assert.deepEqual([...found].sort(), [15, 40, 52, 64]);
});

test('room and sizes of text that have a token are written as the token', () => {
  const tokens = readFileSync(join(folder, 'styles/tokens.css'), 'utf8');
  const scale = (name: string) =>
    [...tokens.matchAll(new RegExp(`^ *--${name}-\\d: ([\\d.]+)rem;`, 'gm'))].map(([, size]) => size);
  assert.deepEqual(scale('space').length, 7);
  const loose = (property: string, sizes: (string | undefined)[]) =>
    [...text.matchAll(new RegExp(`^ *${property}: ([^;{}()]+);`, 'gm'))].filter(([, value = '']) =>
      value.split(/\s+/).some((word) => word.endsWith('rem') && sizes.includes(word.slice(0, -3))),
    );
  assert.deepEqual(loose('(?:row-gap|column-gap|gap|margin[a-z-]*|padding[a-z-]*)', scale('space')), []);
  assert.deepEqual(loose('font-size', scale('text')), []);
});
