import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roles } from '#db/schema/words.ts';
import { type Claims, grantOf, verifiedAddress } from '#server/accounts/sso/claims.ts';

// What the claims of a provider mean here.

const words = ['groups', 'roles', 'a.b', 'x', 'constructor', '__proto__', 'length', '0', ''];
const word = fc.constantFrom(...words);
const rule = fc.record({
  claim: word,
  value: word,
  roles: fc.uniqueArray(fc.constantFrom(...roles)),
  team: fc.option(fc.constantFrom('Noord', 'Zuid')),
});
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('any')),
    fc.dictionary(word, tie('any')),
  ),
})).any;
const claimsOf = (given: Record<string, unknown>): Claims => ({ ...given, iss: 'i', sub: 's' });

test('claims never give more than the rules that fit them, in whatever order these stand', () => {
  fc.assert(
    fc.property(fc.dictionary(word, value), fc.array(rule), (given, rules) => {
      const claims = claimsOf(given);
      const alone = rules.filter((one) => {
        const { roles: got, team } = grantOf(claims, [one]);
        return (got?.length ?? 0) > 0 || (team !== null && team !== 'none');
      });
      const { roles: got, team } = grantOf(claims, rules);
      assert.deepEqual([...(got ?? [])].sort(), [...new Set(alone.flatMap((one) => one.roles))].sort());
      if (team !== null && team !== 'none') assert.ok(alone.some((one) => one.team === team.name));
      assert.deepEqual(grantOf(claims, rules.toReversed()).roles, got);
      assert.equal(
        got === null,
        rules.every((one) => one.roles.length === 0),
      );
    }),
  );
});

test('without claims no rule fits, and what every object has is no claim', () => {
  const rules = words.map((claim) => ({ claim, value: 'x', roles: ['beheerder' as const], team: 'Noord' }));
  assert.deepEqual(grantOf(claimsOf({}), rules), { roles: [], team: 'none' });
  assert.deepEqual(grantOf(claimsOf({ groups: [['x'], { x: 'x' }, true] }), rules), {
    roles: [],
    team: 'none',
  });
  assert.deepEqual(grantOf(claimsOf({ a: { b: ['x'] } }), rules).roles, ['beheerder']);
  assert.deepEqual(grantOf(claimsOf({}), []), { roles: null, team: null });
});

test('an address counts as the provider vouches for it, written as we write addresses', () => {
  const email = ' Noor@Example.NL ';
  assert.equal(verifiedAddress(claimsOf({ email, email_verified: true })), 'noor@example.nl');
  assert.equal(verifiedAddress(claimsOf({ email, xms_edov: '1' })), 'noor@example.nl');
  for (const other of [{}, { email_verified: 1 }, { email_verified: false, xms_edov: true }, { xms_edov: 0 }])
    assert.equal(verifiedAddress(claimsOf({ email, ...other })), null);
  assert.equal(verifiedAddress(claimsOf({ email: 'geen adres', email_verified: true })), null);
  assert.equal(verifiedAddress(claimsOf({ email: ['a@example.nl'], email_verified: true })), null);
});
