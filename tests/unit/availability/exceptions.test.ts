import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkException } from '#server/availability/checkException.ts';
import { clashesOf, isSame } from '#server/availability/clashes.ts';
import { type CheckedException, exceptionDraftSchema } from '#server/availability/exceptionDraft.ts';
import type { HoursGround } from '#server/availability/hoursGround.ts';
import type { WeeklyRule } from '#server/slots/types.ts';

const ground: HoursGround = {
  today: '2026-11-23',
  locations: [
    { id: 'centrum', active: true, modalities: ['op-locatie', 'video'] },
    { id: 'laak', active: false, modalities: ['op-locatie'] },
  ],
  modalities: ['op-locatie', 'telefoon', 'video'],
};
const ill = { what: 'ziek', dateFrom: '2026-11-23', dateUntil: '2026-11-25', wholeDays: true };
const extra = {
  what: 'extra',
  dateFrom: '2026-11-28',
  dateUntil: '2026-11-28',
  from: '10:00',
  until: '13:00',
  location: 'centrum',
  modalities: ['video', 'op-locatie'],
};
const check = (values: object, on = ground) => checkException(exceptionDraftSchema.parse(values), on);
const faults = (values: object, on?: HoursGround) => {
  const checked = check(values, on);
  return checked.ok ? [] : checked.faults.map(({ field, error }) => `${field} ${error}`);
};

test('days and hours are understood as people write them', () => {
  const checked = check({ ...ill, wholeDays: false, from: '9', until: '12.30' });
  assert.deepEqual(checked, {
    ok: true,
    exception: {
      kind: 'absence',
      reason: 'ziek',
      dateFrom: '2026-11-23',
      dateUntil: '2026-11-25',
      from: '09:00',
      until: '12:30',
    },
  });
  const whole = check({ ...ill, from: '17:00', until: '9:00' });
  assert.ok(whole.ok && whole.exception.from === null, 'on whole days the hours do not count');
  const hours = check(extra);
  assert.ok(hours.ok && hours.exception.kind === 'extra');
  assert.deepEqual(hours.exception.modalities, ['op-locatie', 'video']);
});

const mistakes: [string, object, string[]][] = [
  [
    'nothing',
    {},
    ['what what-required', 'dateFrom date-required', 'from time-required', 'until time-required'],
  ],
  ['a reversed period', { ...ill, dateUntil: '2026-11-22' }, ['dateUntil period-reversed']],
  ['no end of an illness', { ...ill, dateUntil: '' }, ['dateUntil end-expected']],
  ['no end of leave', { ...ill, what: 'verlof', dateUntil: '' }, ['dateUntil until-required']],
  ['all of it in the past', { ...ill, dateFrom: '2026-11-20', dateUntil: '2026-11-22' }, ['dateUntil past']],
  ['longer than a year', { ...ill, dateUntil: '2027-11-24' }, ['dateUntil too-long']],
  ['far away', { ...ill, dateFrom: '2029-01-01', dateUntil: '2029-01-02' }, ['dateFrom too-far']],
  ['a date that is none', { ...ill, dateFrom: '2026-11-31' }, ['dateFrom date-invalid']],
  ['reversed hours', { ...extra, from: '13:00', until: '10:00' }, ['until hours-reversed']],
  ['equal hours', { ...extra, until: '10:00' }, ['until hours-equal']],
  ['hours across midnight', { ...extra, from: '22:00', until: '02:00' }, ['until hours-midnight']],
  ['one of two hours', { ...ill, wholeDays: false, from: '09:00' }, ['until time-required']],
  ['an hour that is none', { ...extra, from: '25:00' }, ['from time-invalid']],
  ['whole days of extra hours', { ...extra, wholeDays: true, until: '' }, ['until time-required']],
  ['an unknown place', { ...extra, location: 'mars' }, ['location location-unknown']],
  ['a place that closed', { ...extra, location: 'laak' }, ['location location-unknown']],
  ['a way that the place has not', { ...extra, modalities: 'telefoon' }, ['modalities modality-place']],
  ['no way or one that is unknown', { ...extra, modalities: ['brief'] }, ['modalities modality-required']],
];

