import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import satisfies from 'spdx-satisfies';
import { z } from 'zod';

// What `reuse lint` checks, by the REUSE specification 3.3, for who has not the tool at hand.

const texts = z.union([
  z
    .string()
    .min(1)
    .transform((text) => [text]),
  z.array(z.string().min(1)).min(1),
]);
const annotation = z.strictObject({
  path: texts,
  precedence: z.enum(['closest', 'aggregate', 'override']).default('closest'),
  'SPDX-FileCopyrightText': texts,
  'SPDX-License-Identifier': texts,
});
const reuseToml = z.strictObject({
  version: z.literal(1),
  'SPDX-PackageName': z.string().optional(),
  'SPDX-PackageSupplier': z.string().optional(),
  'SPDX-PackageDownloadLocation': z.string().optional(),
  annotations: z.array(annotation),
});
const { annotations } = reuseToml.parse(parse(readFileSync('REUSE.toml', 'utf8')));

/** Files that need no licence of their own: the texts of licences, and what says which hold. */
const exempt = /^(LICENSES\/.*|LICEN[CS]E([-.].*)?|COPYING([-.].*)?|(.*\/)?REUSE\.toml)$/;

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && !exempt.test(path));

/** The last table that names a file counts. */
const covers = (pattern: string, path: string) => pattern === '**' || matchesGlob(path, pattern);
const annotationOf = (path: string) =>
  annotations.findLast((one) => one.path.some((pattern) => covers(pattern, path)));

test('every file has a copyright and a licence', () => {
  assert.ok(files.length > 500);
  assert.deepEqual(
    files.filter((path) => annotationOf(path) === undefined),
    [],
  );
});

test('no file claims another licence in its own words', () => {
  const tag = ['SPDX', 'License', 'Identifier:'].join('-');
  const claims = files.filter((path) => readFileSync(path).includes(tag));
  assert.deepEqual(claims, []);
});

test('each table of REUSE.toml is about a file', () => {
  for (const one of annotations)
    assert.ok(
      files.some((path) => annotationOf(path) === one),
      one.path.join(),
    );
});

test('the text of every licence that is used is there, and of no other', () => {
  const used = new Set(annotations.flatMap((one) => one['SPDX-License-Identifier']));
  for (const licence of used) assert.ok(satisfies(licence, [licence]), licence);
  const there = readdirSync('LICENSES').map((name) => name.replace(/\.txt$/, ''));
  assert.deepEqual(there.sort(), [...used].sort());
  assert.equal(readFileSync('LICENSE', 'utf8'), readFileSync('LICENSES/EUPL-1.2.txt', 'utf8'));
});
