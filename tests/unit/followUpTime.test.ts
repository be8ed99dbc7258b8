import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followUpTime } from '#server/agenda/followUpTime.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';

const after = (start: string, weeks: number, now = start) =>
  isoInAmsterdam(followUpTime(Date.parse(start), weeks, Date.parse(now)));

test('a follow-up is on the same weekday at the same wall time', () => {
  assert.equal(after('2026-11-23T10:00:00+01:00', 2), '2026-12-07T10:00:00+01:00');
  assert.equal(after('2026-12-24T16:15:00+01:00', 4), '2027-01-21T16:15:00+01:00');
});

test('also over both clock changes', () => {
  assert.equal(after('2026-10-22T09:30:00+02:00', 1), '2026-10-29T09:30:00+01:00');
  assert.equal(after('2027-03-22T09:30:00+01:00', 1), '2027-03-29T09:30:00+02:00');
});

test('of an afspraak of long ago it is the first such week that is still to come', () => {
  const now = '2026-11-20T10:00:00+01:00';
  assert.equal(after('2026-09-07T10:00:00+02:00', 2, now), '2026-11-23T10:00:00+01:00');
  assert.equal(after('2026-11-06T10:00:00+01:00', 2, now), '2026-11-27T10:00:00+01:00');
});
