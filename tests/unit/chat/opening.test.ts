import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ChatHours, chatOpening } from '#server/chat/opening.ts';
import type { WeekHours } from '#server/openingHours/schema.ts';
import { publicHolidays } from '#server/slots/holidays.ts';

const at = (instant: string) => Date.parse(instant);
const week = [1, 2, 3, 4, 5, 6, 7];
const workdays = [1, 2, 3, 4, 5];
const part = (weekdays: number[], from: string, until: string) => ({ weekdays, from, until });

interface Given {
  hours?: WeekHours;
  opensOn?: string | null;
  closures?: ChatHours['closures'];
}
const chat = ({ hours = withLunch, opensOn = '2020-01-01', closures = [] }: Given = {}): ChatHours => ({
  settings: {
    chat: { opensOn, hours, answerMinutes: 3, questionHours: 24, dangerWords: [], retentionDays: 30 },
  },
  closures,
});
const withLunch = [part(workdays, '09:00', '12:30'), part(workdays, '13:30', '17:00')];
const closedOn = (dateFrom: string, dateUntil = dateFrom, location: string | null = null) => ({
  name: 'dicht',
  dateFrom,
  dateUntil,
  location,
});

test('it is open within a part, and says when that ends and when the next begins', () => {
  // 20 November 2026 is a Friday.
  assert.deepEqual(chatOpening(chat(), at('2026-11-20T10:00:00+01:00')), {
    state: 'open',
    until: at('2026-11-20T12:30:00+01:00'),
    opensAt: at('2026-11-20T13:30:00+01:00'),
  });
  const begin = at('2026-11-20T13:30:00+01:00');
  assert.deepEqual(chatOpening(chat(), begin - 1), { state: 'closed', opensAt: begin });
  assert.equal(chatOpening(chat(), begin).state, 'open');
  const end = at('2026-11-20T17:00:00+01:00');
  assert.equal(chatOpening(chat(), end - 1).state, 'open');
  assert.deepEqual(chatOpening(chat(), end), { state: 'closed', opensAt: at('2026-11-23T09:00:00+01:00') });
});

test('parts that touch are one, also across midnight', () => {
  const day = chat({ hours: [part(week, '09:00', '12:00'), part(week, '12:00', '17:00')] });
  const opening = chatOpening(day, at('2026-11-20T10:00:00+01:00'));
  assert.ok(opening.state === 'open' && opening.until === at('2026-11-20T17:00:00+01:00'));
  const night = chat({ hours: [part([5], '20:00', '24:00'), part([6], '00:00', '02:00')] });
  assert.deepEqual(chatOpening(night, at('2026-11-20T21:00:00+01:00')), {
    state: 'open',
    until: at('2026-11-21T02:00:00+01:00'),
    opensAt: at('2026-11-27T20:00:00+01:00'),
  });
});

test('it stays closed on holidays and days of the gemeente, not on those of one place', () => {
  const closures = [...publicHolidays(2026, 2027), closedOn('2026-12-28', '2026-12-31')];
  // Thursday 24 December; Christmas is a Friday, and after New Year comes a weekend.
  assert.deepEqual(chatOpening(chat({ closures }), at('2026-12-24T17:00:00+01:00')), {
    state: 'closed',
    opensAt: at('2027-01-04T09:00:00+01:00'),
  });
  const elsewhere = [closedOn('2026-11-20', '2026-11-20', 'centrum')];
  assert.equal(chatOpening(chat({ closures: elsewhere }), at('2026-11-20T10:00:00+01:00')).state, 'open');
});

test('before its first day there is no chat, whatever the hours', () => {
  const opensOn = '2026-11-21';
  const hours = [part(week, '00:00', '24:00')];
  const last = at('2026-11-20T23:59:59+01:00');
  assert.deepEqual(chatOpening(chat({ hours, opensOn }), last), { state: 'not-yet', opensOn });
  assert.equal(chatOpening(chat({ hours, opensOn }), last + 1000).state, 'open');
  assert.deepEqual(chatOpening(chat({ opensOn: null }), last), { state: 'not-yet', opensOn: null });
});

