import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countRoom } from '#server/availability/countRoom.ts';
import {
  holdMinutesWhen,
  muchIsHeld,
  shareOfNetwork,
  shortestHoldMinutes,
} from '#server/booking/holdRules.ts';
import { mostOfNetwork } from '#server/kernel/limits/networks.ts';
import type { Slot } from '#server/slots/types.ts';

const rooms = fc.integer({ min: 0, max: 20_000 });

test('one network never holds more than half of what there is, but always a few', () => {
  fc.assert(
    fc.property(rooms, (room) => {
      const share = shareOfNetwork(room);
      assert.ok(share >= 3);
      assert.ok(share <= Math.max(3, room / 2));
      assert.ok(share >= Math.floor(room / 10));
    }),
  );
});

test('a class of thirty fits wherever twice as much is free, and more never gives less', () => {
  fc.assert(
    fc.property(rooms, rooms, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      assert.ok(shareOfNetwork(less) <= shareOfNetwork(more));
      if (less >= 60) assert.ok(shareOfNetwork(less) >= 30);
    }),
  );
});

test('the shares of an agenda, by hand', () => {
  assert.deepEqual(
    [0, 5, 8, 20, 60, 70, 108, 400, 5000].map(shareOfNetwork),
    [3, 3, 4, 10, 30, 35, 35, 40, 500],
  );
  assert.deepEqual(
    [0, 1, 2].map((order) => mostOfNetwork(60, order)),
    [60, 120, 240],
  );
});

test('a hold lasts as the gemeente says, shorter the more is held, and never shorter than is humane', () => {
  const full = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(rooms, rooms, rooms, full, (held, more, room, minutes) => {
      const lasts = holdMinutesWhen({ held, room, full: minutes });
      assert.ok(lasts <= minutes);
      assert.ok(lasts >= Math.min(minutes, shortestHoldMinutes));
      assert.ok(holdMinutesWhen({ held: held + more, room, full: minutes }) <= lasts);
      if (held <= room / 4) assert.equal(lasts, minutes);
      if (held >= room * 0.75 && room > 0) assert.equal(lasts, Math.min(minutes, shortestHoldMinutes));
    }),
  );
  assert.equal(holdMinutesWhen({ held: 50, room: 100, full: 10 }), 7);
});

test('somebody should look when half is held by more than one network may', () => {
  assert.equal(muchIsHeld(54, 108), true);
  assert.equal(muchIsHeld(53, 108), false);
  assert.equal(muchIsHeld(3, 3), false);
  assert.equal(muchIsHeld(0, 0), false);
});

/** The most that fits in one agenda, by trying everything. */
function mostByTrying(taking: readonly { from: number; until: number }[], left: number): number {
  const [first, ...rest] = taking;
  if (first === undefined || left === 0) return 0;
  const others = rest.filter(({ from, until }) => from >= first.until || until <= first.from);
  return Math.max(1 + mostByTrying(others, left - 1), mostByTrying(rest, left));
}

test('what fits is as much as trying everything finds, within the most of each day', () => {
  const quarter = 15 * 60_000;
  const morning = Date.parse('2026-11-23T09:00:00+01:00');
  const agenda = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 8 });
  const ways = fc.array(fc.constantFrom('video', 'wandelen', 'huisbezoek'), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(agenda, agenda, fc.integer({ min: 0, max: 4 }), ways, (one, other, most, way) => {
      const topic = {
        durationMinutes: 30,
        gridMinutes: 15,
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 15,
      };
      const numbers = [...new Set([...one, ...other])].sort((a, b) => a - b);
      const slots = numbers.map((number): Slot => {
        const casemanagers = [
          ...(one.includes(number) ? ['one'] : []),
          ...(other.includes(number) ? ['other'] : []),
        ];
        const start = morning + number * quarter;
        const modality = way[number] ?? 'video';
        return { start, end: start + 2 * quarter, location: 'centrum', modality, casemanagers };
      });
      const travelMinutes = { huisbezoek: 30, wandelen: 15 };
      // In quarters: what is kept free before and after.
      const around = { video: [0, 1], wandelen: [1, 1], huisbezoek: [2, 2] } as const;
      const expected = [one, other].map((starts) =>
        mostByTrying(
          starts.map((start) => {
            const [before, after] = around[way[start] ?? 'video'];
            return { from: start - before, until: start + 2 + after };
          }),
          most,
        ),
      );
      assert.equal(
        countRoom(slots, { topic, travelMinutes }, () => most),
        (expected[0] ?? 0) + (expected[1] ?? 0),
      );
    }),
  );
});
