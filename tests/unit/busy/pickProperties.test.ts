import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pickBusy } from '#server/calendar/busy/pick/pickBusy.ts';
import { calendarText } from '../../support/calendarText.ts';

// Against a slow oracle that looks at every day from the first on, with Temporal.

const zones = ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'] as const;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

interface Series {
  zone: (typeof zones)[number];
  date: string;
  time: string;
  minutes: number;
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  interval: number;
  days: (typeof weekdays)[number][];
  count: number | null;
  untilDays: number | null;
  /** Which of the times are taken out, and which moved by so many minutes. */
  out: number[];
  moved: { which: number; by: number }[];
}

const series: fc.Arbitrary<Series> = fc.record({
  zone: fc.constantFrom(...zones),
  // Around both days on which the clock moves, in most of these zones.
  date: fc.constantFrom(
    '2026-03-02',
    '2026-03-20',
    '2026-03-29',
    '2026-09-27',
    '2026-10-18',
    '2026-10-25',
    '2026-11-01',
  ),
  time: fc.constantFrom('00:00', '01:30', '02:15', '02:30', '09:00', '23:45'),
  minutes: fc.integer({ min: 1, max: 3000 }),
  freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
  interval: fc.integer({ min: 1, max: 3 }),
  days: fc.subarray([...weekdays], { maxLength: 3 }),
  count: fc.option(fc.integer({ min: 1, max: 40 })),
  untilDays: fc.option(fc.integer({ min: 0, max: 120 })),
  out: fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 3 }),
  moved: fc.uniqueArray(
    fc.record({ which: fc.integer({ min: 0, max: 20 }), by: fc.integer({ min: -3000, max: 3000 }) }),
    { maxLength: 2, selector: ({ which }) => which },
  ),
});

const window = { start: Date.parse('2026-03-01T00:00:00Z'), end: Date.parse('2026-12-31T00:00:00Z') };

/** The wall times of the series, one day after the other. */
function timesOf(one: Series): Temporal.ZonedDateTime[] {
  const first = Temporal.PlainDate.from(one.date);
  const at = (date: Temporal.PlainDate) =>
    date.toPlainDateTime(Temporal.PlainTime.from(one.time)).toZonedDateTime(one.zone);
  const last = one.untilDays === null ? null : first.add({ days: one.untilDays });
  const found: Temporal.ZonedDateTime[] = [];
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  for (let date = first; date.year < 2028; date = date.add({ days: 1 })) {
    if (last !== null && Temporal.PlainDate.compare(date, last) > 0) break;
    if (one.count !== null && one.untilDays === null && found.length >= one.count) break;
    const isDay = one.days.length === 0 || one.days.includes(weekdays[date.dayOfWeek - 1] ?? 'MO');
    const fits = {
      DAILY: () => isDay && first.until(date).days % one.interval === 0,
      WEEKLY: () =>
        (one.days.length === 0 ? date.dayOfWeek === first.dayOfWeek : isDay) &&
        (monday(first).until(monday(date)).days / 7) % one.interval === 0,
      MONTHLY: () =>
        date.day === first.day &&
        ((date.year - first.year) * 12 + date.month - first.month) % one.interval === 0,
    };
    if (fits[one.freq]()) found.push(at(date));
  }
  return found;
}

const stamp = (at: Temporal.ZonedDateTime | Temporal.PlainDateTime) =>
  (at instanceof Temporal.ZonedDateTime ? at.toPlainDateTime() : at)
    .toString({ smallestUnit: 'second' })
    .replaceAll(/[-:]/g, '');
const inUtc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