test('what never opens or never ends within the weeks ahead says so', () => {
  const now = at('2026-11-20T10:00:00+01:00');
  assert.deepEqual(chatOpening(chat({ hours: [] }), now), { state: 'closed', opensAt: null });
  const closures = [closedOn('2026-11-01', '2027-06-01')];
  assert.deepEqual(chatOpening(chat({ closures }), now), { state: 'closed', opensAt: null });
  const always = chat({ hours: [part(week, '00:00', '24:00')] });
  assert.deepEqual(chatOpening(always, now), { state: 'open', until: null, opensAt: null });
});

test('when the clock moves, a time that is skipped is not there and one that comes twice is open twice', () => {
  const night = chat({ hours: [part([7], '02:15', '02:45')] });
  const spring = chatOpening(night, at('2027-03-28T00:00:00+01:00'));
  assert.deepEqual(spring, { state: 'closed', opensAt: at('2027-04-04T02:15:00+02:00') });
  const first = chatOpening(night, at('2026-10-25T02:20:00+02:00'));
  assert.deepEqual(first, {
    state: 'open',
    until: at('2026-10-25T02:45:00+02:00'),
    opensAt: at('2026-10-25T02:15:00+01:00'),
  });
});

const minuteMs = 60_000;
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const step = 15;

/** Whether it is open by what the clock on the wall shows, by Temporal; hours lie on quarters. */
function openByTheWall({ settings, closures }: ChatHours, instant: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('Europe/Amsterdam');
  const date = wall.toPlainDate().toString();
  const { opensOn, hours } = settings.chat;
  if (opensOn === null || date < opensOn) return false;
  if (closures.some((one) => one.location === null && one.dateFrom <= date && date <= one.dateUntil))
    return false;
  const time = wall.toPlainTime().toString().slice(0, 5);
  return hours.some(
    ({ weekdays, from, until }) => weekdays.includes(wall.dayOfWeek) && from <= time && time < until,
  );
}

/** The first quarter from which it is open (or not), within so many days. */
function next(given: ChatHours, from: number, open: boolean, days: number): number | null {
  for (let instant = from; instant < from + days * 24 * 60 * minuteMs; instant += step * minuteMs) {
    if (openByTheWall(given, instant) === open) return instant;
  }
  return null;
}

const quarter = fc.integer({ min: 0, max: 24 * 4 }).map((count) => count * step);
const anyPart = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    // Around the hour that is skipped or doubled as often as anywhere else.
    ends: fc.oneof(
      fc.uniqueArray(quarter, { minLength: 2, maxLength: 2 }),
      fc.uniqueArray(fc.constantFrom(60, 105, 120, 135, 150, 165, 180, 195), { minLength: 2, maxLength: 2 }),
    ),
  })
  .map(({ weekdays, ends }) => {
    const [from = 0, until = 0] = ends.toSorted((a, b) => a - b);
    return part(weekdays, clock(from), clock(until));
  });
/** Quarters of the days around both changes of the clock. */
const anyInstant = fc
  .record({
    day: fc.constantFrom('2026-10-23', '2026-10-24', '2026-10-25', '2027-03-26', '2027-03-27', '2027-03-28'),
    quarters: fc.integer({ min: 0, max: 4 * 24 }),
  })
  .map(({ day, quarters }) => at(`${day}T00:00:00Z`) + quarters * step * minuteMs);
const anyClosure = fc
  .constantFrom('2026-10-25', '2026-10-26', '2027-03-28', '2027-03-29')
  .map((date) => closedOn(date));

test('it says what somebody would who looked at the clock on the wall every quarter, when the clock moves too', () => {
  fc.assert(
    fc.property(
      fc.array(anyPart, { maxLength: 3 }),
      fc.array(anyClosure, { maxLength: 2 }),
      anyInstant,
      (hours, closures, now) => {
        const given = chat({ hours, closures });
        const open = openByTheWall(given, now);
        const opening = chatOpening(given, now);
        if (opening.state === 'not-yet') return assert.fail('it has been open for years');
        assert.equal(opening.state, open ? 'open' : 'closed');
        const closes = open ? next(given, now, false, 10) : now;
        if (opening.state === 'open') {
          if (closes !== null) assert.equal(opening.until, closes);
          else assert.ok(opening.until === null || opening.until >= now + 10 * 24 * 60 * minuteMs);
        }
        // Once a week at least, unless it is closed that day: then the week after.
        if (closes !== null)
          assert.equal(opening.opensAt, hours.length === 0 ? null : next(given, closes, true, 23));
      },
    ),
    { numRuns: 150 },
  );
});
