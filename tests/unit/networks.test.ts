import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressReader } from '#server/http/address.ts';
import { visitorOf } from '#server/http/visitor.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { networksOf, plainAddress } from '#server/kernel/limits/networks.ts';
import { requestFrom } from '../support/requestFrom.ts';

test('an address is written in one way, however it came', () => {
  const cases: [string, string | null][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['64:ff9b::192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['192.0.2.7:443', null],
    ['192.0.2', null],
    ['0xc0000207', null],
    ['unknown', null],
    ['', null],
  ];
  for (const [given, plain] of cases) assert.equal(plainAddress(given), plain, given);
});

test('an IPv6 address has three networks that one party may have, and an IPv4 address itself', () => {
  assert.deepEqual(networksOf('2001:db8:1:23ff:4:5:6:7'), [
    '2001:db8:1:23ff::/64',
    '2001:db8:1:2300::/56',
    '2001:db8:1::/48',
  ]);
  assert.deepEqual(networksOf('fe80::1%eth0'), ['fe80::/64', 'fe80::/56', 'fe80::/48']);
  assert.deepEqual(networksOf('::ffff:192.0.2.7'), ['192.0.2.7']);
  assert.deepEqual(networksOf('192.0.2.7'), ['192.0.2.7']);
  assert.deepEqual(networksOf('no address'), ['unknown']);
  assert.deepEqual(networksOf(''), ['unknown']);
});

test('the address of a request is the last one that a trusted proxy did not add', () => {
  const read = addressReader(['127.0.0.1', '10.0.0.0/8', '::1']);
  const cases: [string, string | undefined, string][] = [
    ['192.0.2.7', undefined, '192.0.2.7'],
    ['192.0.2.7', '198.51.100.1', '192.0.2.7'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1, 10.2.0.3', '198.51.100.1'],
    ['::1', '2001:db8::7%eth0', '2001:db8::7'],
    ['127.0.0.1', '203.0.113.9, whatever', '127.0.0.1'],
    ['127.0.0.1', 'whatever, 10.2.0.3', '10.2.0.3'],
    ['127.0.0.1', '', '127.0.0.1'],
  ];
  for (const [remote, forwarded, address] of cases) {
    assert.equal(read(requestFrom(remote, forwarded)), address, `${remote}, ${forwarded}`);
  }
  assert.equal(read(requestFrom(undefined, '198.51.100.1')), '');
});

test('two addresses of one link count as one, for limits and for a block', () => {
  const read = addressReader([]);
  const limits = createLimits({ now: () => Date.UTC(2026, 10, 20) }, 'a secret of tests', true);
  const [one, other, elsewhere] = ['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1'].map((address) => ({
    key: limits.addressKey(address),
    visitor: visitorOf(requestFrom(address, undefined), read),
  }));
  assert.deepEqual(one, other);
  assert.notEqual(one?.key, elsewhere?.key);
  assert.notDeepEqual(one?.visitor, elsewhere?.visitor);
});
