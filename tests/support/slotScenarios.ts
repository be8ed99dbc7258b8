import fc from 'fast-check';
import { modalities } from '#db/schema/words.ts';
import type { Modality } from '#server/slots/schema.ts';
import type {
  AvailabilityException,
  CasemanagerAvailability,
  Closure,
  SlotQuery,
  WeeklyRule,
} from '#server/slots/types.ts';

/** All that `computeSlots` is given. */
export interface Scenario {
  query: SlotQuery;
  casemanagers: CasemanagerAvailability[];
  closures: Closure[];
}

export const locations = ['centrum', 'laak'];
const minute = 60_000;

const at = (date: string, minutes: number) =>
  Temporal.PlainDate.from(date).toZonedDateTime('Europe/Amsterdam').epochMilliseconds + minutes * minute;
const plus = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString();
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Round times mostly, any minute at times, and often the hours in which the clock moves. */
const timeOfDay = fc.oneof(
  fc.integer({ min: 0, max: 96 }).map((quarters) => quarters * 15),
  fc.integer({ min: 0, max: 24 * 60 }),
  fc.integer({ min: 60, max: 240 }),
);
const hours = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(timeOfDay, timeOfDay) },
    { weight: 1, arbitrary: fc.tuple(timeOfDay, fc.constant(24 * 60)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(0), timeOfDay) },
  )
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
  .filter(([from, until]) => from < until)
  .map(([from, until]) => ({ from: clock(from), until: clock(until) }));

/** Every week mostly. */
const parities = ['alle', 'alle', 'even', 'oneven'] as const;
const place = fc.constantFrom(...locations);
const ways: fc.Arbitrary<Modality[]> = fc.subarray([...modalities], { minLength: 1 });

/** A period of dates near the anchor. */
const period = (anchor: string) =>
  fc
    .tuple(fc.integer({ min: -3, max: 4 }), fc.integer({ min: 0, max: 3 }))
    .map(([from, length]) => ({ dateFrom: plus(anchor, from), dateUntil: plus(anchor, from + length) }));

export function weeklyRule(anchor: string): fc.Arbitrary<WeeklyRule> {
  const validity = fc.oneof(
    { weight: 4, arbitrary: fc.constant({ validFrom: '2020-01-01', validUntil: null }) },
    {
      weight: 1,
      arbitrary: period(anchor).map(({ dateFrom, dateUntil }) => ({
        validFrom: dateFrom,
        validUntil: dateUntil,
      })),
    },
  );
  return fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      weeks: fc.constantFrom(...parities),
      location: place,
      modalities: ways,
      hours,
      validity,
    })
    .map(({ hours: times, validity: valid, ...rule }) => ({ ...rule, ...times, ...valid }));
}

function exception(anchor: string): fc.Arbitrary<AvailabilityException> {
  return fc.oneof(
    fc.tuple(period(anchor), fc.option(hours)).map(([dates, times]) => ({
      kind: 'absence' as const,
      ...dates,
      ...(times ?? { from: null, until: null }),
    })),
    fc.tuple(period(anchor), hours, place, ways).map(([dates, times, location, how]) => ({
      kind: 'extra' as const,
      ...dates,
      ...times,
      location,
      modalities: how,
    })),
  );
}

export const busyNear = (anchor: string) =>
  fc
    .tuple(fc.integer({ min: -600, max: 5 * 1440 }), fc.integer({ min: 0, max: 120 }), fc.boolean())
    .map(([from, length, round]) => (round ? [from - (from % 15), length - (length % 15)] : [from, length]))
    .map(([from = 0, length = 0]) => ({ start: at(anchor, from), end: at(anchor, from + length) }));

function casemanager(anchor: string): fc.Arbitrary<Omit<CasemanagerAvailability, 'id'>> {
  return fc.record({
    rules: fc.array(weeklyRule(anchor), { minLength: 1, maxLength: 12 }),
    exceptions: fc.array(exception(anchor), { maxLength: 3 }),
    busy: fc.array(busyNear(anchor), { maxLength: 8 }),
    booked: fc.array(
      fc.integer({ min: 0, max: 4 * 1440 }).map((minutes) => at(anchor, minutes)),
      { maxLength: 6 },
    ),
    dailyMaximum: fc.integer({ min: 0, max: 5 }),
    modalities: fc.oneof(fc.constant([...modalities]), ways),
  });
}

function query(anchor: string): fc.Arbitrary<SlotQuery> {
  const buffer = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }));
  const travel = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }));
  return fc
    .record({
      window: fc.record({
        now: fc.integer({ min: -2 * 1440, max: 1440 }).map((minutes) => at(anchor, minutes) + 1),
        noticeMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1440 })),
        horizonDays: fc.oneof(fc.constant(56), fc.integer({ min: 0, max: 4 })),
        travelMinutes: fc.record({ huisbezoek: travel, wandelen: travel }),
      }),
      topic: fc.record({
        durationMinutes: fc.oneof(fc.constantFrom(15, 30, 45, 60), fc.integer({ min: 1, max: 180 })),
        gridMinutes: fc.constantFrom(5, 15, 15, 20, 30, 45, 60, 90, 120),
        bufferBeforeMinutes: buffer,
        bufferAfterMinutes: buffer,
      }),
      first: fc.integer({ min: -1, max: 1 }),
      length: fc.integer({ min: 0, max: 2 }),
      location: fc.option(place, { nil: undefined, freq: 3 }),
      modality: fc.option(fc.constantFrom(...modalities), { nil: undefined, freq: 3 }),
    })
    .map(({ first, length, ...rest }) => ({
      ...rest,
      from: plus(anchor, first),
      to: plus(anchor, first + length),
    }));
}

/** Random weeks round an ordinary day, the turn of a year, and both days of 2027 on which the clock moves. */
export const anchors = fc.constantFrom(
  '2026-11-23',
  '2026-12-31',
  // The Sunday of week 53, before another odd week.
  '2027-01-03',
  '2027-03-27',
  '2027-03-28',
  '2027-10-30',
  '2027-10-31',
);

export const scenarios: fc.Arbitrary<Scenario> = anchors.chain((anchor) =>
  fc.record({
    query: query(anchor),
    casemanagers: fc
      .array(casemanager(anchor), { minLength: 1, maxLength: 3 })
      .map((people) => people.map((person, i) => ({ id: `casemanager-${i}`, ...person }))),
    closures: fc.array(
      fc
        .tuple(period(anchor), fc.option(place))
        .map(([dates, location]) => ({ ...dates, dateUntil: dates.dateFrom, location })),
      { maxLength: 2 },
    ),
  }),
);
