import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dateInAmsterdam, isoInAmsterdam } from '#server/kernel/time.ts';
import {
  byWaiting,
  canBeOffered,
  chooseOffers,
  type FreeTime,
  fits,
  type OfferRules,
  offerUntil,
  type Waiting,
} from '#server/waitingList/chooseOffers.ts';

const minute = 60_000;
const rules: OfferRules = {
  offerMinutes: 30,
  mostOffers: 3,
  nightFrom: 21,
  nightUntil: 8,
  answerBy: 9,
  noticeMinutes: 120,
  mostAppointments: 3,
};
const at = (local: string, offset = '+01:00') => Date.parse(`${local}:00${offset}`);
const far = at('2027-06-01T12:00', '+02:00');
const until = (local: string, start = far, offset = '+01:00') =>
  isoInAmsterdam(offerUntil(at(local, offset), start, rules)).slice(0, 16);

test('an offer stands for half an hour by day, and by night until nine in the morning', () => {
  assert.deepEqual(
    ['07:59', '08:00', '12:00', '20:59', '21:00', '23:59', '00:00', '08:45'].map((time) =>
      until(`2026-11-20T${time}`).slice(5),
    ),
    [
      ...['11-20T09:00', '11-20T08:30', '11-20T12:30', '11-20T21:29'],
      ...['11-21T09:00', '11-21T09:00', '11-20T09:00', '11-20T09:15'],
    ],
  );
});

test('nine in the morning is nine, also after a night in which the clock moves', () => {
  assert.equal(until('2027-03-27T22:00'), '2027-03-28T09:00');
  assert.equal(until('2027-03-28T01:30'), '2027-03-28T09:00');
  assert.equal(until('2026-10-24T22:00', far, '+02:00'), '2026-10-25T09:00');
  assert.equal(until('2026-10-25T02:30', far, '+01:00'), '2026-10-25T09:00');
});

test('an offer by night ends before the shortest notice of its own time, and lasts its minutes all the same', () => {
  assert.equal(until('2026-11-20T22:00', at('2026-11-21T09:30')), '2026-11-21T07:30');
  assert.equal(until('2026-11-20T06:00', at('2026-11-20T08:00')), '2026-11-20T06:30');
});

const ways = ['op-locatie', 'telefoon', 'video'] as const;
const places = ['centrum', 'laak'] as const;
const begin = at('2026-11-23T08:00');
/** Mostly nothing that stands in the way, so that many want the same time. */
const rarely = <T, N>(usual: N, one: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: one });
const some = <T>(of: readonly T[]) => rarely<T[], T[]>([], fc.subarray([...of]));
const starts = fc.integer({ min: 6, max: 18 }).map((quarters) => begin + quarters * 15 * minute);

const time: fc.Arbitrary<FreeTime> = fc
  .record({
    topic: fc.constantFrom('kort', 'lang'),
    start: starts,
    location: fc.constantFrom(...places),
    modality: fc.constantFrom(...ways),
    casemanagers: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  })
  .map((one) => ({ ...one, end: one.start + (one.topic === 'kort' ? 30 : 45) * minute }));

const waiting: fc.Arbitrary<Waiting> = fc.record({
  id: fc.uuid(),
  joinedAt: fc.integer({ min: begin - 5, max: begin }),
  topic: fc.constantFrom('kort', 'lang'),
  wishes: fc.record({
    locations: some(places),
    modalities: fc.subarray([...ways], { minLength: 1 }),
    weekdays: some([1, 2]),
    dayParts: some(['ochtend', 'middag', 'avond'] as const),
    daysAhead: rarely(0, fc.constant(1)),
    until: rarely(null, fc.constantFrom('2026-11-22', '2026-11-23', '2026-11-30')),
  }),
  before: rarely(null, starts),
  has: rarely<{ start: number; end: number }[], never[]>(
    [],
    fc.array(
      starts.map((start) => ({ start, end: start + 30 * minute })),
      { maxLength: 3 },
    ),
  ),
  hasPhone: fc.boolean(),
  offers: fc.record({
    count: rarely(0, fc.integer({ min: 1, max: 3 })),
    starts: rarely<number[], never[]>([], fc.array(starts, { maxLength: 2 })),
    lastOn: rarely(null, fc.constantFrom('2026-11-22', '2026-11-23')),
    isOpen: rarely(false, fc.constant(true)),
  }),
});

const lines = fc.uniqueArray(waiting, { maxLength: 12, selector: ({ id }) => id });
const overlap = (one: { start: number; end: number }, other: { start: number; end: number }) =>
  one.start < other.end && other.start < one.end;
/** Ten minutes around an afspraak. */
const occupied = ({ start, end }: FreeTime) => ({ start: start - 10 * minute, end: end + 10 * minute });

/** Whether each of these can have a casemanager of their own, by trying everything. */
function canAllBeHad(times: readonly FreeTime[], taken: [string, FreeTime][] = []): boolean {
  const [first, ...rest] = times;
  if (first === undefined) return true;
  return first.casemanagers.some(
    (id) =>
      !taken.some(([who, other]) => who === id && overlap(occupied(first), occupied(other))) &&
      canAllBeHad(rest, [...taken, [id, first]]),
  );
}

