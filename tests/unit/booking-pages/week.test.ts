import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planWeek } from '../../../src/booking/week.ts';

const at = (iso: string) => Date.parse(iso);
const range = { today: '2026-11-21', last: '2027-01-16' };

describe('the week of the picker', () => {
  it('opens at the week of the first free time', () => {
    const plan = planWeek({ ...range, starts: [at('2026-12-02T09:00:00+01:00')], asked: null });
    assert.equal(plan.monday, '2026-11-30');
    assert.equal(plan.first?.start, at('2026-12-02T09:00:00+01:00'));
    assert.deepEqual(
      plan.days.map(({ date, count }) => [date, count]),
      [
        ['2026-11-30', 0],
        ['2026-12-01', 0],
        ['2026-12-02', 1],
        ['2026-12-03', 0],
        ['2026-12-04', 0],
      ],
    );
  });

  it('shows one time that two locations offer once', () => {
    const start = at('2026-11-24T09:00:00+01:00');
    assert.equal(planWeek({ ...range, starts: [start, start], asked: null }).days[1]?.count, 1);
  });

  it('parts the day by the clock of Amsterdam, also after the clock moved', () => {
    const starts = [
      '2027-03-29T11:45:00+02:00',
      '2027-03-29T12:00:00+02:00',
      '2027-03-29T18:00:00+02:00',
    ].map(at);
    const plan = planWeek({
      today: '2027-03-26',
      last: '2027-05-01',
      starts,
      asked: null,
    });
    const monday = plan.days.find(({ date }) => date === '2027-03-29');
    assert.deepEqual(
      monday?.parts.map(({ part, times }) => [part, times.map(({ start }) => start)]),
      [
        ['ochtend', [starts[0]]],
        ['middag', [starts[1]]],
        ['avond', [starts[2]]],
      ],
    );
  });

  it('shows a day of the weekend only when something is free there, and no days that are past', () => {
    const saturday = at('2026-11-21T14:00:00+01:00');
    const plan = planWeek({ ...range, starts: [saturday], asked: '2026-11-18' });
    assert.deepEqual(
      plan.days.map(({ date }) => date),
      ['2026-11-21'],
    );
  });

  it('does not go before this week or beyond the horizon', () => {
    const starts = [at('2026-11-24T09:00:00+01:00')];
    const early = planWeek({ ...range, starts, asked: '2020-01-01' });
    assert.deepEqual([early.monday, early.previous, early.next], ['2026-11-16', null, '2026-11-23']);
    const late = planWeek({ ...range, starts, asked: '2029-01-01' });
    assert.deepEqual([late.monday, late.previous, late.next], ['2027-01-11', '2027-01-04', null]);
  });

  it('leads from a full week to the next one with free times, or back when there is none', () => {
    const starts = [at('2026-11-24T09:00:00+01:00'), at('2026-12-16T09:00:00+01:00')];
    assert.equal(planWeek({ ...range, starts, asked: '2026-12-01' }).nearestFree, '2026-12-14');
    assert.equal(planWeek({ ...range, starts, asked: '2026-12-21' }).nearestFree, '2026-12-14');
    assert.equal(planWeek({ ...range, starts, asked: '2026-11-23' }).nearestFree, null);
  });

  it('says that there is nothing at all', () => {
    const plan = planWeek({ ...range, starts: [], asked: null });
    assert.equal(plan.first, null);
    assert.equal(plan.nearestFree, null);
    assert.equal(plan.monday, '2026-11-16');
  });
});
