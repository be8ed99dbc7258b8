import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fields } from '../../../src/traject/errors.ts';

const names = globSync('src/traject/*.astro').flatMap((path) =>
  [
    ...readFileSync(path, 'utf8').matchAll(/<(?:Field|Select|WhenField|Checkboxes)\s[^>]*?\bname="(\w+)"/g),
  ].map(([, name = '']) => name),
);

test('of all forms on the page of a traject no two have a field of one name: it is the id that an error leads to', () => {
  assert.ok(names.includes('nextOn') && names.includes('parts'), 'fields are found');
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  );
  assert.deepEqual(
    names.filter((name) => !fields.includes(name)),
    [],
    'what is wrong with each is said beside it',
  );
  assert.equal(new Set(fields).size, fields.length);
});
