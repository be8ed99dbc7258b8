import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cloudEvent, sourceOf } from '#server/webhooks/cloudEvent.ts';
import { againAfterMs, stripAnswer, tryForMs } from '#server/webhooks/rules.ts';
import { newSecret, signedHeaders } from '#server/webhooks/sign.ts';

test('a message is signed as in the example of the standard', () => {
  // standardwebhooks.com, "Symmetric", as its libraries test it.
  const headers = signedHeaders(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    },
    1_614_265_330_000,
  );
  assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  assert.equal(headers['webhook-timestamp'], '1614265330');
  assert.match(newSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('it waits longer after each attempt, and within three days there are enough of them', () => {
  let waited = 0;
  let attempts = 0;
  while (waited < tryForMs) {
    attempts += 1;
    assert.ok(againAfterMs(attempts + 1) >= againAfterMs(attempts));
    waited += againAfterMs(attempts);
  }
  assert.ok(attempts > 20 && attempts < 40, `${attempts}`);
  assert.equal(againAfterMs(1), 10_000);
});

test('of an answer one line of at most 200 signs is shown, whatever came', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const shown = stripAnswer(text);
      assert.ok([...shown].length <= 200);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cs}\p{Cf}]/u);
    }),
  );
});

test('an event names its organisation by the OIN register or by the address of the site, and is the same each time', () => {
  assert.equal(sourceOf('00000001823288444000', 'x'), 'urn:nld:oin:00000001823288444000:systeem:doorstart');
  assert.equal(sourceOf(null, 'https://doorstart.test'), 'https://doorstart.test');
  const facts = { id: 'a', event: 'test', subject: 'b', at: 0, data: {} } as const;
  assert.deepEqual(cloudEvent(facts, 'x'), cloudEvent(facts, 'x'));
});
