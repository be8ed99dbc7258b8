import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { afterQuiet, whenText } from '#server/notifications/text/whenText.ts';

const usual = { quietFromHour: 21, quietUntilHour: 8 };
const after = (iso: string) => isoInAmsterdam(afterQuiet(Date.parse(iso), usual));

test('a text message of the night goes at eight in the morning, also where the clock moves in between', () => {
  assert.equal(after('2026-11-20T20:59:59+01:00'), '2026-11-20T20:59:59+01:00');
  assert.equal(after('2026-11-20T21:00:00+01:00'), '2026-11-21T08:00:00+01:00');
  assert.equal(after('2026-11-21T07:59:59+01:00'), '2026-11-21T08:00:00+01:00');
  assert.equal(after('2026-11-21T08:00:00+01:00'), '2026-11-21T08:00:00+01:00');
  // To summer time and back, before and after the hour that is left out or comes twice.
  assert.equal(after('2027-03-27T22:00:00+01:00'), '2027-03-28T08:00:00+02:00');
  assert.equal(after('2027-03-28T01:30:00+01:00'), '2027-03-28T08:00:00+02:00');
  assert.equal(after('2026-10-24T23:00:00+02:00'), '2026-10-25T08:00:00+01:00');
  assert.equal(after('2026-10-25T02:30:00+02:00'), '2026-10-25T08:00:00+01:00');
});

test('no text message goes in the quiet time, nor once the afspraak began; it goes as soon as it may', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  const instant = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }).map((minutes) => from + minutes * 60_000);
  const quiet = fc.record({
    quietFromHour: fc.integer({ min: 18, max: 23 }),
    quietUntilHour: fc.integer({ min: 6, max: 10 }),
  });
  const hourOf = (at: number) => Number(isoInAmsterdam(at).slice(11, 13));
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: -180, max: 3 * 24 * 60 }),
      quiet,
      fc.boolean(),
      (now, minutes, rules, isNeverLate) => {
        const start = now + minutes * 60_000;
        const until = isNeverLate ? null : start;
        const isQuiet = (at: number) =>
          hourOf(at) < rules.quietUntilHour || hourOf(at) >= rules.quietFromHour;
        const when = whenText({ until, now }, rules);
        if ('drop' in when) {
          assert.equal(isNeverLate, false);
          assert.ok(start <= now || isQuiet(now));
          return;
        }
        assert.ok(when.at >= now && when.at - now < 16 * 3_600_000);
        assert.equal(isQuiet(when.at), false);
        assert.ok(isNeverLate || when.at < start);
        if (!isQuiet(now)) assert.equal(when.at, now);
        else assert.ok(isQuiet(when.at - 1000));
      },
    ),
  );
});
