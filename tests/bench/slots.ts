import assert from 'node:assert/strict';
import { modalities } from '#db/schema/words.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { CasemanagerAvailability, Interval, SlotQuery } from '#server/slots/types.ts';
import { interleaved, report, seededRandom } from './support.ts';

const people = 50;
const busyEach = 40;
const quarter = 15 * 60_000;
const hour = 4 * quarter;
const clockMovesAt = Date.UTC(2027, 2, 28, 1);

/** 9 to 17 on the working days of the eight weeks from Monday 1 March 2027, without the engine's help. */
const workingDays: Interval[] = Array.from({ length: 56 }, (_, day) => day)
  .filter((day) => day % 7 < 5)
  .map((day) => {
    const nine = Date.UTC(2027, 2, 1 + day, 8);
    const start = nine < clockMovesAt ? nine : nine - hour;
    return { start, end: start + 8 * hour };
  });

const busy = Array.from({ length: people }, (_, person) => halfHours(seededRandom(1000 + person)));

/** Half hours spread over the working days, of which none begins where another begins or ends. */
function halfHours(random: () => number): Interval[] {
  const picked = new Map<number, Interval>();
  while (picked.size < busyEach) {
    const day = Math.floor(random() * workingDays.length);
    const place = Math.floor(random() * 31);
    const key = day * 100 + place;
    const window = workingDays[day];
    if (!window || picked.has(key) || picked.has(key + 1) || picked.has(key - 1)) continue;
    const start = window.start + place * quarter;
    picked.set(key, { start, end: start + 2 * quarter });
  }
  return [...picked.values()];
}

/** The floor: who is free at each quarter of an hour, by a plain sweep that knows only epoch numbers. */
function sweep() {
  // One row per person in flat arrays, with Infinity behind the last interval to stop at.
  const width = busyEach + 1;
  const begins = new Float64Array(people * width).fill(Infinity);
  const ends = new Float64Array(people * width).fill(Infinity);
  const next = new Int32Array(people);
  busy.forEach((intervals, person) => {
    next[person] = person * width;
    const inOrder = intervals.toSorted((a, b) => a.start - b.start);
    inOrder.forEach(({ start, end }, i) => {
      begins[person * width + i] = start;
      ends[person * width + i] = end;
    });
  });
  const slots: { start: number; free: number[] }[] = [];
  for (const window of workingDays) {
    for (let start = window.start; start + quarter <= window.end; start += quarter) {
      const free: number[] = [];
      for (let person = 0; person < people; person++) {
        let at = next[person] ?? 0;
        while ((ends[at] ?? 0) <= start) at++;
        next[person] = at;
        if ((begins[at] ?? 0) >= start + quarter) free.push(person);
      }
      if (free.length > 0) slots.push({ start, free });
    }
  }
  return slots;
}

const casemanagers = busy.map(
  (intervals, person): CasemanagerAvailability => ({
    id: `casemanager-${person}`,
    rules: [1, 2, 3, 4, 5].map((weekday) => ({
      location: 'stadhuis',
      weekday,
      weeks: 'alle',
      from: '09:00',
      until: '17:00',
      validFrom: '2026-01-01',
      validUntil: null,
      modalities,
    })),
    exceptions: [],
    busy: intervals,
    booked: intervals.map(({ start }) => start),
    dailyMaximum: busyEach,
    modalities: ['op-locatie'],
  }),
);
const inThreeWays = casemanagers.map((casemanager) => ({ ...casemanager, modalities }));

const bare: SlotQuery = {
  window: { now: Date.UTC(2027, 1, 28), noticeMinutes: 0, horizonDays: 70, travelMinutes: {} },
  topic: { durationMinutes: 15, gridMinutes: 15, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  from: '2027-03-01',
  to: '2027-04-25',
};
const real: SlotQuery = {
  ...bare,
  topic: { durationMinutes: 45, gridMinutes: 15, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 },
};

const expected = sweep();
const computed = computeSlots(bare, casemanagers, []);
assert.deepEqual(
  computed.map(({ start, casemanagers: ids }) => ({ start, free: ids })),
  expected.map(({ start, free }) => ({ start, free: free.map((person) => `casemanager-${person}`) })),
  'the engine and the floor must find the same slots and the same people',
);

const { floor, ours } = interleaved(
  { floor: sweep, ours: () => computeSlots(bare, casemanagers, []) },
  { warmUp: 200, rounds: 400 },
);
const { realistic } = interleaved(
  { realistic: () => computeSlots(real, inThreeWays, []) },
  { warmUp: 20, rounds: 100 },
);
report(
  [
    { what: 'plain interval sweep (floor)', slots: expected.length, 'median ms': floor, 'times floor': 1 },
    { what: 'engine, same job', slots: computed.length, 'median ms': ours, 'times floor': ours / floor },
    {
      what: 'engine, 45 minutes, buffers, three modalities',
      slots: computeSlots(real, inThreeWays, []).length,
      'median ms': realistic,
      'times floor': realistic / floor,
    },
  ],
  { name: 'slots', ours, floor, ratio: ours / floor, unit: 'ms' },
);
