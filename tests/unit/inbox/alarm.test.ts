import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { makeAlarm, repeatMs } from '../../../src/inbox/alarm.ts';

mock.timers.enable({ apis: ['setInterval'] });

let calls: number[] = [];
beforeEach(() => {
  calls = [];
});
const alarm = () => makeAlarm((waiting) => calls.push(waiting));

test('it sounds at once when somebody begins to wait, and again as long as anybody does', () => {
  const ringing = alarm();
  ringing.update(0, true);
  ringing.update(1, true);
  ringing.update(1, true);
  assert.deepEqual(calls, [1]);
  mock.timers.tick(repeatMs);
  ringing.update(2, true);
  assert.deepEqual(calls, [1, 1, 2]);
  mock.timers.tick(repeatMs - 1);
  ringing.update(1, true);
  mock.timers.tick(1);
  assert.deepEqual(calls, [1, 1, 2, 1]);
  ringing.update(0, true);
  mock.timers.tick(3 * repeatMs);
  assert.equal(calls.length, 4);
});

test('nobody who pauses or is away is called, and coming back one hears who waits', () => {
  const ringing = alarm();
  ringing.update(3, false);
  mock.timers.tick(repeatMs);
  assert.deepEqual(calls, []);
  ringing.update(3, true);
  ringing.update(3, false);
  mock.timers.tick(repeatMs);
  assert.deepEqual(calls, [3]);
});

test('without a connection it is silent, and afterwards somebody who still waits is heard', () => {
  const ringing = alarm();
  ringing.update(1, true);
  ringing.stop();
  mock.timers.tick(repeatMs);
  assert.deepEqual(calls, [1]);
  ringing.update(1, true);
  assert.deepEqual(calls, [1, 1]);
});
