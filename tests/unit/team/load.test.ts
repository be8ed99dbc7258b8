import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgendaAppointment, AgendaDay } from '#server/agenda/types.ts';
import { chatHours } from '#server/team/chatHours.ts';
import { loadOfDay } from '#server/team/loadOfDay.ts';
import { agendaDay, agendaItem } from '../../support/agendaDays.ts';

const at = (time: string) => Date.parse(`2026-11-23T${time}:00+01:00`);

const day = (values: Partial<AgendaDay> = {}) =>
  agendaDay('2026-11-23', {
    hours: [{ start: at('09:00'), end: at('17:00'), location: 'Centrum', locationId: 'centrum' }],
    ...values,
  });
const appointment = (from: string, until: string, values: Partial<AgendaAppointment> = {}) =>
  agendaItem('2026-11-23', [from, until], values);

test('a day is off for a reason, and nobody is over by what was called off', () => {
  const absent = { start: at('00:00'), end: at('23:59'), allDay: true, reason: 'ziek' as const };
  const closed = [{ name: 'Kerst', location: null }];
  assert.equal(loadOfDay(day(), 8).off, null);
  assert.equal(loadOfDay(day({ hours: [] }), 8).off, 'no-hours');
  assert.equal(loadOfDay(day({ absences: [absent] }), 8).off, 'absent');
  assert.equal(loadOfDay(day({ closures: closed }), 8).off, 'closed');
  assert.equal(loadOfDay(day({ hours: [], closures: closed }), 8).off, 'closed');
  assert.equal(loadOfDay(day({ closures: [{ name: 'Verbouwing', location: 'Centrum' }] }), 8).off, 'closed');
  const some = loadOfDay(
    day({ items: [appointment('09:00', '09:30'), appointment('10:00', '10:30', { status: 'cancelled' })] }),
    1,
  );
  assert.deepEqual([some.booked, some.most, some.worked, some.over], [1, 1, 480, false]);
  const outside = loadOfDay(day({ items: [appointment('18:00', '18:30', { outside: 'to-decide' })] }), 8);
  assert.deepEqual([outside.outside, outside.over], [1, true]);
  assert.equal(
    loadOfDay(day({ items: [appointment('18:00', '18:30', { outside: 'kept' })] }), 8).over,
    false,
  );
  const two = [appointment('09:00', '09:30'), appointment('10:00', '10:30')];
  assert.equal(loadOfDay(day({ items: two }), 1).over, true);
  const morning = { ...absent, allDay: false, start: at('09:00'), end: at('12:00') };
  assert.deepEqual(
    [loadOfDay(day({ absences: [morning] }), 8).partly, loadOfDay(day({ absences: [morning] }), 8).worked],
    [true, 300],
  );
});

test('an hour of the chat has those who work then and have half of it without an afspraak', () => {
  const hours = [{ weekdays: [1], from: '10:00', until: '12:30' }];
  const busy = day({ items: [appointment('10:00', '10:45')] });
  const late = day({
    hours: [{ start: at('11:30'), end: at('17:00'), location: 'Centrum', locationId: 'centrum' }],
  });
  const found = chatHours(hours, '2026-11-23', [busy, late]);
  assert.deepEqual(
    found.map(({ start, end, people }) => [start, end, people]),
    [
      [at('10:00'), at('11:00'), 0],
      [at('11:00'), at('12:00'), 2],
      [at('12:00'), at('12:30'), 2],
    ],
  );
  assert.deepEqual(chatHours(hours, '2026-11-24', [busy]), []);
});
