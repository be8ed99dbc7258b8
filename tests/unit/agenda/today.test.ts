import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { teamState } from '#server/today/teamState.ts';
import { toDoOfHours } from '#server/today/toDoOfHours.ts';
import type { ToDo } from '#server/today/types.ts';
import { byUrgency, urgencyOf } from '#server/today/urgency.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const at = (clock: string, date = '2026-11-23') => Date.parse(`${date}T${clock}:00+01:00`);
const now = at('11:18');

const note = (id: string, start: number): ToDo => ({
  kind: 'note',
  id,
  sequence: 0,
  name: 'Damian',
  topic: 'Geld',
  start,
  end: start + 45 * minute,
});
const question = (id: string, since: number, danger = false): ToDo => ({
  kind: 'question',
  id,
  firstName: null,
  preview: '',
  topic: null,
  since,
  danger,
});
const outside = (id: string, until: number): ToDo => ({
  kind: 'outside',
  id,
  date: '2026-11-23',
  reason: 'absent',
  appointments: [{ id, name: null, start: until }],
  until,
});
const choosing = (id: string, until: number): ToDo => ({
  kind: 'choosing',
  id,
  name: null,
  since: now - day,
  until,
});
const link = (id: string, until: number): ToDo => ({
  kind: 'video-link',
  id,
  appointments: [{ id, name: null, start: until }],
  until,
});

const referrals = (since: number): ToDo => ({ kind: 'referrals', id: 'referrals', count: 2, since });

test('referrals that wait are of today, and call after a day', () => {
  assert.equal(urgencyOf(referrals(now - hour), now).band, 'today');
  assert.equal(urgencyOf(referrals(now - day), now).band, 'waits');
});

test('who sits in a line that is over calls at once; who sat there the day before is asked about later', () => {
  const line = (isEarlier: boolean): ToDo => ({
    kind: 'line',
    id: 'line',
    place: { id: 'centrum', name: 'Centrum' },
    isEarlier,
    who: [{ number: 1, firstName: null }],
    since: now,
  });
  assert.deepEqual([urgencyOf(line(false), now).band, urgencyOf(line(true), now).band], ['soon', 'earlier']);
});

test('danger comes first, then what is nearly too late, who waits, today, what was left, and what is to come', () => {
  const inOrder = [
    question('danger', now - minute, true),
    link('video at 11:30', at('11:30')),
    outside('outside at 13:00', at('13:00')),
    question('two days old', now - 2 * day),
    question('a day old', now - day),
    note('of 9:00', at('09:00')),
    note('of 10:00', at('10:00')),
    question('an hour old', now - hour),
    choosing('today at 16:00', at('16:00')),
    outside('tomorrow at 9:00', at('09:00', '2026-11-24')),
    note('of Friday', at('14:00', '2026-11-20')),
    note('of Thursday', at('14:00', '2026-11-19')),
    choosing('the day after', at('09:00', '2026-11-25')),
    outside('next week', at('09:00', '2026-11-30')),
  ];
  const found = byUrgency(inOrder.toReversed(), now);
  // What is of today stands by its time: a question of an hour ago came after the talk that ended at 9:45.
  assert.deepEqual(
    found.map(({ id }) => id),
    [
      'danger',
      'video at 11:30',
      'outside at 13:00',
      'two days old',
      'a day old',
      'of 9:00',
      'an hour old',
      'of 10:00',
      'today at 16:00',
      'tomorrow at 9:00',
      'of Friday',
      'of Thursday',
      'the day after',
      'next week',
    ],
  );
});

test('the order depends on what there is alone, loses nothing, and never lets danger wait', () => {
  const moment = fc
    .integer({ min: -40 * 24 * 60, max: 40 * 24 * 60 })
    .map((minutes) => now + minutes * minute);
  const any = fc.tuple(fc.uuid(), moment, fc.boolean(), fc.nat(4)).map(([id, when, danger, kind]) => {
    const makes = [note, outside, choosing, link, (of: string, since: number) => question(of, since, danger)];
    return (makes[kind] ?? note)(id, when);
  });
  const list = fc.uniqueArray(any, { maxLength: 40, selector: ({ id }) => id });
  fc.assert(
    fc.property(list, fc.infiniteStream(fc.nat()), (toDos, luck) => {
      const key = new Map(toDos.map(({ id }) => [id, luck.next().value]));
      const shuffled = toDos.toSorted((a, b) => Number(key.get(a.id)) - Number(key.get(b.id)));
      const found = byUrgency(toDos, now);
      assert.deepEqual(byUrgency(shuffled, now), found);
      assert.deepEqual(new Set(found), new Set(toDos));
      const dangers = found.map((toDo) => urgencyOf(toDo, now).band === 'danger');
      assert.deepEqual(
        dangers,
        dangers.toSorted((a, b) => Number(b) - Number(a)),
      );
    }),
  );
});

