import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modalities } from '#db/schema/words.ts';
import { outsideHours } from '#server/slots/outsideHours.ts';
import type { AvailabilityException, WeeklyRule } from '#server/slots/types.ts';

const instant = (wall: string) => Date.parse(`${wall}+01:00`);
const rule: WeeklyRule = {
  location: 'centrum',
  weekday: 1,
  weeks: 'alle',
  from: '09:00',
  until: '12:00',
  validFrom: '2026-01-01',
  validUntil: null,
  modalities: ['op-locatie', 'video'],
};
const noor = {
  id: 'noor',
  rules: [rule, { ...rule, location: 'laak', from: '13:00', until: '17:00' }],
  exceptions: [] as AvailabilityException[],
  places: ['centrum', 'laak'],
  modalities: [...modalities],
  dailyMaximum: 1,
};
const booked = (from: string, minutes = 30, more = {}) => {
  const start = instant(`2026-11-23T${from}`);
  const place = { location: 'centrum', modality: 'op-locatie' as const };
  return { start, end: start + minutes * 60_000, ...place, ...more };
};
const whyOutside = (one: ReturnType<typeof booked>, hours: Partial<typeof noor> = {}, closures = [closed]) =>
  outsideHours({ ...noor, ...hours }, closures, [one])[0]?.reason;
const closed = { dateFrom: '2026-11-30', dateUntil: '2026-11-30', location: null };
const absent = (from: string | null, until: string | null) => ({
  exceptions: [{ kind: 'absence' as const, dateFrom: '2026-11-20', dateUntil: '2026-11-25', from, until }],
});

test('an afspraak within the hours is no concern, however full the day and odd its start or length', () => {
  const day = [booked('09:00'), booked('09:00'), booked('10:07', 43), booked('11:30')];
  assert.deepEqual(outsideHours(noor, [closed], day), []);
});

test('an afspraak outside the hours says why', () => {
  assert.equal(whyOutside(booked('10:00'), absent(null, null)), 'absent');
  assert.equal(whyOutside(booked('10:00'), absent('10:15', '11:00')), 'absent');
  assert.equal(
    whyOutside(booked('10:00'), absent('10:30', '11:00')),
    undefined,
    'it ends as the absence begins',
  );
  assert.equal(whyOutside(booked('10:00'), { rules: [] }), 'not-working');
  assert.equal(whyOutside(booked('11:30', 45)), 'not-working', 'only the whole of it counts');
  assert.equal(whyOutside(booked('14:00')), 'other-location');
  assert.equal(whyOutside(booked('10:00', 30, { modality: 'telefoon' })), 'modality');
  assert.equal(
    whyOutside(booked('14:00', 30, { modality: 'video' })),
    undefined,
    'on a screen any place will do',
  );
  assert.equal(whyOutside(booked('10:00'), {}, [{ ...closed, dateFrom: '2026-11-23' }]), 'closed');
});

test('extra hours cover an afspraak, also on the same day as the week does', () => {
  const extra = { kind: 'extra' as const, dateFrom: '2026-11-23', dateUntil: '2026-11-23' };
  const hours = { from: '12:00', until: '12:30', location: 'centrum', modalities: ['op-locatie'] as const };
  assert.equal(whyOutside(booked('11:45')), 'not-working');
  assert.equal(whyOutside(booked('11:45'), { exceptions: [{ ...extra, ...hours }] }), undefined);
});

test('of somebody who does not work here any more all afspraken are outside, and keep what they carry', () => {
  const one = { ...booked('10:00'), id: 'x' };
  assert.deepEqual(outsideHours(undefined, [], [one]), [{ ...one, reason: 'not-working' }]);
});
