import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as words from '#db/schema/words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const normal = (list: readonly string[]) => [...list].sort().join(' ');

test('each closed list of words is written once, in db/schema/words.ts; the demo picks from it', () => {
  const lists = Object.values(words).flatMap((list): readonly (readonly string[])[] =>
    'length' in list ? [list] : Object.values(list),
  );
  const known = new Set(lists.filter((list) => list.length > 1).map(normal));
  const again = ['server', 'src']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((path) => /\.(ts|tsx|astro)$/.test(path))
    .flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/\[\s*((?:'[\w-]+',?\s*){2,})\]/g)].map(
        ([, list = '']) => ({ path, list: normal(list.match(/[\w-]+/g) ?? []) }),
      ),
    )
    .filter(({ list }) => known.has(list));
  assert.deepEqual(again, []);
});
