import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  dateInAmsterdam,
  isoInAmsterdam,
  mondayOf,
  offsetAt,
  startOfDate,
} from '#server/kernel/time.ts';

const from = Date.UTC(2020, 0, 1);
const until = Date.UTC(2045, 0, 1);
const instants = fc.integer({ min: from / 1000, max: until / 1000 }).map((seconds) => seconds * 1000);
const zoned = (epochMs: number) =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO('Europe/Amsterdam');

test('the offset is that of the time zone database, also in the seconds around each change of the clock', () => {
  const changes: number[] = [];
  for (let at = zoned(from).getTimeZoneTransition('next'); at && at.epochMilliseconds < until; ) {
    changes.push(at.epochMilliseconds);
    at = at.getTimeZoneTransition('next');
  }
  assert.equal(changes.length, 50);
  for (const change of changes) {
    for (const around of [change - 1000, change - 1, change, change + 1000]) {
      assert.equal(offsetAt(around), zoned(around).offsetNanoseconds / 1e6, new Date(around).toISOString());
    }
  }
  fc.assert(fc.property(instants, (at) => offsetAt(at) === zoned(at).offsetNanoseconds / 1e6));
});

test('dates and wire times are those of Amsterdam, and lead back to the instant', () => {
  fc.assert(
    fc.property(instants, (at) => {
      assert.equal(dateInAmsterdam(at), zoned(at).toPlainDate().toString());
      assert.equal(Date.parse(isoInAmsterdam(at)), at);
      assert.match(isoInAmsterdam(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
    }),
  );
});

test('a date begins at its midnight in Amsterdam, and its week on Monday', () => {
  assert.equal(startOfDate('2026-11-21'), Date.parse('2026-11-21T00:00:00+01:00'));
  assert.equal(startOfDate('2027-03-29'), Date.parse('2027-03-29T00:00:00+02:00'));
  for (let date = '2020-01-01'; date < '2045-01-01'; date = addDays(date, 1))
    assert.equal(
      startOfDate(date),
      Temporal.PlainDate.from(date).toZonedDateTime('Europe/Amsterdam').epochMilliseconds,
    );
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(mondayOf('2027-01-03'), '2026-12-28');
  assert.equal(mondayOf('2026-12-28'), '2026-12-28');
});
