import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#server/kernel/time.ts';
import { lateDays, reminderOn, type Stand, standOf, standOfAll } from '#server/yearPlan/stand.ts';
import { barOf, lineWidth, pointOf, wholeOf } from '../../../src/yearPlan/bars.ts';

const date = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2026-01-01', days));
const span = fc
  .record({ from: date, days: fc.integer({ min: 0, max: 200 }) })
  .map(({ from, days }) => ({ from, until: addDays(from, days) }));
const stand = fc.constantFrom<Stand>('done', 'late', 'now', 'later');

describe('how a step stands', () => {
  test('it is late from the day after its last day on, and never when it is done', () => {
    fc.assert(
      fc.property(span, date, fc.boolean(), (step, today, isDone) => {
        const is = standOf(step, isDone, today);
        assert.equal(is === 'done', isDone);
        assert.equal(is === 'late', !isDone && today > step.until);
        assert.equal(is === 'later', !isDone && today < step.from);
      }),
    );
  });

  test('on its first and last day it is going on', () => {
    const step = { from: '2027-03-01', until: '2027-03-12' };
    const on = (today: string) => standOf(step, false, today);
    assert.deepEqual(['2027-02-28', '2027-03-01', '2027-03-12', '2027-03-13'].map(on), [
      'later',
      'now',
      'now',
      'late',
    ]);
  });

  test('of many it is done when all are, and late when one is', () => {
    fc.assert(
      fc.property(fc.array(stand, { minLength: 1 }), span, date, (each, step, today) => {
        const is = standOfAll(each, step, today);
        assert.equal(
          is === 'done',
          each.every((one) => one === 'done'),
        );
        assert.equal(is === 'late', each.includes('late'));
      }),
    );
  });
});

describe('of what a school is reminded', () => {
  const settings = fc.record({
    planRemindDays: fc.integer({ min: 1, max: 30 }),
    planLateDays: fc.integer({ min: 1, max: 30 }),
  });

  test('before the last day while the step runs, after it for two weeks, and of nothing else', () => {
    fc.assert(
      fc.property(span, settings, fc.integer({ min: -80, max: 300 }), (step, days, past) => {
        const today = addDays(step.from, past);
        const reminder = reminderOn(step, today, days);
        const left = (Date.parse(step.until) - Date.parse(today)) / 86_400_000;
        if (today < step.from) assert.equal(reminder, null);
        if (reminder === 'plan-coming') assert.ok(left >= 0 && left <= days.planRemindDays);
        if (reminder === 'plan-late')
          assert.ok(-left >= days.planLateDays && -left <= days.planLateDays + lateDays);
        assert.equal(reminder === null && today === step.until, false, 'on the last day itself it is said');
      }),
    );
  });

  test('with the usual settings a week before, and three days after', () => {
    const days = { planRemindDays: 7, planLateDays: 3 };
    const step = { from: '2027-03-01', until: '2027-03-12' };
    const on = (today: string) => reminderOn(step, today, days);
    assert.deepEqual(['2027-03-04', '2027-03-05', '2027-03-12', '2027-03-13', '2027-03-14'].map(on), [
      null,
      'plan-coming',
      'plan-coming',
      null,
      null,
    ]);
    assert.deepEqual(['2027-03-15', '2027-03-29', '2027-03-30'].map(on), ['plan-late', 'plan-late', null]);
  });
});

test('each bar lies on the line, and today stands where its day is', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 1 }), (spans) => {
      const whole = wholeOf(spans);
      assert.ok(whole);
      for (const one of spans) {
        const { x, width } = barOf(one, whole);
        assert.ok(x >= 0 && x <= lineWidth && width >= 8);
        const begin = pointOf(one.from, whole);
        assert.equal(begin, x);
      }
      assert.equal(pointOf(addDays(whole.until, 1), whole), null);
    }),
  );
  assert.equal(wholeOf([]), null);
});
