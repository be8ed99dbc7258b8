import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pushKinds, pushLevels } from '#db/schema/words.ts';
import {
  againAfterMs,
  type Listener,
  levelTakes,
  type Matter,
  mannerOf,
  mostPerMinute,
  wants,
  withinMinute,
} from '#server/push/rules.ts';

const today = '2026-11-20';
const aMatter: fc.Arbitrary<Matter> = fc
  .record({
    key: fc.uuid(),
    kind: fc.constantFrom(...pushKinds),
    staff: fc.constantFrom('noor', 'samira', null),
    own: fc.boolean(),
    day: fc.constantFrom(today, '2026-11-23'),
    at: fc.integer({ min: 0, max: 1000 }),
  })
  .map((matter) => ({
    ...matter,
    day: matter.kind.startsWith('appointment') ? matter.day : null,
    own: matter.kind.startsWith('appointment') && matter.own,
  }));
const aListener: fc.Arbitrary<Listener> = fc.record({
  device: fc.uuid(),
  staff: fc.constantFrom('noor', 'samira'),
  level: fc.constantFrom(...pushLevels),
  since: fc.integer({ min: 0, max: 1000 }),
  present: fc.boolean(),
  watching: fc.boolean(),
});

test('each level tells all that the one before it tells, the first nothing and the last everything', () => {
  fc.assert(
    fc.property(aMatter, (matter) => {
      const taken = pushLevels.map((level) => levelTakes(level, matter, today));
      assert.deepEqual(
        taken,
        taken.toSorted((a, b) => Number(a) - Number(b)),
      );
      assert.deepEqual([taken[0], taken.at(-1)], [false, true]);
    }),
  );
});

test('"soon" is what is for today or waits, "others" what one did not do oneself', () => {
  const matter = (values: Partial<Matter>): Matter => ({
    key: 'k',
    kind: 'appointment-new',
    staff: 'noor',
    own: false,
    day: today,
    at: 0,
    ...values,
  });
  const takes = (values: Partial<Matter>) =>
    pushLevels.filter((level) => levelTakes(level, matter(values), today));
  assert.deepEqual(takes({}), ['soon', 'others', 'all']);
  assert.deepEqual(takes({ day: '2026-11-23' }), ['others', 'all']);
  assert.deepEqual(takes({ own: true }), ['all']);
  assert.deepEqual(takes({ kind: 'chat-waits', day: null }), ['soon', 'others', 'all']);
  assert.deepEqual(takes({ kind: 'question-waits', day: null }), ['soon', 'others', 'all']);
});

test('nobody is told of what is another’s, of a chat while away or in view of the inbox, or of what was before', () => {
  fc.assert(
    fc.property(aListener, aMatter, (listener, matter) => {
      if (!wants(listener, matter, today)) return;
      assert.ok(levelTakes(listener.level, matter, today));
      assert.ok(matter.staff === null || matter.staff === listener.staff);
      if (matter.kind === 'chat-waits') assert.ok(listener.present);
      if (matter.day === null) assert.ok(!listener.watching);
      else assert.ok(matter.at >= listener.since);
    }),
  );
});

test('in a minute nobody is told more than has room, the most urgent first, and nothing twice', () => {
  fc.assert(
    fc.property(fc.array(aMatter, { maxLength: 8 }), fc.nat({ max: 6 }), (matters, before) => {
      const told = withinMinute(matters, before);
      assert.equal(told.length, Math.min(matters.length, Math.max(0, mostPerMinute - before)));
      assert.equal(new Set(told).size, told.length);
      const left = matters.filter((matter) => !told.includes(matter));
      const isChat = ({ kind }: Matter) => kind === 'chat-waits';
      if (left.some(isChat)) assert.ok(told.every(isChat));
    }),
  );
});

test('what is sent again waits longer each time, and a topic is one that a push service takes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 50].map(againAfterMs);
  assert.deepEqual(waits, [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  fc.assert(
    // RFC 8030, 5.4.
    fc.property(aMatter, (matter) => assert.match(mannerOf(matter).topic, /^[\w-]{1,32}$/)),
  );
});
