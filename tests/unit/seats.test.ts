import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeats } from '#server/kernel/limits/seats.ts';

const bounds = { each: 1, all: 7 };

test('one network has so many places and no more, however many addresses it has', () => {
  const seats = createSeats(true);
  const take = (address: string) => seats.take(address, bounds);
  const first = take('2001:db8:1::1');
  assert.ok(first.ok);
  assert.deepEqual(take('2001:db8:1::2'), { ok: false, full: 'network' }, 'the same /64');
  assert.ok(take('2001:db8:1:1::1').ok);
  assert.deepEqual(take('2001:db8:1:2::1'), { ok: false, full: 'network' }, 'the same /56');
  assert.ok(take('2001:db8:1:ff00::1').ok && take('2001:db8:1:ee00::1').ok);
  assert.deepEqual(take('2001:db8:1:dd00::1'), { ok: false, full: 'network' }, 'the same /48');
  assert.ok(take('2001:db8:2::1').ok, 'a neighbour has places of their own');
  assert.ok(take('192.0.2.1').ok);
  assert.deepEqual(take('::ffff:192.0.2.1'), { ok: false, full: 'network' });
  assert.ok(take('192.0.2.2').ok);
  assert.deepEqual(take('192.0.2.3'), { ok: false, full: 'process' });
  first.free();
  first.free();
  assert.equal(seats.taken(), 6);
  assert.deepEqual(seats.look('2001:db8:1:2::1', bounds), { ok: true });
  assert.ok(take('192.0.2.3').ok);
});

test('for load tests there is a place for everybody', () => {
  const seats = createSeats(false);
  for (let count = 0; count < 10; count++) assert.ok(seats.take('192.0.2.1', bounds).ok);
  assert.equal(seats.taken(), 10);
});
