import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/pages', import.meta.url));
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.astro'))
  .map((path) => ({ path, code: frontmatterOf(readFileSync(join(folder, path), 'utf8')) }));

/** The script of a page without its imports and comments, line by line. */
function frontmatterOf(source: string): string[] {
  const [, script = ''] = /^---\n([\s\S]*?)\n?---\n/.exec(source) ?? [];
  return script
    .replace(/^import\s[\s\S]*?;$/gm, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
}

const pagesWith = (wrong: RegExp) =>
  pages.filter(({ code }) => wrong.test(code.join('\n'))).map(({ path }) => path);

test('there are pages to look at', () => {
  assert.ok(pages.length > 40);
});

test('the frontmatter of a page reads, calls and renders in 25 lines at most', () => {
  const long = pages
    .filter(({ code }) => code.length > 25)
    .map(({ path, code }) => `${path}: ${code.length}`);
  assert.deepEqual(long, []);
});

test('no page takes a form or chooses a status by itself: a step does, which a test can call', () => {
  // The check keeps nothing, and its step is one that its island takes too; the last two stand in the place of other pages.
  const known = ['startkwalificatie/index.astro', 'chat.astro', 'fout.astro', 'nog-niet-open.astro'];
  const taking = pagesWith(/\b(takeForm|readForm)\(|request\.method/);
  assert.deepEqual(
    taking.filter((path) => !known.includes(path)),
    [],
  );
  const choosing = pagesWith(/response\.status\s*=/);
  assert.deepEqual(
    choosing.filter((path) => !known.includes(path)),
    [],
  );
});
