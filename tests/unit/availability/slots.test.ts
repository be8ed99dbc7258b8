import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicHolidays } from '#server/slots/holidays.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type {
  AvailabilityException,
  CasemanagerAvailability,
  Closure,
  SlotQuery,
  WeeklyRule,
} from '#server/slots/types.ts';

const monday = '2026-11-23';
const instant = (wall: string) => Date.parse(wall);

const rule = (from: string, until: string, more: Partial<WeeklyRule> = {}): WeeklyRule => ({
  location: 'centrum',
  weekday: 1,
  weeks: 'alle',
  from,
  until,
  validFrom: '2026-01-01',
  validUntil: null,
  modalities: ['op-locatie'],
  ...more,
});
const absence = (date: string, from: string | null = null, until: string | null = null) =>
  ({ kind: 'absence', dateFrom: date, dateUntil: date, from, until }) satisfies AvailabilityException;

function casemanager(more: Partial<CasemanagerAvailability> = {}): CasemanagerAvailability {
  return {
    id: 'noor',
    rules: [rule('09:00', '11:00')],
    exceptions: [],
    busy: [],
    booked: [],
    dailyMaximum: 8,
    modalities: ['op-locatie', 'telefoon', 'video'],
    ...more,
  };
}

function query(more: Partial<SlotQuery> = {}): SlotQuery {
  return {
    window: { now: instant('2026-11-01T00:00+01:00'), noticeMinutes: 0, horizonDays: 365, travelMinutes: {} },
    topic: { durationMinutes: 60, gridMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
    from: monday,
    to: monday,
    ...more,
  };
}

/** The starts found, as wall time with its offset: `09:00+01:00`. */
function starts(asked: SlotQuery, people: CasemanagerAvailability[], closures: Closure[] = []): string[] {
  return computeSlots(asked, people, closures).map(({ start }) =>
    Temporal.Instant.fromEpochMilliseconds(start)
      .toString({ timeZone: 'Europe/Amsterdam' })
      .slice(11, 16)
      .concat(
        Temporal.Instant.fromEpochMilliseconds(start).toString({ timeZone: 'Europe/Amsterdam' }).slice(19),
      ),
  );
}
const winter = (...times: string[]) => times.map((time) => `${time}+01:00`);

test('a morning of two hours has three hours that start on the half hour', () => {
  assert.deepEqual(computeSlots(query(), [casemanager()], []).at(-1), {
    start: instant('2026-11-23T10:00+01:00'),
    end: instant('2026-11-23T11:00+01:00'),
    location: 'centrum',
    modality: 'op-locatie',
    casemanagers: ['noor'],
  });
  assert.deepEqual(starts(query(), [casemanager()]), winter('09:00', '09:30', '10:00'));
});

test('slots come in order of start, location and modality, casemanagers in the order given', () => {
  const rules = [
    rule('09:00', '10:00', { location: 'laak', modalities: ['video', 'op-locatie'] }),
    rule('09:00', '10:00', { modalities: ['telefoon', 'op-locatie'] }),
  ];
  const people = [casemanager({ id: 'zoe', rules }), casemanager({ id: 'adam', rules })];
  assert.deepEqual(
    computeSlots(query(), people, []).map(({ location, modality, casemanagers }) =>
      [location, modality, ...casemanagers].join(' '),
    ),
    [
      'centrum op-locatie zoe adam',
      'centrum telefoon zoe adam',
      'laak op-locatie zoe adam',
      'laak video zoe adam',
    ],
  );
});

test('more casemanagers than fit in one word of bits are all there', () => {
  const people = Array.from({ length: 70 }, (_, i) => casemanager({ id: `nummer-${i}` }));
  const [slot] = computeSlots(query(), people, []);
  assert.deepEqual(
    slot?.casemanagers,
    people.map(({ id }) => id),
  );
});

test('hours at one place join up, also over midnight; hours at two places do not', () => {
  const rules = [rule('22:00', '24:00'), rule('00:00', '01:00', { weekday: 2 })];
  const late = query({ topic: { ...query().topic, gridMinutes: 60, durationMinutes: 90 } });
  assert.deepEqual(starts(late, [casemanager({ rules })]), winter('22:00', '23:00'));
  const elsewhere = [rule('22:00', '24:00'), rule('00:00', '01:00', { weekday: 2, location: 'laak' })];
  assert.deepEqual(starts(late, [casemanager({ rules: elsewhere })]), winter('22:00'));
});

test('a slot may last longer than a day', () => {
  const allWeek = [1, 2, 3].map((weekday) => rule('00:00', '24:00', { weekday }));
  const topic = { ...query().topic, durationMinutes: 48 * 60, gridMinutes: 720 };
  const booked = [instant('2026-11-25T13:00+01:00'), instant('2026-11-26T13:00+01:00')];
  const people = [casemanager({ rules: allWeek, booked, dailyMaximum: 1 })];
  assert.deepEqual(starts(query({ topic }), people), winter('00:00', '12:00'));
});

test('absence wins over the week and over extra hours', () => {
  const extra: AvailabilityException = {
    kind: 'extra',
    dateFrom: monday,
    dateUntil: monday,
    from: '11:00',
    until: '13:00',
    location: 'centrum',
    modalities: ['op-locatie'],
  };
  const away = absence(monday, '10:30', '11:30');
  assert.deepEqual(
    starts(query(), [casemanager({ exceptions: [away, extra] })]),
    winter('09:00', '09:30', '11:30', '12:00'),
  );
  assert.deepEqual(starts(query(), [casemanager({ exceptions: [extra, absence(monday)] })]), []);
});

test('a public holiday closes every location, a closure of its own only that one', () => {
  const rules = [rule('09:00', '10:00'), rule('09:00', '10:00', { location: 'laak' })];
  const easterMonday = query({ from: '2027-03-29', to: '2027-03-29' });
  assert.deepEqual(starts(easterMonday, [casemanager({ rules })], publicHolidays(2027, 2027)), []);
  const closed = [{ dateFrom: monday, dateUntil: monday, location: 'centrum' }];
  assert.deepEqual(
    computeSlots(query(), [casemanager({ rules })], closed).map(({ location }) => location),
    ['laak'],
  );
});

test('buffers keep clear of busy time but may stick out of working hours', () => {
  const topic = { durationMinutes: 30, gridMinutes: 30, bufferBeforeMinutes: 10, bufferAfterMinutes: 15 };
  const busy = [{ start: instant('2026-11-23T09:50+01:00'), end: instant('2026-11-23T10:00+01:00') }];
  assert.deepEqual(
    starts(query({ topic }), [casemanager({ busy: [] })]),
    winter('09:00', '09:30', '10:00', '10:30'),
  );
  assert.deepEqual(starts(query({ topic }), [casemanager({ busy })]), winter('09:00', '10:30'));
});

test('a casemanager with the most appointments of a day takes no more that day', () => {
  const booked = [instant('2026-11-23T13:00+01:00'), instant('2026-11-23T14:00+01:00')];
  assert.deepEqual(starts(query(), [casemanager({ booked, dailyMaximum: 2 })]), []);
  assert.equal(starts(query(), [casemanager({ booked, dailyMaximum: 3 })]).length, 3);
  const otherDays = [
    instant('2026-11-22T13:00+01:00'),
    instant('2026-11-24T13:00+01:00'),
    instant('2027-02-01T13:00+01:00'),
  ];
  assert.equal(starts(query(), [casemanager({ booked: otherDays, dailyMaximum: 1 })]).length, 3);
  const nextWeek = query({ to: '2026-11-30' });
  assert.equal(starts(nextWeek, [casemanager({ booked, dailyMaximum: 2 })]).length, 3);
});

test('notice and horizon bound what can be booked', () => {
  const now = instant('2026-11-23T08:30+01:00');
  const asked = query({
    from: '0001-01-01',
    to: '9999-12-31',
    window: { now, noticeMinutes: 60, horizonDays: 7, travelMinutes: {} },
  });
  assert.deepEqual(starts(asked, [casemanager()]), winter('09:30', '10:00', '09:00', '09:30', '10:00'));
  assert.deepEqual(starts({ ...asked, to: '2026-11-22' }, [casemanager()]), []);
});

test('on the day that the clock skips an hour, hours through the gap are an hour shorter', () => {
  const sunday = query({
    from: '2027-03-28',
    to: '2027-03-28',
    topic: { ...query().topic, durationMinutes: 30 },
  });
  const night = (from: string, until: string) => [
    casemanager({ rules: [rule(from, until, { weekday: 7 })] }),
  ];
  assert.deepEqual(starts(sunday, night('01:30', '03:30')), ['01:30+01:00', '03:00+02:00']);
  assert.deepEqual(starts(sunday, night('02:00', '02:30')), ['03:00+02:00']);
  assert.deepEqual(starts(sunday, night('02:00', '03:00')), []);
});

test('on the day that the clock has an hour twice, so has its slots', () => {
  const sunday = query({
    from: '2027-10-31',
    to: '2027-10-31',
    topic: { ...query().topic, gridMinutes: 60 },
  });
  const night = (from: string, until: string) => [
    casemanager({ rules: [rule(from, until, { weekday: 7 })] }),
  ];
  assert.deepEqual(starts(sunday, night('01:00', '04:00')), [
    '01:00+02:00',
    '02:00+02:00',
    '02:00+01:00',
    '03:00+01:00',
  ]);
});

test('the last hour of the day of 25 hours belongs to it', () => {
  const sunday = query({ from: '2027-10-30', to: '2027-10-31' });
  const people = [casemanager({ rules: [rule('22:00', '23:30', { weekday: 7 })] })];
  assert.deepEqual(starts(sunday, people), winter('22:00', '22:30'));
});

test('the first hour after the day of 23 hours belongs to the day after it', () => {
  const days = query({ from: '2027-03-28', to: '2027-03-30' });
  const people = [casemanager({ rules: [rule('00:30', '02:00')] })];
  assert.deepEqual(starts(days, people), ['00:30+02:00', '01:00+02:00']);
});

test('a grid wider than the hour that moves stays on the clock on the wall', () => {
  const topic = { ...query().topic, gridMinutes: 120 };
  const people = [casemanager({ rules: [rule('00:00', '07:00', { weekday: 7 })] })];
  const spring = query({ from: '2027-03-28', to: '2027-03-28', topic });
  assert.deepEqual(starts(spring, people), ['00:00+01:00', '04:00+02:00', '06:00+02:00']);
  const autumn = query({ from: '2027-10-31', to: '2027-10-31', topic });
  assert.deepEqual(starts(autumn, people), [
    '00:00+02:00',
    '02:00+02:00',
    '02:00+01:00',
    '04:00+01:00',
    '06:00+01:00',
  ]);
});
