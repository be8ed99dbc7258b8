import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import satisfies from 'spdx-satisfies';
import { z } from 'zod';

const locked = z.object({
  packages: z.record(
    z.string(),
    z.object({
      /** Where it lies under another name. */
      name: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      link: z.boolean().optional(),
    }),
  ),
});
const { packages } = locked.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const all = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, { name, license = 'none said', dev }]) => ({
    name: name ?? path.split('node_modules/').at(-1) ?? path,
    license,
    dev,
  }));

/** Licences that ask for no more than their text and the names of their authors. */
const free = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];
/** Runs as part of Doorstart, which is under EUPL-1.2: MPL asks that its own files stay open, which they do. */
const runtime = [...free, 'EUPL-1.2', 'MPL-2.0'];
/** Builds and tests, and is not passed on: lists and data under a licence that asks for a name, too. */
const development = [...runtime, 'CC-BY-3.0', 'CC-BY-4.0'];

/** Packages with another licence, and why that is no obstacle. */
const unusual: { name: RegExp; license: string; reason: string }[] = [
  {
    name: /^date-holidays$/,
    license: '(ISC AND CC-BY-3.0)',
    reason: 'its data on holidays, CC BY-SA 3.0 by its own LICENSE, are attributed in the README',
  },
  { name: /^argparse$/, license: 'Python-2.0', reason: 'asks for its text, as MIT does; comes with js-yaml' },
  {
    name: /^argparse$/,
    license: 'PSF-2.0',
    reason: 'the same licence by its newer name; reads the holiday data',
  },
  {
    name: /^@img\/sharp-/,
    license: 'LGPL-3.0-or-later',
    reason: 'libvips as a library apart, that anybody can replace; a choice of Astro that is not called',
  },
  { name: /^@img\/sharp-(win32|wasm32)/, license: 'Apache-2.0 AND LGPL-3.0-or-later', reason: 'as above' },
  { name: /^@img\/sharp-wasm32$/, license: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT', reason: 'as above' },
  {
    name: /^caniuse-lite$/,
    license: 'CC-BY-4.0',
    reason: 'data that the build reads; nothing of it is passed on',
  },
  { name: /^jsonify$/, license: 'Public Domain', reason: 'nobody holds a right; comes with patch-package' },
  {
    name: /^xmlhttprequest-ssl$/,
    license: 'none said',
    reason: 'MIT by its file LICENSE; the field is of an old form',
  },
  { name: /^parse-cache-control$/, license: 'none said', reason: 'BSD by its package.json of an old form' },
];

const isUnusual = ({ name, license }: { name: string; license: string }) =>
  unusual.some((one) => one.name.test(name) && one.license === license);

function isAllowed(license: string, list: readonly string[]): boolean {
  try {
    return satisfies(license, list);
  } catch {
    return false;
  }
}

for (const [what, dev, list] of [
  ['what runs', false, runtime],
  ['what builds and tests', true, development],
] as const) {
  test(`every package of ${what} has a licence of the list, or a reason`, () => {
    const found = all.filter((one) => one.dev === dev);
    assert.ok(found.length > 100);
    const refused = found.filter((one) => !isAllowed(one.license, list) && !isUnusual(one));
    assert.deepEqual(refused, []);
  });
}

test('a licence that is not free, or none, is refused', () => {
  for (const license of [
    'GPL-3.0-only',
    'SSPL-1.0',
    'BUSL-1.1',
    'UNLICENSED',
    'none said',
    'MIT AND GPL-2.0-only',
  ])
    assert.equal(isAllowed(license, runtime), false, license);
  for (const license of ['MIT OR GPL-2.0-only', '(MIT OR CC0-1.0)', 'Apache-2.0 AND MIT'])
    assert.equal(isAllowed(license, runtime), true, license);
});

test('the data on holidays are attributed', () => {
  assert.match(readFileSync('README.md', 'utf8'), /date-holidays[\s\S]{0,400}CC BY-SA 3\.0/);
});

test('every reason is about a package that is there', () => {
  const idle = unusual.filter(
    (one) => !all.some(({ name, license }) => one.name.test(name) && one.license === license),
  );
  assert.deepEqual(idle, []);
});

const bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.object({ component: z.object({ purl: z.string() }) }),
  components: z.array(z.object({ purl: z.string(), licenses: z.array(z.looseObject({})).optional() })),
});

test('npm run sbom lists every package', () => {
  const output = execFileSync('npm', ['run', '--silent', 'sbom'], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const { metadata, components } = bom.parse(JSON.parse(output));
  assert.match(metadata.component.purl, /^pkg:npm\/doorstart@/);
  const listed = new Set(
    components.map(({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\/(.+)@.*$/, '$1')),
  );
  assert.deepEqual(
    all.filter(({ name }) => !listed.has(name)).map(({ name }) => name),
    [],
  );
});