test('no time goes to two, what is offered fits, and nobody gets two', () => {
  fc.assert(
    fc.property(lines, fc.array(time, { maxLength: 14 }), (line, times) => {
      const offers = chooseOffers(line, times, begin, rules, { occupied });
      assert.ok(canAllBeHad(offers.map((offer) => offer.time)));
      assert.equal(new Set(offers.map((offer) => offer.waiting.id)).size, offers.length);
      for (const { waiting: who, time: offered, until: till } of offers) {
        assert.ok(canBeOffered(who, '2026-11-23', rules) && fits(who, offered, begin, rules));
        assert.ok(who.offers.count < 3 && who.offers.lastOn !== '2026-11-23' && !who.offers.isOpen);
        assert.ok(who.before === null || offered.end <= who.before, 'later than what they have');
        assert.ok(!who.has.some((one) => overlap(one, offered)), 'at the time of another afspraak');
        assert.ok(offered.start >= begin + 120 * minute, 'below the shortest notice');
        assert.ok(till >= begin + 30 * minute && till <= offered.start);
      }
    }),
    { numRuns: 1000 },
  );
});

test('nobody is skipped for whom something was left, and who waits longest is first', () => {
  fc.assert(
    fc.property(lines, fc.array(time, { maxLength: 14 }), (line, times) => {
      const offers = chooseOffers(line, times, begin, rules, { occupied });
      for (const who of line.toSorted(byWaiting)) {
        const index = offers.findIndex((offer) => offer.waiting.id === who.id);
        const before = offers
          .slice(0, index < 0 ? undefined : index)
          .filter((offer) => byWaiting(offer.waiting, who) < 0);
        if (index >= 0) assert.equal(before.length, index, 'somebody who waits shorter was served before');
        if (index >= 0 || !canBeOffered(who, '2026-11-23', rules)) continue;
        // All casemanagers of every time that fits them went to who waits longer, and to nobody else.
        const alone = chooseOffers([...before.map((offer) => offer.waiting), who], times, begin, rules, {
          occupied,
        });
        assert.ok(!alone.some((offer) => offer.waiting.id === who.id), 'skipped although something was left');
        if (before.length === 0) assert.ok(!times.some((free) => fits(who, free, begin, rules)));
      }
    }),
    { numRuns: 1000 },
  );
});

test('the earliest time that fits is offered, and the order of what comes in makes no difference', () => {
  fc.assert(
    fc.property(lines, fc.array(time, { maxLength: 14 }), (line, times) => {
      const [first] = chooseOffers(line, times, begin, rules, { most: 1 });
      const same = chooseOffers(line.toReversed(), times, begin, rules, { most: 1 });
      assert.equal(same[0]?.waiting.id, first?.waiting.id);
      if (!first) return;
      const earlier = times.filter(
        (free) => fits(first.waiting, free, begin, rules) && free.start < first.time.start,
      );
      assert.deepEqual(earlier, []);
      assert.deepEqual(chooseOffers(line, times, begin, rules)[0], first);
    }),
  );
});

test('what somebody wishes, by hand', () => {
  const noor: Waiting = {
    id: 'noor',
    joinedAt: 0,
    topic: 'kort',
    wishes: {
      locations: ['laak'],
      modalities: ['op-locatie', 'telefoon'],
      weekdays: [2],
      dayParts: ['middag'],
      daysAhead: 1,
      until: '2026-11-24',
    },
    before: null,
    has: [],
    hasPhone: true,
    offers: { count: 0, starts: [], lastOn: null, isOpen: false },
  };
  const free = (values: Partial<FreeTime>): FreeTime => {
    const start = values.start ?? at('2026-11-24T13:00');
    return {
      topic: 'kort',
      location: 'laak',
      modality: 'op-locatie',
      casemanagers: ['a'],
      end: start + 30 * minute,
      ...values,
      start,
    };
  };
  const takes = (values: Partial<FreeTime>, who: Partial<Waiting> = {}) =>
    fits({ ...noor, ...who }, free(values), begin, rules);
  const wishing = (wishes: Partial<Waiting['wishes']>) => ({ wishes: { ...noor.wishes, ...wishes } });
  assert.ok(takes({}));
  assert.ok(!takes({ topic: 'lang' }));
  assert.ok(!takes({ location: 'centrum' }));
  assert.ok(takes({ location: 'centrum' }, wishing({ locations: [] })), 'no place named is any place');
  assert.ok(
    takes({ location: 'centrum', modality: 'telefoon' }),
    'by telephone the place makes no difference',
  );
  assert.ok(!takes({ modality: 'telefoon' }, { hasPhone: false }));
  assert.ok(!takes({ modality: 'video' }));
  assert.ok(!takes({ start: at('2026-11-24T11:45') }), 'a morning');
  assert.ok(!takes({ start: at('2026-11-23T13:00') }), 'another day, and today');
  assert.ok(takes({ start: at('2026-11-23T13:00') }, wishing({ weekdays: [], daysAhead: 0 })));
  assert.ok(!takes({ start: at('2026-12-01T13:00') }), 'after the last date');
  assert.ok(!takes({}, { before: at('2026-11-24T13:15') }), 'it overlaps what they have');
  assert.ok(takes({}, { before: at('2026-11-24T13:30') }));
  assert.ok(
    !takes({}, { offers: { ...noor.offers, starts: [at('2026-11-24T13:00')] } }),
    'it was offered before',
  );
  const today = dateInAmsterdam(begin);
  assert.equal(addDays(today, 1), '2026-11-24');
  const offered = (offers: Partial<Waiting['offers']>) =>
    canBeOffered({ ...noor, offers: { ...noor.offers, ...offers } }, today, rules);
  assert.deepEqual(
    [{}, { count: 2 }, { count: 3 }, { lastOn: today }, { lastOn: '2026-11-22' }, { isOpen: true }].map(
      offered,
    ),
    [true, true, false, false, true, false],
  );
});
