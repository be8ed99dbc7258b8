import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bsnSchema } from '#server/jongeren/bsn.ts';

const read = (text: string) => bsnSchema.safeParse(text).data;

test('a number is nine digits that pass the test of eleven, typed with points or spaces, or without the zero before it', () => {
  assert.equal(read('111222333'), '111222333');
  assert.equal(read(' 111.222.333 '), '111222333');
  assert.equal(read('10000008'), '010000008');
});

test('what is shorter or longer is none, also where zeros before it would pass', () => {
  for (const text of ['', '12', '0', '000000000', '1000007', '1112223330', '111222334', '11122233a'])
    assert.equal(read(text), undefined, text);
});
