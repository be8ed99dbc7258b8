import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { test } from 'node:test';
import webpush from 'web-push';
import { vapidKeys } from '#server/push/vapid.ts';

const secret = 'a secret that only tests have, of some length';

test('the keys follow from the secret: the same each time, others under another', () => {
  const one = vapidKeys(secret, 'https://doorstart.test');
  assert.deepEqual(vapidKeys(secret, 'https://doorstart.test'), one);
  assert.notEqual(vapidKeys(`${secret}.`, 'https://doorstart.test').publicKey, one.publicKey);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(one.privateKey, 'base64url');
  assert.equal(pair.getPublicKey('base64url'), one.publicKey);
  assert.deepEqual([one.publicKey.length, one.privateKey.length], [87, 43]);
});

test('a push service can be told who we are, also from a site without https', () => {
  for (const publicUrl of ['https://doorstart.test', 'http://127.0.0.1:4321']) {
    const { publicKey, privateKey, subject } = vapidKeys(secret, publicUrl);
    webpush.setVapidDetails(subject, publicKey, privateKey);
    assert.match(subject, /^https:\/\//);
  }
});
