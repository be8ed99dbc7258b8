import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOver, openUntil } from '#server/walkIn/openUntil.ts';
import { wallMoment } from '#server/walkIn/places.ts';
import { minutesUntilNext, walkInState } from '#server/walkIn/rules.ts';

const minute = 60_000;

test('who was called is done when the afspraak is noted, cancelled or over', () => {
  const appointment = { status: 'booked', outcome: null, end: 100 };
  assert.equal(walkInState({ status: 'called', appointment }, 99), 'called');
  assert.equal(walkInState({ status: 'called', appointment }, 100), 'done');
  assert.equal(
    walkInState({ status: 'called', appointment: { ...appointment, outcome: 'geweest' } }, 0),
    'done',
  );
  assert.equal(
    walkInState({ status: 'called', appointment: { ...appointment, status: 'cancelled' } }, 0),
    'done',
  );
  assert.equal(walkInState({ status: 'booked', appointment }, 200), 'booked');
  assert.equal(
    walkInState({ status: 'booked', appointment: { ...appointment, status: 'cancelled' } }, 0),
    'called-off',
  );
  assert.equal(walkInState({ status: 'left', appointment: null }, 0), 'left');
});

test('a talk lasts until the next afspraak, and with less than five minutes nobody is called', () => {
  assert.equal(minutesUntilNext(30, null, 0), 30);
  assert.equal(minutesUntilNext(30, 20 * minute, 0), 20);
  assert.equal(minutesUntilNext(30, 5 * minute, 0), 5);
  assert.equal(minutesUntilNext(30, 5 * minute - 1, 0), 0);
  assert.equal(minutesUntilNext(30, -minute, 0), 0);
});

test('walk-in is on from the begin of its hours until the end, on the clock of the gemeente', () => {
  const hours = [{ weekdays: [1], from: '09:00', until: '12:00' }];
  const on = (instant: string) => openUntil(hours, wallMoment(Date.parse(instant)));
  assert.equal(on('2026-11-23T08:59:59+01:00'), null);
  assert.equal(on('2026-11-23T09:00:00+01:00'), '12:00');
  assert.equal(on('2026-11-23T12:00:00+01:00'), null);
  assert.equal(on('2026-11-24T10:00:00+01:00'), null);
  // Sunday in Greenwich, Monday in Amsterdam; and in summer time.
  assert.equal(
    openUntil(
      [{ weekdays: [1], from: '00:00', until: '24:00' }],
      wallMoment(Date.parse('2026-11-22T23:30:00Z')),
    ),
    '24:00',
  );
  assert.equal(on('2026-07-20T07:00:00Z'), '12:00');
});

test('a day is over after its last hours, not before the first or in a break', () => {
  const hours = [
    { weekdays: [1], from: '09:00', until: '12:00' },
    { weekdays: [1], from: '13:00', until: '16:00' },
  ];
  const over = (time: string, weekday = 1) => isOver(hours, { weekday, time });
  assert.deepEqual(
    [over('08:30'), over('12:30'), over('15:59'), over('16:00'), over('10:00', 2)],
    [false, false, false, true, true],
  );
});
