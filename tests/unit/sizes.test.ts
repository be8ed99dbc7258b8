import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

// How long what people read at once may be. When one of these is reached, split it, or raise it here with the reason.

const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').length;
const longer = (pattern: string | string[], most: number) =>
  globSync(pattern)
    .filter((path) => linesOf(path) > most)
    .map((path) => `${path}: ${linesOf(path)} lines`);

test('no sheet of styles is longer than 250 lines', () => {
  assert.deepEqual(longer('src/**/*.css', 250), []);
});

test('no file of the product is longer than 260 lines; texts, lists of words and people of the demo apart', () => {
  const files = [
    'src/**/*.{ts,tsx,astro}',
    'server/**/*.{ts,mjs}',
    'db/*.ts',
    'db/{schema,embedded}/**/*.ts',
  ];
  // Looked up rather than read, and it grows with each capability.
  const isWords = (line: string) => line.startsWith('db/schema/words.ts');
  assert.deepEqual(
    longer(files, 260).filter((line) => !isWords(line)),
    [],
  );
});
