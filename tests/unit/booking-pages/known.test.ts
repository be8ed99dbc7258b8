import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import { createKnown, firstRun } from '../../../src/booking/picker/known.ts';

const at = (iso: string) => Date.parse(iso);
const [week1, week2, week3, week4] = ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'] as const;
const inWeek1 = at('2026-11-25T09:00:00+01:00');
const inWeek3 = at('2026-12-09T09:00:00+01:00');
const know = (others: number[]) => createKnown('2026-11-24', '2026-12-18', others);

describe('what the picker knows', () => {
  it('asks for the week itself and for every week up to the first free time', () => {
    assert.deepEqual(know([inWeek1]).needed(week1), [week1]);
    assert.deepEqual(know([inWeek1]).needed(week3), [week1, week3]);
    assert.deepEqual(know([inWeek3]).needed(week4), [week1, week2, week3, week4]);
  });

  it('looks on to the next free week only when a week turns out full', () => {
    const known = know([inWeek1, inWeek3]);
    assert.deepEqual(known.needed(week2), [week1, week2]);
    known.learn(week2, week2, []);
    assert.deepEqual(known.needed(week2), [week1, week2, week3]);
  });

  it('looks to the end of what can be booked when nothing is free', () => {
    const known = know([]);
    known.learn(week1, week1, []);
    assert.deepEqual(known.needed(week1), [week1, week2, week3, week4]);
  });

  it('believes the answer about a week over what the page said of it', () => {
    const known = know([inWeek1, inWeek3]);
    known.learn(week1, week2, []);
    assert.deepEqual(known.starts(), [inWeek3]);
    assert.deepEqual(known.inWeek(week1), []);
  });

  it('knows a week still when it is old, but not as fresh', () => {
    const known = know([]);
    known.learn(week1, week1, [inWeek1]);
    known.age();
    assert.deepEqual([known.has(week1), known.isFresh(week1)], [true, false]);
    known.learn(week1, week1, [inWeek1]);
    assert.equal(known.isFresh(week1), true);
  });

  it('puts weeks that follow each other into one question of at most eight', () => {
    assert.equal(firstRun([]), null);
    assert.deepEqual(firstRun([week1, week2, week4]), { from: week1, to: week2 });
    const ten = Array.from({ length: 10 }, (_, index) => addDays(week1, 7 * index));
    assert.deepEqual(firstRun(ten), { from: week1, to: addDays(week1, 49) });
  });
});

describe('dates without Temporal', () => {
  it('are the same as with it, over years and clock changes', () => {
    for (let index = 0; index < 3000; index += 1) {
      const date = Temporal.PlainDate.from('2023-12-25').add({ days: index });
      const monday = date.subtract({ days: date.dayOfWeek - 1 });
      assert.equal(mondayOf(date.toString()), monday.toString());
      assert.equal(addDays('2023-12-25', index), date.toString());
      assert.equal(addDays(date.toString(), -index), '2023-12-25');
    }
  });
});
