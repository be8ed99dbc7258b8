import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { askChecked } from '#server/outgoing/askChecked.ts';
import { isPublicAddress } from '#server/outgoing/publicAddress.ts';
import { publicOnly } from '#server/outgoing/reach.ts';

// Which addresses may be asked, against the blocks of RFC 6890 and those after it, written down here by hand.

const inside4 =
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`.split(
    /\s+/,
  );
const inside6 =
  `::/128 ::1/128 ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:20::/28
  2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 4000::/3 8000::/1`.split(
    /\s+/,
  );

/** Some address of a block, with its last bits from `bits`. */
function within(block: string, bits: bigint): string {
  const [base = '', length = ''] = block.split('/');
  const is4 = isIP(base) === 4;
  const width = is4 ? 32n : 128n;
  const free = width - BigInt(length);
  const number = (is4 ? number4(base) : number6(base)) | (bits & ((1n << free) - 1n));
  return is4 ? text4(number) : text6(number);
}
const number4 = (text: string) => text.split('.').reduce((all, part) => (all << 8n) | BigInt(part), 0n);
function number6(text: string): bigint {
  const [head = '', tail = ''] = text.split('::').map((half) => half);
  const front = head.split(':').filter(Boolean);
  const back = tail.split(':').filter(Boolean);
  const parts = [...front, ...Array(8 - front.length - back.length).fill('0'), ...back];
  return parts.reduce((all, part) => (all << 16n) | BigInt(`0x${part}`), 0n);
}
const text4 = (number: bigint) => [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
const text6 = (number: bigint) =>
  Array.from({ length: 8 }, (_, part) => ((number >> BigInt(112 - 16 * part)) & 0xffffn).toString(16)).join(
    ':',
  );

const bits = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
const refused = async (host: string) => {
  const url = new URL(`https://${isIP(host) === 6 ? `[${host}]` : host}/`);
  const asked = askChecked(publicOnly, url, { signal: AbortSignal.timeout(1000) });
  await assert.rejects(asked, { why: 'private-address' }, host);
};

test('no address of a block that is not public is asked, in IPv4 or IPv6', async () => {
  const block = fc.constantFrom(...inside4, ...inside6);
  await fc.assert(fc.asyncProperty(block, bits, async (one, rest) => refused(within(one, rest))));
  for (const one of [...inside4, ...inside6])
    for (const rest of [0n, (1n << 128n) - 1n]) await refused(within(one, rest));
});

test('one of IPv4 that is not public is none within IPv6 either: mapped, compatible, translated, 6to4', () => {
  fc.assert(
    fc.property(fc.constantFrom(...inside4), bits, (one, rest) => {
      const inner = within(one, rest);
      const number = number4(inner);
      for (const wrapped of [
        `::ffff:${inner}`,
        text6((0xffffn << 32n) | number),
        `::${inner}`,
        `::ffff:0:${inner}`,
        `64:ff9b::${inner}`,
        text6((0x2002n << 112n) | (number << 80n)),
      ])
        assert.equal(isPublicAddress(wrapped), false, wrapped);
    }),
  );
});

test('any other address is public, and what is no address is not', () => {
  const listed = new BlockList();

  for (const one of inside4) listed.addSubnet(one.split('/')[0] ?? '', Number(one.split('/')[1]));
  // Ranges for which anybody may answer (AS112, AMT): not for us either.
  for (const one of ['192.31.196.0', '192.52.193.0', '192.175.48.0']) listed.addSubnet(one, 24);
  fc.assert(
    fc.property(bits, (number) => {
      const address = text4(number & 0xffff_ffffn);
      assert.equal(isPublicAddress(address), !listed.check(address), address);
    }),
  );
  fc.assert(
    fc.property(bits, (number) => {
      const address = within('2a00::/12', number);
      assert.equal(isPublicAddress(address), true, address);
    }),
  );
  for (const text of ['localhost', '', 'x', '1.2.3', '1.2.3.4.5', '10.0.0.1/8', ':::'])
    assert.equal(isPublicAddress(text), false, text);
});

test('a name with one address inside is refused, whatever the others are', async () => {
  const half = { ...publicOnly, lookup: async () => ['1.1.1.1', '10.0.0.1'] };
  const asked = askChecked(half, new URL('https://half.example.nl'), { signal: AbortSignal.timeout(1000) });
  await assert.rejects(asked, { why: 'private-address' });
});
