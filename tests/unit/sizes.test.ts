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

test('no file of the product is longer than 260 lines, texts and people of the demo apart', () => {
  const files = [
    'src/**/*.{ts,tsx,astro}',
    'server/**/*.{ts,mjs}',
    'db/*.ts',
    'db/{schema,embedded}/**/*.ts',
  ];
  assert.deepEqual(longer(files, 260), []);
});

/** Pages that ask for more than the others before they render; they get shorter, and no other one joins them. */
const longFrontmatter: Record<string, number> = {
  'src/pages/medewerker/werktijden/index.astro': 82,
  'src/pages/medewerker/nieuw/index.astro': 66,
  'src/pages/medewerker/buiten-werktijd.astro': 65,
  'src/pages/medewerker/uitzonderingen.astro': 58,
  'src/pages/medewerker/inloggen.astro': 52,
  'src/pages/contact.astro': 44,
};

test('the frontmatter of a page reads, calls and renders, in 40 lines at most', () => {
  const tooLong = globSync('src/pages/**/*.astro').flatMap((path) => {
    const [, frontmatter = ''] = readFileSync(path, 'utf8').split(/^---$/m);
    const lines = frontmatter.trim().split('\n').length;
    return lines > (longFrontmatter[path] ?? 40) ? [`${path}: ${lines} lines`] : [];
  });
  assert.deepEqual(tooLong, []);
});
