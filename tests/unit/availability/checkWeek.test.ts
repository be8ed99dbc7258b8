import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWeek, mostParts } from '#server/availability/checkWeek.ts';
import type { HoursGround } from '#server/availability/hoursGround.ts';
import type { HoursPeriod, WeekPart } from '#server/availability/weekly.ts';

const ground: HoursGround = {
  today: '2026-11-20',
  locations: [
    { id: 'centrum', active: true, modalities: ['op-locatie', 'telefoon', 'video'] },
    { id: 'school', active: true, modalities: ['op-locatie'] },
    { id: 'dicht', active: false, modalities: ['op-locatie'] },
  ],
  modalities: ['op-locatie', 'telefoon'],
};
const part = (values: Partial<WeekPart> = {}): WeekPart => ({
  weekday: 1,
  weeks: 'alle',
  location: 'centrum',
  from: '09:00',
  until: '12:00',
  modalities: ['op-locatie'],
  ...values,
});
const period = (values: Partial<HoursPeriod> = {}): HoursPeriod => ({
  from: '2026-11-20',
  until: null,
  ...values,
});
const faults = (parts: WeekPart[], when = period()) =>
  checkWeek(parts, when, ground).map(({ part: index, field, error }) => `${index} ${field} ${error}`);

test('a good week has no faults: parts that touch, another day, even beside odd, until midnight', () => {
  assert.deepEqual(faults([]), []);
  assert.deepEqual(
    faults([
      part(),
      part({ from: '12:00', until: '24:00' }),
      part({ weekday: 2 }),
      part({ weekday: 3, weeks: 'even' }),
      part({ weekday: 3, weeks: 'oneven', location: 'school' }),
    ]),
    [],
  );
});

test('parts of one day may not overlap, also not every week with even or odd ones', () => {
  assert.deepEqual(faults([part(), part({ from: '11:59', until: '13:00' })]), ['1 from overlap']);
  assert.deepEqual(faults([part({ weeks: 'even' }), part({ location: 'school' })]), ['1 from overlap']);
  assert.deepEqual(faults([part(), part({ weeks: 'oneven' })]), ['1 from overlap']);
  assert.deepEqual(faults([part(), part()]), ['1 from overlap']);
});

test('hours are two times, the second later than the first, on one day', () => {
  assert.deepEqual(faults([part({ from: '' })]), ['0 from time-missing']);
  assert.deepEqual(faults([part({ until: '25:00' })]), ['0 until time-missing']);
  assert.deepEqual(faults([part({ until: '09:00' })]), ['0 until reversed']);
  assert.deepEqual(faults([part({ from: '12:00', until: '09:00' })]), ['0 until reversed']);
  assert.deepEqual(faults([part({ from: '22:00', until: '02:00' })]), ['0 until midnight']);
  assert.deepEqual(faults([part({ from: '17:00', until: '00:00' })]), ['0 until midnight']);
});

test('a place must exist and be open, and a way must be one of the place and of the person', () => {
  assert.deepEqual(faults([part({ location: 'nergens' })]), ['0 location location-unknown']);
  assert.deepEqual(faults([part({ location: 'dicht' })]), ['0 location location-closed']);
  assert.deepEqual(faults([part({ modalities: [] })]), ['0 modalities no-modality']);
  assert.deepEqual(faults([part({ location: 'school', modalities: ['telefoon'] })]), [
    '0 modalities modality-place',
  ]);
  assert.deepEqual(faults([part({ modalities: ['video'] })]), ['0 modalities modality-person']);
});

test('a period is two dates that exist, in order, and never of the past', () => {
  assert.deepEqual(faults([], period({ from: '' })), ['null from from-missing']);
  assert.deepEqual(faults([], period({ from: '2026-02-30' })), ['null from from-missing']);
  assert.deepEqual(faults([], period({ until: 'ooit' })), ['null until until-missing']);
  assert.deepEqual(faults([], period({ from: '2026-12-02', until: '2026-12-01' })), [
    'null until period-reversed',
  ]);
  assert.deepEqual(faults([], period({ from: '2026-11-01', until: '2026-11-19' })), [
    'null until period-past',
  ]);
  assert.deepEqual(faults([], period({ from: '2026-11-19' })), ['null from period-before-today']);
  assert.deepEqual(faults([], period({ until: '2026-11-20' })), []);
});

test('all faults are told at once, but a week of far too many parts only that', () => {
  assert.deepEqual(faults([part({ from: '' }), part({ modalities: [] })], period({ from: '' })), [
    'null from from-missing',
    '0 from time-missing',
    '1 modalities no-modality',
  ]);
  assert.deepEqual(faults(Array.from({ length: mostParts + 1 }, () => part())), ['null from too-many']);
});
