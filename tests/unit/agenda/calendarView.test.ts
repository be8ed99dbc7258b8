import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import { lookOf } from '../../../src/agenda/calendar/look.ts';
import { weeksOfMonth } from '../../../src/agenda/calendar/month.ts';
import { calendarOf, daysInSight } from '../../../src/agenda/calendar/view.ts';
import { agendaDay, agendaItem } from '../../support/agendaDays.ts';

const monday = '2026-11-23';
const at = (time: string, date = monday) => Date.parse(`${date}T${time}:00+01:00`);
const span = (from: string, until: string, date = monday) => ({
  start: at(from, date),
  end: at(until, date),
});
const options = { now: at('12:10'), cancelled: false };
const hours = [
  { ...span('09:00', '12:30'), location: 'Centrum', locationId: 'x' },
  { ...span('13:00', '17:00'), location: 'Centrum', locationId: 'x' },
];
const told = (column: ReturnType<typeof calendarOf>['columns'][number] | undefined) =>
  column?.blocks.map((block) => `${block.kind} ${block.place.split(' ').slice(0, 2).join(' ')}`);

test('a day is what is no working time, what is free and what stands, in order of time', () => {
  const day = agendaDay(monday, {
    hours,
    free: [span('10:00', '12:30'), span('14:00', '17:00')],
    absences: [{ reason: 'training', allDay: false, ...span('13:00', '14:00') }],
    items: [agendaItem(monday, ['09:00', '10:00'])],
  });
  const { columns, now } = calendarOf([{ day, who: 'me' }], options);
  assert.deepEqual(told(columns[0]), [
    'off at-0h at-0m',
    'appointment at-1h at-0m',
    'free at-2h at-0m',
    'off at-4h at-30m',
    'absence at-5h at-0m',
    'free at-6h at-0m',
    'off at-9h at-0m',
  ]);
  assert.deepEqual(
    columns[0]?.blocks.map((block) => block.kind === 'off' && block.edge),
    [true, false, false, false, false, false, true],
  );
  assert.equal(now, 'at-4h at-10m for-0h for-0m');
});

test('a stretch that is too low to press is free without a link, as at the end of a day', () => {
  const free = [span('09:00', '09:30'), span('10:00', '10:29'), span('16:44', '17:00')];
  const { columns } = calendarOf([{ day: agendaDay(monday, { hours, free }), who: 'me' }], options);
  const open = columns[0]?.blocks.flatMap((block) => (block.kind === 'free' ? [block.open] : []));
  assert.deepEqual(open, [true, false, false]);
});

test('who goes to a home visit is on the way before and after it, and to one that was called off not', () => {
  const visit = { modality: 'huisbezoek', busy: span('12:40', '14:05') } as const;
  const off = { ...visit, status: 'cancelled', busy: span('09:40', '10:50') } as const;
  const call = { modality: 'telefoon', busy: span('15:00', '15:45') } as const;
  const items = [
    agendaItem(monday, ['10:00', '10:30'], off),
    agendaItem(monday, ['13:00', '13:45'], visit),
    agendaItem(monday, ['15:00', '15:30'], call),
  ];
  const day = agendaDay(monday, {
    hours: [{ ...span('08:00', '18:00'), location: 'x', locationId: 'x' }],
    items,
  });
  for (const cancelled of [false, true]) {
    const { columns } = calendarOf([{ day, who: 'me' }], { ...options, cancelled });
    assert.deepEqual(
      told(columns[0])?.filter((block) => block.startsWith('travel')),
      ['travel at-4h at-40m', 'travel at-5h at-45m'],
    );
  }
});

test('a day on which nobody works says why, all of it', () => {
  const ill = agendaDay(monday, {
    hours,
    absences: [{ reason: 'ziek', allDay: true, ...span('00:00', '23:59') }],
  });
  const closed = agendaDay(monday, { hours, closures: [{ name: 'Kerst', location: null }] });
  const kinds = [ill, closed].map((day) =>
    calendarOf([{ day, who: 'me' }], options).columns[0]?.blocks.map(({ kind }) => kind),
  );
  assert.deepEqual(kinds, [['absence'], ['closed']]);
});

test('what was called off is folded, counted, and there on demand; it makes no day longer while it is folded', () => {
  const off = agendaItem(monday, ['06:00', '06:30'], { status: 'cancelled' });
  const day = agendaDay(monday, { hours, items: [off, agendaItem(monday, ['09:00', '10:00'])] });
  const folded = calendarOf([{ day, who: 'me' }], options);
  assert.deepEqual([folded.folded, folded.scale.from, folded.columns[0]?.standing], [1, 8, 1]);
  const shown = calendarOf([{ day, who: 'me' }], { ...options, cancelled: true });
  assert.deepEqual([shown.folded, shown.scale.from, shown.columns[0]?.standing], [0, 6, 1]);
});

