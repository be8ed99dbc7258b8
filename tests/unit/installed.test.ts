import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { test } from 'node:test';
import { z } from 'zod';

// Where Doorstart runs, `npm ci --omit=dev` installs the dependencies and nothing else.

const { dependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** Commands for who works on Doorstart. */
const forMakers = new Set([
  'server/commands/dev.ts',
  'server/commands/pictures.ts',
  'server/commands/browser.mjs',
]);

/** `from 'x'`, `import 'x'` and `import('x')`, of packages and not in a comment. */
const imported =
  /^(?!\s*(?:\*|\/\/)).*?(?:\bfrom|^import|\bimport\()\s*['"]((?:@[\w.-]+\/)?[a-z0-9][\w.-]*)(?:\/[\w./-]*)?['"]/gm;

/** The packages that files ask for and that are no dependency, each with a file that does. */
async function missing(pattern: string): Promise<string[]> {
  const found = new Map<string, string>();
  for await (const file of glob(pattern)) {
    if (forMakers.has(file)) continue;
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      if (!isBuiltin(name) && !(name in dependencies)) found.set(name, file);
    }
  }
  return [...found].map(([name, file]) => `${name} in ${file}`);
}

test('what the server imports is installed where it runs', async () => {
  assert.deepEqual(await missing('server/**/*.{ts,mjs}'), []);
  assert.deepEqual(await missing('db/**/*.ts'), []);
});

test('so is what the built pages import: all else is built into them', async () => {
  assert.ok(existsSync('dist/server/entry.mjs'), 'expected the site to be built, which npm test does first');
  assert.deepEqual(await missing('dist/server/**/*.mjs'), []);
});

test('Node itself is among it', () => {
  assert.match(dependencies.node ?? '', /^26\./);
});
