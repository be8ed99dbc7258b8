import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPicker } from '#server/calendar/busy/pick/picker.ts';
import { calendarText } from '../../support/calendarText.ts';

const question = {
  window: { start: Date.parse('2026-11-16T00:00:00Z'), end: Date.parse('2027-01-18T00:00:00Z') },
  me: [],
  countsTentative: true,
  countsAllDay: true,
};
const dentist = ['DTSTART:20261123T090000Z', 'DTEND:20261123T094500Z'];

test('an event that keeps the library busy for ever is left out, and the main loop goes on meanwhile', async (t) => {
  const picker = createPicker();
  t.after(picker.close);
  const endless = ['DTSTART:20260101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30'];
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 20);
  const both = await Promise.all([
    picker.pick([calendarText([endless, dentist])], question),
    picker.pick([calendarText([dentist])], question),
  ]);
  clearInterval(timer);
  const intervals = [{ start: Date.parse('2026-11-23T09:00:00Z'), end: Date.parse('2026-11-23T09:45:00Z') }];
  assert.deepEqual(both, [
    { ok: true, picked: { intervals, leftOut: 1, unknownZones: [] } },
    { ok: true, picked: { intervals, leftOut: 0, unknownZones: [] } },
  ]);
  assert.ok(turns > 20, `${turns} turns of the main loop`);
});
