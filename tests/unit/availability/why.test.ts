import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CasemanagerAvailability, WhyNot } from '#server/slots/types.ts';
import { type AskedSlot, whyNot } from '#server/slots/why.ts';

const instant = (wall: string) => Date.parse(`${wall}+01:00`);
const week = {
  window: { now: instant('2026-11-23T08:00'), noticeMinutes: 60, horizonDays: 14, travelMinutes: {} },
  topic: { durationMinutes: 30, gridMinutes: 15, bufferBeforeMinutes: 0, bufferAfterMinutes: 10 },
};
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const noor: CasemanagerAvailability = {
  id: 'noor',
  rules: everyDay
    .flatMap((weekday) => [
      {
        location: 'centrum',
        weekday,
        from: '09:00',
        until: '12:00',
        modalities: ['op-locatie', 'video'] as const,
      },
      { location: 'laak', weekday, from: '13:00', until: '17:00', modalities: ['op-locatie'] as const },
    ])
    .map((rule) => ({ ...rule, weeks: 'alle' as const, validFrom: '2026-01-01', validUntil: null })),
  exceptions: [
    { kind: 'absence', dateFrom: '2026-11-24', dateUntil: '2026-11-24', from: '10:00', until: '11:00' },
  ],
  busy: [{ start: instant('2026-11-25T10:00'), end: instant('2026-11-25T10:40') }],
  booked: [instant('2026-11-25T10:00'), instant('2026-11-26T15:00'), instant('2026-11-26T16:00')],
  dailyMaximum: 2,
  modalities: ['op-locatie', 'telefoon'],
};
const closures = [{ dateFrom: '2026-11-27', dateUntil: '2026-11-27', location: 'centrum' }];

const why = (start: string, more: Partial<AskedSlot> = {}) =>
  whyNot(week, noor, closures, {
    start: instant(start),
    location: 'centrum',
    modality: 'op-locatie',
    ...more,
  });

test('a time that can be booked has no reason against it', () => {
  assert.equal(why('2026-11-24T09:00'), null);
  assert.equal(why('2026-11-24T09:30'), null, 'until the absence begins');
  assert.equal(why('2026-11-24T11:00'), null, 'from when the absence ends');
  assert.equal(why('2026-11-23T09:00'), null, 'exactly the notice after now');
  assert.equal(why('2026-12-07T09:00'), null, 'the last date of the horizon');
});

const reasons: [WhyNot, string, Partial<AskedSlot>?][] = [
  ['past', '2026-11-23T07:59'],
  ['too-soon', '2026-11-23T08:59'],
  ['beyond-horizon', '2026-12-08T09:00'],
  ['off-grid', '2026-11-24T09:05'],
  ['closed', '2026-11-27T09:00'],
  ['absent', '2026-11-24T09:45'],
  ['not-working', '2026-11-24T12:00'],
  ['other-location', '2026-11-24T13:00'],
  ['modality', '2026-11-24T09:00', { modality: 'telefoon' }],
  ['modality', '2026-11-24T09:00', { modality: 'video' }],
  ['busy', '2026-11-25T09:30'],
  ['day-full', '2026-11-26T09:00'],
];
for (const [reason, start, more] of reasons) {
  test(`${reason}: ${start} ${more?.modality ?? ''}`, () => assert.equal(why(start, more), reason));
}

test('of several reasons the most fundamental one is given', () => {
  assert.equal(why('2026-11-01T09:05'), 'past');
  assert.equal(why('2026-11-27T08:00'), 'closed');
  assert.equal(why('2026-11-24T10:00', { location: 'laak', modality: 'video' }), 'absent');
  assert.equal(why('2026-11-25T10:00', { location: 'laak' }), 'other-location');
  assert.equal(why('2026-11-25T10:00', { modality: 'telefoon' }), 'modality');
});
