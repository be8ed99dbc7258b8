import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expectedWait, roundWait } from '#server/walkIn/expectedWait.ts';

const minutes = fc.integer({ min: 0, max: 240 });
const ahead = fc.array(fc.integer({ min: 5, max: 90 }), { maxLength: 12 });
const freeIn = fc.array(minutes, { minLength: 1, maxLength: 6 });
const freeShare = fc.double({ min: 0.01, max: 1, noNaN: true });
const wait = (ground: Parameters<typeof expectedWait>[0]) =>
  expectedWait(ground) ?? assert.fail('expected a wait');

test('two who wait before one casemanager: their talks, one after the other', () => {
  assert.equal(expectedWait({ ahead: [30, 20], freeIn: [10], freeShare: 1 }), 60);
  assert.equal(expectedWait({ ahead: [30, 20], freeIn: [10, 0], freeShare: 1 }), 30);
  assert.equal(expectedWait({ ahead: [], freeIn: [12], freeShare: 1 }), 12);
});

test('nobody at work: nobody knows', () => {
  assert.equal(expectedWait({ ahead: [30], freeIn: [], freeShare: 1 }), null);
  assert.deepEqual(roundWait(null), { kind: 'unknown' });
});

test('one more who waits before, a longer talk, or less free time never makes a wait shorter', () => {
  fc.assert(
    fc.property(
      ahead,
      freeIn,
      freeShare,
      fc.integer({ min: 5, max: 90 }),
      minutes,
      (line, free, share, more, at) => {
        const ground = { ahead: line, freeIn: free, freeShare: share };
        const before = wait(ground);
        assert.ok(wait({ ...ground, ahead: [...line, more] }) >= before);
        const place = at % (line.length + 1);
        assert.ok(
          wait({ ...ground, ahead: [...line.slice(0, place), more, ...line.slice(place)] }) >= before - 1e-9,
        );
        assert.ok(wait({ ...ground, freeShare: share / 2 }) >= before - 1e-9);
      },
    ),
  );
});

test('one more at work never makes a wait longer', () => {
  fc.assert(
    fc.property(ahead, freeIn, freeShare, minutes, (line, free, share, more) => {
      const ground = { ahead: line, freeIn: free, freeShare: share };
      assert.ok(wait({ ...ground, freeIn: [...free, more] }) <= wait(ground) + 1e-9);
    }),
  );
});

test('a wait lies between who is free first and all talks by one alone', () => {
  fc.assert(
    fc.property(ahead, freeIn, (line, free) => {
      const found = wait({ ahead: line, freeIn: free, freeShare: 1 });
      const all = line.reduce((sum, one) => sum + one, 0);
      assert.ok(Math.min(...free) <= found && found <= Math.max(...free) + all);
    }),
  );
});

test('what is said is never less than what is expected, at most ten minutes more, and in fives or tens', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 600, noNaN: true }), (expected) => {
      const said = roundWait(expected);
      if (said.kind === 'long') return assert.ok(expected > 60);
      assert.equal(said.kind, 'about');
      if (said.kind !== 'about') return undefined;
      assert.ok(
        said.minutes >= expected && said.minutes < expected + 10 && said.minutes <= 60,
        `${expected}`,
      );
      return assert.equal(said.minutes % (said.minutes > 30 ? 10 : 5), 0);
    }),
  );
});
