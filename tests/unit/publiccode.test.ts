import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { languageList } from '#server/kernel/languages.ts';
import { publiccodeSchema } from '../support/publiccode.ts';

const file = readFileSync('publiccode.yml', 'utf8');
const read = (text: string) => publiccodeSchema.safeParse(parse(text, { strict: true, version: '1.2' }));

test('publiccode.yml is valid by version 0.7 of its standard', () => {
  assert.equal(read(file).error?.message, undefined);
});

test('publiccode.yml says what the rest of the project says', () => {
  const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const publiccode = publiccodeSchema.parse(parse(file));
  assert.equal(publiccode.softwareVersion, version);
  assert.equal(publiccode.legal.license, license);
  assert.deepEqual(publiccode.localisation.availableLanguages, languageList);
  assert.deepEqual(Object.keys(publiccode.description).sort(), languageList.toSorted());
  const changes = readFileSync('CHANGELOG.md', 'utf8');
  assert.ok(changes.includes(`## ${version}, `), 'the changelog has this version');
});

const faults: [what: string, find: string, put: string][] = [
  ['an old version', '"0.7"', '"0.4"'],
  ['a country in small letters', '- NL', '- nl'],
  ['a licence that is none', 'license: EUPL-1.2', 'license: EUPL'],
  ['a logo that is not there', 'public/logo.svg', 'public/logo-2.svg'],
  ['no contacts', '  contacts:', '  people:'],
  ['a category of our own', '- online-booking', '- jongeren'],
  ['an old key', 'legal:\n', 'legal:\n  repoOwner: Somebody\n'],
];
for (const [what, find, put] of faults) {
  test(`publiccode.yml with ${what} is refused`, () => {
    assert.ok(file.includes(find));
    assert.equal(read(file.replace(find, put)).success, false);
  });
}
