import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { layOut, shortest } from '../../../src/agenda/calendar/lanes.ts';
import { placeClass } from '../../../src/agenda/calendar/place.ts';
import { clip, dayScale, gaps, minutesAt, scaleOf, usualLabels } from '../../../src/agenda/calendar/scale.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (date: string, time: string, offset = '+01:00') => Date.parse(`${date}T${time}:00${offset}`);
const tuesday = '2026-11-24';
/** The clock goes forward, and back: days of 23 and 25 hours. */
const short = '2026-03-29';
const long = '2026-10-25';

const anyDate = fc.oneof(
  fc.constantFrom(short, long),
  fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days)),
);
/** A day with entries that begin on it. */
const anyDay = anyDate.chain((date) => {
  const begin = startOfDate(date);
  const minutes = (startOfDate(addDays(date, 1)) - begin) / minute;
  const entry = fc
    .record({ from: fc.integer({ min: 0, max: minutes - 1 }), length: fc.integer({ min: 1, max: 180 }) })
    .map(({ from, length }) => ({
      start: begin + from * minute,
      end: begin + (from + length) * minute,
    }));
  return fc.record({ date: fc.constant(date), spans: fc.array(entry, { maxLength: 40 }) });
});

describe('the scale of a calendar', () => {
  test('is 08:00 to 18:00, and more where something lies outside', () => {
    assert.deepEqual(scaleOf([{ date: tuesday, spans: [] }]), { from: 8, hours: 10 });
    const early = { start: at(tuesday, '06:50'), end: at(tuesday, '07:20') };
    const late = { start: at(tuesday, '20:30'), end: at(tuesday, '21:15') };
    assert.deepEqual(scaleOf([{ date: tuesday, spans: [early, late] }]), { from: 6, hours: 16 });
    const night = { start: at(tuesday, '23:45'), end: at(addDays(tuesday, 1), '00:30') };
    assert.deepEqual(scaleOf([{ date: tuesday, spans: [night] }]), { from: 8, hours: 17 });
  });

  test('holds whatever is on its days, and nothing is higher or lower than its minutes', () => {
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 1, maxLength: 7 }), (days) => {
        const scale = scaleOf(days);
        assert.ok(scale.from >= 0 && scale.from <= 8 && scale.hours >= 10);
        for (const { date, spans } of days) {
          const day = dayScale(scale, date);
          for (const { start, end } of spans) {
            assert.ok(minutesAt(day, start) >= 0 && end <= day.foot);
            assert.equal(minutesAt(day, end) - minutesAt(day, start), (end - start) / minute);
          }
        }
      }),
    );
  });

  test('lays the same hour of every day beside each other, also when the clock moved that night', () => {
    const scale = scaleOf([short, tuesday, long].map((date) => ({ date, spans: [] })));
    const nine = [at(short, '09:00', '+02:00'), at(tuesday, '09:00'), at(long, '09:00')];
    for (const instant of nine)
      assert.equal(minutesAt(dayScale(scale, dateInAmsterdam(instant)), instant), 60);
  });

  test('of a night in which the clock moves has the hours of that night', () => {
    const from = (date: string) => {
      const begin = startOfDate(date);
      return dayScale(scaleOf([{ date, spans: [{ start: begin, end: begin + hour }] }]), date).labels;
    };
    assert.deepEqual(from(short).slice(0, 4), ['00:00', '01:00', '03:00', '04:00']);
    assert.deepEqual(from(long).slice(0, 5), ['00:00', '01:00', '02:00', '02:00', '03:00']);
    assert.deepEqual(from(tuesday), usualLabels({ from: 0, hours: 18 }));
  });

  test('is wholly what covers it and the gaps between that, without overlap', () => {
    fc.assert(
      fc.property(anyDay, ({ date, spans }) => {
        const day = dayScale(scaleOf([{ date, spans: [] }]), date);
        const covered = spans.flatMap((span) => clip(day, span) ?? []);
        const empty = gaps(day, covered);
        for (let now = day.top; now < day.foot; now += minute) {
          const within = ({ start, end }: { start: number; end: number }) => start <= now && now < end;
          assert.equal(empty.some(within), !covered.some(within));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('entries on a day', () => {
  test('are as high as they are long: three quarters of an hour, and a quarter at least', () => {
    const day = dayScale({ from: 8, hours: 10 }, tuesday);
    const talk = { start: at(tuesday, '10:00'), end: at(tuesday, '10:45') };
    const word = { start: at(tuesday, '11:00'), end: at(tuesday, '11:05') };
    assert.deepEqual(
      layOut(day, [talk, word]).map(({ place }) => [place.at, place.length, place.lanes]),
      [
        [120, 45, 1],
        [180, shortest, 1],
      ],
    );
  });

  test('of which twelve are at once lie in twelve lanes, and what comes after has the whole width', () => {
    const day = dayScale({ from: 8, hours: 10 }, tuesday);
    const twelve = Array.from({ length: 12 }, () => ({
      start: at(tuesday, '10:00'),
      end: at(tuesday, '10:45'),
    }));
    const after = { start: at(tuesday, '10:45'), end: at(tuesday, '11:00') };
    const places = layOut(day, [...twelve, after]).map(({ place }) => place);
    assert.deepEqual(
      places.slice(0, 12).map(({ lane, lanes }) => `${lane} of ${lanes}`),
      Array.from({ length: 12 }, (_, lane) => `${lane} of 12`),
    );
    assert.deepEqual([places[12]?.lane, places[12]?.lanes], [0, 1]);
  });

  test('are all there, in their order, at their time, and none covers another, whatever comes', () => {
    fc.assert(
      fc.property(anyDay, ({ date, spans }) => {
        const day = dayScale(scaleOf([{ date, spans }]), date);
        const laid = layOut(day, spans);
        assert.deepEqual(
          laid.map(({ entry }) => entry),
          spans,
        );
        for (const { entry, place } of laid) {
          assert.equal(place.at, minutesAt(day, entry.start));
          assert.ok(place.lane < place.lanes);
          assert.ok(place.length >= shortest && place.length >= (entry.end - entry.start) / minute);
        }
        for (const [index, { place: a }] of laid.entries()) {
          for (const { place: b } of laid.slice(index + 1)) {
            const atOnce = a.at < b.at + b.length && b.at < a.at + a.length;
            if (!atOnce) continue;
            assert.equal(a.lanes, b.lanes);
            assert.notEqual(a.lane, b.lane);
          }
        }
      }),
    );
  });

  test('say where they are in classes', () => {
    assert.equal(
      placeClass({ at: 125, length: 45, lane: 1, lanes: 3 }),
      'at-2h at-5m for-0h for-45m lane-1 lanes-3',
    );
    assert.equal(placeClass({ at: 60, length: 90, lane: 0, lanes: 1 }), 'at-1h at-0m for-1h for-30m');
  });
});
