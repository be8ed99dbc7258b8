import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freeTime } from '#server/agenda/freeTime.ts';

const at = (time: string, date = '2026-11-24', offset = '+01:00') =>
  Date.parse(`${date}T${time}:00${offset}`);
const span = (from: string, until: string) => ({ start: at(from), end: at(until) });
const said = (stretches: readonly { start: number; end: number }[]) =>
  stretches.map(({ start, end }) =>
    [start, end].map((moment) => new Date(moment + 3_600_000).toISOString().slice(11, 16)).join('-'),
  );
const longAgo = at('09:00', '2026-01-01');

describe('free time', () => {
  const hours = [span('09:00', '12:30'), span('13:00', '17:00')];

  test('is the hours without what takes time, also where that overlaps, touches or sticks out', () => {
    const taken = [
      span('10:00', '10:30'),
      span('10:15', '11:00'),
      span('12:00', '13:30'),
      span('16:00', '18:00'),
    ];
    assert.deepEqual(said(freeTime(hours, taken, longAgo)), ['09:00-10:00', '11:00-12:00', '13:30-16:00']);
    assert.deepEqual(said(freeTime(hours, [], longAgo)), ['09:00-12:30', '13:00-17:00']);
    assert.deepEqual(freeTime(hours, [span('00:00', '23:59')], longAgo), []);
    assert.deepEqual(freeTime([], [], longAgo), []);
  });

  test('is whole where two places follow each other, and begins at the next quarter once the day goes on', () => {
    const joint = [span('09:00', '12:00'), span('12:00', '15:00')];
    assert.deepEqual(said(freeTime(joint, [], longAgo)), ['09:00-15:00']);
    assert.deepEqual(said(freeTime(joint, [], at('10:01'))), ['10:15-15:00']);
    assert.deepEqual(said(freeTime(joint, [], at('10:15'))), ['10:15-15:00']);
    assert.deepEqual(freeTime(joint, [], at('14:46')), []);
  });

  test('of less than a quarter of an hour is none', () => {
    const taken = [span('09:14', '10:00'), span('10:15', '12:30')];
    assert.deepEqual(said(freeTime([span('09:00', '12:30')], taken, longAgo)), ['10:00-10:15']);
  });

  test('and what is taken fill the hours exactly, whatever comes', () => {
    const minute = 60_000;
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 500; round++) {
      const some = (count: number) =>
        Array.from({ length: count }, () => {
          const start = at('06:00') + next(48) * 15 * minute;
          return { start, end: start + (1 + next(8)) * 15 * minute };
        });
      const work = some(3);
      const taken = some(4);
      const free = freeTime(work, taken, longAgo);
      const within =
        (moment: number) =>
        ({ start, end }: { start: number; end: number }) =>
          start <= moment && moment < end;
      for (let moment = at('06:00'); moment < at('22:00'); moment += 15 * minute) {
        const expected = work.some(within(moment)) && !taken.some(within(moment));
        assert.equal(free.some(within(moment)), expected, `round ${round}`);
      }
    }
  });
});
