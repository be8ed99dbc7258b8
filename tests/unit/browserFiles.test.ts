import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { globalsIn, importsOf } from '../support/imports.ts';

const root = join(import.meta.dirname, '..', '..');

/** Files outside src that a browser runs too. Whoever adds one keeps it free of Node, of Temporal and of secrets. */
const shared = [
  'db/schema/words.ts',
  'server/access/areas.ts',
  'server/chat/danger.en.json',
  'server/chat/danger.nl.json',
  'server/chat/danger.ts',
  'server/chat/events.ts',
  'server/chat/proposal/rules.ts',
  'server/chat/rules.ts',
  'server/kernel/crisis.ts',
  'server/kernel/dayPart.ts',
  'server/kernel/languages.ts',
  'server/kernel/readDate.ts',
  'server/kernel/readTime.ts',
  'server/kernel/texts/fill.ts',
  'server/kernel/time.ts',
  'server/kernel/version.ts',
  'server/kernel/wording.ts',
  'server/referral/rules.ts',
  'server/slots/rules.ts',
  'server/startkwalificatie/choices.ts',
  'server/startkwalificatie/date.ts',
  'server/startkwalificatie/grenzen.ts',
  'server/startkwalificatie/grondslag.ts',
  'server/startkwalificatie/leeftijd.ts',
  'server/startkwalificatie/plicht.ts',
  'server/startkwalificatie/questions.ts',
  'server/startkwalificatie/result.ts',
  'server/startkwalificatie/route.ts',
  'server/startkwalificatie/rules.ts',
  'server/startkwalificatie/words.ts',
];

/** Packages that a browser loads. Each costs a visitor with a slow connection time. */
const packages = [
  '@simplewebauthn/browser',
  'astro:transitions/client',
  'socket.io-client',
  'solid-js',
  'solid-js/store',
  'solid-js/web',
];

/** Where code in a browser begins: the scripts of pages and components, and the islands. */
function entries(): string[] {
  const scripts = globSync('src/**/*.astro', { cwd: root }).flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/<script src="([^"]+)"/g)].map(([, path = '']) =>
      join(dirname(page), path),
    ),
  );
  return [...new Set([...scripts, ...globSync('src/**/*.tsx', { cwd: root })])];
}

const seen = new Set<string>();
const modules = new Set<string>();
function follow(file: string): void {
  if (seen.has(file)) return;
  seen.add(file);
  if (!/\.tsx?$/.test(file)) return;
  const imports = importsOf(file);
  for (const name of imports.modules) modules.add(name);
  for (const path of imports.files) follow(path);
}
for (const entry of entries()) follow(entry);

test('of the server and the database a browser runs the files in the list, and no other', () => {
  assert.deepEqual([...seen].filter((file) => !file.startsWith('src/')).sort(), shared);
});

test('what runs in a browser asks for nothing that a browser does not have', () => {
  assert.deepEqual([...modules].sort(), packages);
  for (const file of [...seen].filter((path) => /\.tsx?$/.test(path)))
    assert.deepEqual(globalsIn(file, ['Temporal', 'process', 'Buffer', 'require', '__dirname']), [], file);
});

test('no page is asked for before somebody presses: to read it is a look, which the audit log keeps', () => {
  // The router of the workplace asks for what a pointer goes over, unless it is told not to.
  assert.match(readFileSync(join(root, 'astro.config.mjs'), 'utf8'), /^ {2}prefetch: false,$/m);
});
