import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bounceAddress,
  longestBounceName,
  messageOfBounce,
} from '#server/notifications/mail/bounceAddress.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('a bounce names its message by the address that it comes to', () => {
  assert.equal(bounceAddress('bounces@example.nl', id), `bounces+${id}@example.nl`);
  assert.equal(messageOfBounce('bounces@example.nl', `bounces+${id}@example.nl`), id);
  assert.equal(messageOfBounce('Bounces@example.nl', ` <BOUNCES+${id.toUpperCase()}@EXAMPLE.NL>`), id);
});

test('another address names no message', () => {
  for (const address of [
    'bounces@example.nl',
    'bounces+@example.nl',
    `bounces+${id}0@example.nl`,
    `bounces+${id}@example.org`,
    `other+${id}@example.nl`,
    `bounces+${id}@example.nl.other.org`,
    `bounces+${id}@exampleXnl`,
    `a@b.nl, bounces+${id}@example.nl`,
    '',
  ]) {
    assert.equal(messageOfBounce('bounces@example.nl', address), null, address);
  }
});

test('whatever the address for bounces is, a message is found back, and the longest one fits before the @', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.uuid(), (bounces, message) => {
      assert.equal(messageOfBounce(bounces, bounceAddress(bounces, message)), message);
    }),
  );
  const [local = ''] = bounceAddress(`${'b'.repeat(longestBounceName)}@example.nl`, id).split('@');
  assert.equal(local.length, 64);
});
