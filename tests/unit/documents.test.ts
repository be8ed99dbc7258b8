import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const documents = globSync(['*.md', 'docs/**/*.md', 'server/*/README.md']).map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

test('every link from one page of documentation to a file leads there', () => {
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map(([, target = '']) => join(dirname(path), target))
      .filter((target) => !existsSync(target))
      .map((target) => `${path}: ${target}`),
  );
  assert.deepEqual(broken, []);
});

/** Folders of the server that are no capability: what starts it, and what fills a demo. */
const noCapability = ['commands', 'demo', 'process'];

test('every capability of the server says in a README what it is for, and names only files that are there', () => {
  const folders = readdirSync('server', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders.filter((folder) => !noCapability.includes(folder.name))) {
    const text = readFileSync(`server/${name}/README.md`, 'utf8');
    for (const [, file = ''] of text.matchAll(/`([\w/-]+\.ts)`/g))
      assert.ok(
        existsSync(`server/${name}/${file}`) || existsSync(file),
        `server/${name}/README.md names ${file}`,
      );
  }
});

/** `unit/x`, `y` names the files or folders x and y of unit tests. */
const named = /`(unit|integration|e2e)\/([\w/-]+)`((?:, `[\w-]+`)*)/g;

test('every test that a promise is said to rest on is there', () => {
  const missing = documents.flatMap(({ path, text }) =>
    [...text.matchAll(named)].flatMap(([, kind = '', first = '', more = '']) => {
      const others = [...more.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);
      const ending = kind === 'e2e' ? '.spec.ts' : '.test.ts';
      return [first, ...others]
        .filter(
          (name) => !existsSync(`tests/${kind}/${name}${ending}`) && !existsSync(`tests/${kind}/${name}`),
        )
        .map((name) => `${path}: ${kind}/${name}`);
    }),
  );
  assert.deepEqual(missing, []);
});

test('the map of the tree has every folder of the site and of the server', () => {
  const [, map = ''] = /## The tree(.*?)## Settings/s.exec(readFileSync('README.md', 'utf8')) ?? [];
  const folders = ['src', 'server'].flatMap((root) =>
    readdirSync(root, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : [])),
  );
  assert.deepEqual(
    folders.filter((name) => !map.includes(`${name}/`)),
    [],
  );
});

test('the README lists every decision, and no number is given twice', () => {
  const decisions = readdirSync('docs/decisions');
  const readme = readFileSync('README.md', 'utf8');
  assert.deepEqual(
    decisions.filter((name) => !readme.includes(`docs/decisions/${name}`)),
    [],
  );
  assert.equal(new Set(decisions.map((name) => name.slice(0, 4))).size, decisions.length);
});
