import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBounce } from '#server/notifications/mail/readBounce.ts';
import { bounceOf } from '../../support/bounces.ts';

const bounces = 'terug@denhaag.test';
const id = '0b9d5a4e-6f0f-4a57-9f0a-3c1de6f2a9f4';

test('which message came back is read from the address that it came to', () => {
  const raw = bounceOf({ to: `terug+${id}@denhaag.test`, original: null });
  assert.deepEqual(readBounce(raw, bounces), { message: id, action: 'failed', status: '5.1.1' });
});

test('or else from the mail inside', () => {
  const raw = bounceOf({ to: bounces, original: `<${id}.2@denhaag.test>` });
  assert.equal(readBounce(raw, bounces)?.message, id);
});

test('a delay is told apart, with folded lines and capitals too', () => {
  const raw = bounceOf({ to: `terug+${id}@denhaag.test`, action: 'Delayed', status: '4.4.7' });
  assert.deepEqual(readBounce(raw, bounces), { message: id, action: 'delayed', status: '4.4.7' });
  const folded = raw.replace('multipart/report; ', 'Multipart/Report;\r\n\t');
  assert.equal(readBounce(folded, bounces)?.action, 'delayed');
});

test('what is no notification, or about no message of ours, is nothing', () => {
  const other = bounceOf({ to: 'terug@denhaag.test', original: '<abc@elders.test>' });
  assert.equal(readBounce(other, bounces), null);
  const answer = `To: terug+${id}@denhaag.test\r\nContent-Type: text/plain\r\n\r\nIk ben er niet. Status: 5.1.1\r\nAction: failed`;
  assert.equal(readBounce(answer, bounces), null);
});

test('whatever comes, it is read or it is nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => readBounce(raw, bounces) === null));
});
