import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CareAction, canNote, canStill, isTooEarlyFor } from '#server/agenda/rules.ts';
import { canChange, canWipe, isOver } from '#server/booking/rules.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T10:00:00+01:00');
const end = start + 30 * minute;
const standing = { status: 'booked', start, end, wiped: false } as const;
const cancelled = { ...standing, status: 'cancelled' } as const;
const wiped = { ...standing, wiped: true } as const;

const actions: readonly CareAction[] = [
  'move',
  'cancel',
  'keep',
  'hand-over',
  'choose-again',
  'follow-up',
  'renew-link',
];
const possible = (appointment: Parameters<typeof canStill>[1], now: number) =>
  actions.filter((action) => canStill(action, appointment, now));

test('what staff may still do with an afspraak shrinks as its time comes, to the very moment', () => {
  const over = ['follow-up', 'renew-link'];
  const begun = ['move', 'cancel', 'keep', ...over];
  const justBegun = ['move', 'cancel', 'keep', 'hand-over', ...over];
  assert.deepEqual(possible(standing, start - 1), actions);
  assert.deepEqual(possible(standing, start), justBegun);
  assert.deepEqual(possible(standing, start + 15 * minute), justBegun);
  assert.deepEqual(possible(standing, start + 15 * minute + 1), begun);
  assert.deepEqual(possible(standing, end - 1), begun);
  assert.deepEqual(possible(standing, end), over);
});

test('of a cancelled afspraak staff may renew the link, of a wiped one nothing', () => {
  for (const now of [start - 1, start, end]) {
    assert.deepEqual(possible(cancelled, now), ['renew-link']);
    assert.deepEqual(possible(wiped, now), []);
  }
});

test('how it went can be noted once it has begun, and what was noted or cancelled here taken back before', () => {
  const fresh = { start, outcome: null, cancelledBy: null };
  assert.deepEqual([canNote(fresh, start - 1), canNote(fresh, start)], [false, true]);
  assert.equal(canNote({ ...fresh, outcome: 'afgezegd' }, start - 1), true);
  assert.equal(canNote({ ...fresh, cancelledBy: 'staff' }, start - 1), true);
  assert.equal(canNote({ ...fresh, cancelledBy: 'jongere' }, start - 1), false);
});

test('nobody came or stayed away before it began; that it was called off may be noted at any time', () => {
  const early = (['geweest', 'niet-verschenen', 'afgezegd', 'verzet', null] as const).filter((outcome) =>
    isTooEarlyFor(outcome, { start }, start - 1),
  );
  assert.deepEqual(early, ['geweest', 'niet-verschenen']);
  assert.equal(isTooEarlyFor('geweest', { start }, start), false);
});

test('a jongere changes an afspraak until it begins, and wipes it once it is over or cancelled', () => {
  assert.deepEqual([canChange(standing, start - 1), canChange(standing, start)], [true, false]);
  assert.equal(canChange(cancelled, start - 1), false);
  assert.deepEqual([canWipe(standing, end - 1), canWipe(standing, end)], [false, true]);
  assert.equal(canWipe(cancelled, start - 1), true);
  assert.deepEqual([isOver(standing, end), isOver(cancelled, end)], [true, false]);
});