test('each mistake is told at its field', () => {
  for (const [name, values, expected] of mistakes) assert.deepEqual(faults(values), expected, name);
  const noLink = { ...ground, modalities: ['op-locatie' as const] };
  assert.deepEqual(faults(extra, noLink), ['modalities video-link']);
});

test('what runs today may have begun before, and a year is the longest', () => {
  assert.deepEqual(faults({ ...ill, dateFrom: '2026-11-01', dateUntil: '2026-11-23' }), []);
  assert.deepEqual(faults({ ...ill, dateUntil: '2027-11-23' }), []);
});

const away = (dateFrom: string, dateUntil: string, from: string | null = null, until: string | null = null) =>
  ({ kind: 'absence', reason: 'verlof', dateFrom, dateUntil, from, until }) satisfies CheckedException;
const works = (date: string, from: string, until: string, location = 'centrum') => {
  const place = { location, modalities: ['op-locatie' as const] };
  return { kind: 'extra', dateFrom: date, dateUntil: date, from, until, ...place } satisfies CheckedException;
};

test('being away clashes with being away at the same time of the same days, and with nothing else', () => {
  const standing = away('2026-11-23', '2026-11-27', '09:00', '12:00');
  const absences = (one: CheckedException) => clashesOf(one, [standing], []).absences;
  assert.deepEqual(absences(away('2026-11-27', '2026-11-30')), [standing]);
  assert.deepEqual(absences(away('2026-11-27', '2026-11-30', '11:59', '13:00')), [standing]);
  assert.deepEqual(absences(away('2026-11-27', '2026-11-30', '12:00', '13:00')), []);
  assert.deepEqual(absences(away('2026-11-28', '2026-11-30')), []);
  const hours = works('2026-11-23', '09:00', '12:00', 'laak');
  assert.deepEqual(clashesOf(standing, [hours], []), { absences: [], extraHours: [], rules: [] });
});

test('extra hours clash with being away and with working elsewhere then', () => {
  const one = works('2026-11-24', '10:00', '14:00');
  const other = works('2026-11-24', '13:00', '15:00', 'laak');
  const clashes = clashesOf(
    one,
    [away('2026-11-24', '2026-11-24'), other, works('2026-11-24', '9:00', '11:00')],
    [],
  );
  assert.equal(clashes.absences.length, 1);
  assert.deepEqual(clashes.extraHours, [other], 'at the same place they only add up');

  const rule: WeeklyRule = {
    location: 'laak',
    weekday: 2,
    weeks: 'oneven',
    from: '09:00',
    until: '12:00',
    validFrom: '2026-01-01',
    validUntil: null,
    modalities: ['op-locatie'],
  };
  const meets = (more: Partial<WeeklyRule>) => clashesOf(one, [], [{ ...rule, ...more }]).rules.length === 1;
  assert.equal(meets({}), false, '24 November 2026 is in week 48');
  assert.equal(meets({ weeks: 'even' }), true);
  assert.equal(meets({ weeks: 'alle' }), true);
  assert.equal(meets({ weeks: 'alle', location: 'centrum' }), false);
  assert.equal(meets({ weeks: 'alle', weekday: 3 }), false);
  assert.equal(meets({ weeks: 'alle', until: '10:00' }), false);
  assert.equal(meets({ weeks: 'alle', validUntil: '2026-11-23' }), false);
  assert.equal(meets({ weeks: 'alle', validFrom: '2026-11-25' }), false);
});

test('the same is the same in whatever order its ways stand', () => {
  const one = {
    ...works('2026-11-24', '10:00', '14:00'),
    modalities: ['video' as const, 'telefoon' as const],
  };
  assert.ok(isSame(one, { ...one, modalities: ['telefoon', 'video'] }));
  assert.ok(!isSame(one, { ...one, until: '14:30' }));
  assert.ok(
    !isSame(away('2026-11-24', '2026-11-24'), { ...away('2026-11-24', '2026-11-24'), reason: 'ziek' }),
  );
});