test('what returns is where somebody who looks at every day finds it, when the clock moves too', () => {
  fc.assert(
    fc.property(series, (drawn) => {
      // A series whose first does not fit its rule is undefined (RFC 5545 3.8.5.3), so it is drawn without days.
      const fits = drawn.days.length === 0 || timesOf(drawn)[0]?.toPlainDate().toString() === drawn.date;
      const one: Series = fits && drawn.freq !== 'MONTHLY' ? drawn : { ...drawn, days: [] };
      const times = timesOf(one);
      const [first] = times;
      assert.ok(first);
      const untilMs = one.untilDays === null ? null : first.toPlainDate().add({ days: one.untilDays });
      const until = untilMs?.toPlainDateTime(Temporal.PlainTime.from(one.time)).toZonedDateTime(one.zone);
      const rule = [
        `FREQ=${one.freq}`,
        `INTERVAL=${one.interval}`,
        ...(one.days.length > 0 ? [`BYDAY=${one.days.join(',')}`] : []),
        // UNTIL and COUNT exclude each other.
        ...(until
          ? [`UNTIL=${inUtc(until.epochMilliseconds)}`]
          : one.count === null
            ? []
            : [`COUNT=${one.count}`]),
      ].join(';');
      const tzid = `TZID=${one.zone}`;
      const wall = `${one.date}T${one.time}:00`.replaceAll(/[-:]/g, '');
      const out = one.out.flatMap((which) => times[which] ?? []);
      const moved = one.moved.flatMap(({ which, by }) => {
        const at = times[which];
        return at && !out.includes(at) ? [{ at, to: at.epochMilliseconds + by * 60_000 }] : [];
      });
      const length = one.minutes * 60_000;
      const text = calendarText([
        [
          'UID:s',
          `DTSTART;${tzid}:${wall}`,
          `DURATION:PT${one.minutes}M`,
          `RRULE:${rule}`,
          ...out.map((at, index) =>
            index % 2 ? `EXDATE;${tzid}:${stamp(at)}` : `EXDATE:${inUtc(at.epochMilliseconds)}`,
          ),
        ],
        ...moved.map(({ at, to }) => [
          'UID:s',
          `RECURRENCE-ID:${inUtc(at.epochMilliseconds)}`,
          `DTSTART:${inUtc(to)}`,
          `DURATION:PT${one.minutes}M`,
        ]),
      ]);
      const result = pickBusy([text], { window, me: [], countsTentative: true, countsAllDay: true });
      assert.ok(result.ok);
      assert.equal(result.picked.leftOut, 0);
      const expected = [
        ...times
          .filter((at) => !out.includes(at) && moved.every((change) => change.at !== at))
          .map((at) => at.epochMilliseconds),
        ...moved.map(({ to }) => to),
      ].map((start) => ({ start, end: start + length }));
      assert.deepEqual(result.picked.intervals, minutesTaken(expected), text);
    }),
    { numRuns: 400 },
  );
});

/** Stretches put together by marking each minute. */
function minutesTaken(intervals: readonly { start: number; end: number }[]) {
  const minute = 60_000;
  const taken = new Uint8Array((window.end - window.start) / minute);
  for (const { start, end } of intervals)
    for (let at = Math.max(start, window.start); at < Math.min(end, window.end); at += minute)
      taken[(at - window.start) / minute] = 1;
  const found: { start: number; end: number }[] = [];
  taken.forEach((one, index) => {
    if (!one) return;
    const start = window.start + index * minute;
    const last = found.at(-1);
    if (last?.end === start) last.end += minute;
    else found.push({ start, end: start + minute });
  });
  return found;
}

test('whatever comes, reading it ends and answers', () => {
  const piece = fc.constantFrom(
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VCALENDAR',
    'END:VCALENDAR',
    'BEGIN:VTIMEZONE',
    'END:VTIMEZONE',
    'TZID:X',
    'DTSTART:20261123T090000Z',
    'DTSTART;TZID=X:20261123T090000',
    'DTEND:20261123T080000Z',
    'DURATION:P1D',
    'DURATION:PT0S',
    'RRULE:FREQ=DAILY',
    'RRULE:FREQ=YEARLY;BYMONTH=13',
    'RRULE:',
    'RDATE:x',
    'EXDATE:',
    'RECURRENCE-ID:20261123T090000Z',
    'UID:a',
    'ATTENDEE:',
    ' gevouwen',
    '\t',
    'DTSTART;TZID=:1',
    'x',
    ':',
    ';',
    'DTSTART;VALUE=DATE:20261123',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (lines) => {
      const text = `BEGIN:VCALENDAR\r\n${lines.join('\r\n')}\r\nEND:VCALENDAR`;
      const result = pickBusy([text], { window, me: [''], countsTentative: true, countsAllDay: true });
      if (!result.ok) return;
      for (const { start, end } of result.picked.intervals)
        assert.ok(window.start <= start && start < end && end <= window.end);
    }),
    { numRuns: 500 },
  );
});