test('what the hours do not cover is one row for a day and a reason, and videos without a link are one', () => {
  const appointment = (id: string, start: number) => ({
    id,
    start,
    end: start + 45 * minute,
    location: 'centrum',
    modality: 'op-locatie' as const,
    version: 0,
    topicId: 'geld',
    topic: 'Geld',
    locationName: 'Centrum',
    name: id,
    email: null,
    phone: null,
    language: 'nl' as const,
    chooseAgainAt: null,
  });
  const ill = { reason: 'absent' as const };
  const video = { reason: 'modality' as const, modality: 'video' as const };
  const found = {
    toDecide: [
      { ...appointment('Noa', at('13:00')), ...video },
      { ...appointment('Giovanni', at('10:30', '2026-11-30')), ...ill },
      { ...appointment('Mees', at('14:00', '2026-11-30')), ...ill },
      { ...appointment('Sem', at('15:00', '2026-11-30')), reason: 'closed' as const },
      { ...appointment('Lina', at('09:00', '2026-12-01')), ...video },
    ],
    waiting: [{ ...appointment('Yara', at('09:00', '2026-12-04')), chooseAgainAt: now - day, reason: null }],
  };
  const rows = (hasLink: boolean) =>
    toDoOfHours(found, hasLink).map((toDo) =>
      'appointments' in toDo ? [toDo.kind, ...toDo.appointments.map(({ id }) => id)] : [toDo.kind, toDo.id],
    );
  assert.deepEqual(rows(false), [
    ['video-link', 'Noa', 'Lina'],
    ['outside', 'Giovanni', 'Mees'],
    ['outside', 'Sem'],
    ['choosing', 'Yara'],
  ]);
  assert.deepEqual(rows(true), [
    ['outside', 'Noa'],
    ['outside', 'Giovanni', 'Mees'],
    ['outside', 'Sem'],
    ['outside', 'Lina'],
    ['choosing', 'Yara'],
  ]);
});

test('what a colleague does follows the hours, the absence and the talks, and says no reason', () => {
  const stretch = (from: string, until: string) => ({ start: at(from), end: at(until) });
  const hours = [stretch('09:00', '12:30'), stretch('13:00', '17:00')];
  const talks = [stretch('11:00', '12:00'), stretch('12:00', '12:30'), stretch('14:00', '15:00')];
  const state = (clock: string, values: Partial<Parameters<typeof teamState>[0]> = {}) =>
    teamState({ hours, absences: [], talks, ...values }, at(clock));
  assert.deepEqual(state('08:00'), { kind: 'not-yet', from: at('09:00') });
  assert.deepEqual(state('09:00'), { kind: 'free', until: at('11:00') });
  assert.deepEqual(state('11:30'), { kind: 'talk', until: at('12:30') });
  assert.deepEqual(state('12:30'), { kind: 'away', until: at('13:00') });
  assert.deepEqual(state('15:00'), { kind: 'free', until: at('17:00') });
  assert.deepEqual(state('17:00'), { kind: 'done', since: at('17:00') });
  const whole = [stretch('00:00', '23:59')];
  assert.deepEqual(state('10:00', { absences: whole, talks: [] }), { kind: 'absent' });
  assert.deepEqual(state('10:00', { hours: [], talks: [] }), { kind: 'off' });
  const training = { absences: [stretch('09:00', '10:30')] };
  assert.deepEqual(state('10:00', training), { kind: 'not-yet', from: at('10:30') });
  assert.deepEqual(state('16:00', { absences: [stretch('15:30', '17:00')] }), {
    kind: 'done',
    since: at('15:30'),
  });
  // Who works outside their hours is in a talk all the same.
  assert.deepEqual(state('11:30', { hours: [], absences: whole }), { kind: 'talk', until: at('12:30') });
});
