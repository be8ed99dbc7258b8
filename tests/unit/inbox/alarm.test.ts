import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { makeAlarm, repeatMs } from '../../../src/inbox/alarm.ts';

mock.timers.enable({ apis: ['setInterval'] });

let calls: number[] = [];
let quiets = 0;
beforeEach(() => {
  calls = [];
  quiets = 0;
});
const alarm = () =>
  makeAlarm({
    call: (waiting) => calls.push(waiting),
    quiet: () => {
      quiets += 1;
    },
  });

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

test('what was shown is taken away once nobody has to be called, and not before', () => {
  const ringing = alarm();
  ringing.update(0, true);
  ringing.stop();
  assert.equal(quiets, 0, 'nothing was shown');
  ringing.update(2, true);
  ringing.update(1, true);
  assert.equal(quiets, 0, 'somebody still waits');
  ringing.update(0, true);
  ringing.update(0, true);
  assert.equal(quiets, 1);
  ringing.update(1, true);
  ringing.update(1, false);
  assert.equal(quiets, 2, 'in a pause');
});