test('colleagues laid over a day lie beside what is there, and only what stands', () => {
  const mine = agendaItem(monday, ['09:00', '10:00']);
  const theirs = agendaItem(monday, ['09:30', '10:30']);
  const off = agendaItem(monday, ['09:30', '10:30'], { status: 'cancelled' });
  const { columns } = calendarOf(
    [
      {
        day: agendaDay(monday, { hours, items: [mine] }),
        who: 'me',
        over: [{ firstName: 'Daan', items: [theirs, off] }],
      },
    ],
    options,
  );
  const entries = columns[0]?.blocks.flatMap((block) =>
    block.kind === 'appointment' ? [[block.of, block.place.match(/lane-.*/)?.[0]]] : [],
  );
  assert.deepEqual(entries, [
    [null, 'lane-0 lanes-2'],
    ['Daan', 'lane-1 lanes-2'],
  ]);
  assert.equal(columns[0]?.standing, 1);
});

test('a weekend is in sight when it holds something that stands, or on demand', () => {
  const week = (saturday: Parameters<typeof agendaDay>[1] = {}) =>
    Array.from({ length: 7 }, (_, index) => agendaDay(addDays(monday, index), index === 5 ? saturday : {}));
  const saturday = addDays(monday, 5);
  const item = agendaItem(saturday, ['10:00', '11:00']);
  assert.equal(daysInSight(week(), false).length, 5);
  assert.equal(daysInSight(week(), true).length, 7);
  assert.equal(daysInSight(week({ items: [item] }), false).length, 6);
  assert.equal(daysInSight(week({ items: [{ ...item, status: 'cancelled' }] }), false).length, 5);
  assert.equal(
    daysInSight(
      week({ hours: [{ ...span('09:00', '12:00', saturday), location: 'Centrum', locationId: 'x' }] }),
      false,
    ).length,
    6,
  );
});

test('an afspraak looks like what it asks for: a new time until it begins, a note once it is over', () => {
  const item = agendaItem(monday, ['10:00', '11:00'], { choosingAgain: true, outside: 'to-decide' });
  const look = (change: Partial<typeof item>, time: string) => lookOf({ ...item, ...change }, at(time)).look;
  assert.equal(look({}, '09:59'), 'choosing');
  assert.equal(look({ choosingAgain: false }, '09:59'), 'outside');
  assert.equal(look({ choosingAgain: false, outside: 'kept' }, '09:59'), 'kept');
  assert.equal(look({ choosingAgain: false, outside: null }, '09:59'), 'booked');
  assert.equal(look({}, '10:00'), 'now');
  assert.equal(look({}, '11:00'), 'to-note');
  assert.equal(look({ outcome: 'geweest' }, '11:00'), 'done');
  assert.equal(look({ outcome: 'niet-verschenen' }, '11:00'), 'stayed-away');
  assert.equal(look({ status: 'cancelled' }, '09:00'), 'cancelled');
  assert.equal(look({ status: 'cancelled', outcome: 'verzet' }, '09:00'), 'moved');
});

test('a month is whole weeks that hold all of its days', () => {
  for (const month of ['2026-02', '2026-11', '2027-02', '2028-02']) {
    const days = weeksOfMonth(month).flat();
    assert.equal(days.length % 7, 0);
    const { daysInMonth } = Temporal.PlainYearMonth.from(month);
    assert.equal(days.filter((date) => date.startsWith(month)).length, daysInMonth);
    assert.ok(weeksOfMonth(month).every((week) => week.some((date) => date.startsWith(month))));
  }
});

test('on a night when the clock moves a day has its own hours: beside it, or with it among other days', () => {
  const night = (date: string) => {
    const begin = startOfDate(date);
    return agendaDay(date, {
      hours: [{ start: begin, end: begin + 3_600_000, location: 'Centrum', locationId: 'x' }],
    });
  };
  const [before, long] = [night('2026-10-24'), night('2026-10-25')];
  const alone = calendarOf([{ day: long, who: 'me' }], options);
  assert.deepEqual(alone.labels.slice(0, 5), ['00:00', '01:00', '02:00', '02:00', '03:00']);
  assert.equal(alone.columns[0]?.ownLabels, null);
  const beside = calendarOf(
    [before, long].map((day) => ({ day, who: 'me' })),
    options,
  );
  assert.deepEqual(beside.labels.slice(0, 4), ['00:00', '01:00', '02:00', '03:00']);
  assert.deepEqual(
    beside.columns.map(({ ownLabels }) => ownLabels?.slice(2, 5)),
    [undefined, ['02:00', '02:00', '03:00']],
  );
});
