import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { pickBusy } from '#server/calendar/busy/pick/pickBusy.ts';
import { interleaved, report, seededRandom } from './support.ts';

// A calendar of 2,000 events that return each week or day for a year, as a program exports it: cut, parsed, expanded and picked,
// beside the library alone that parses it and walks through all times. In turns, in one run.

const events = 2000;
const target = 1.5;
const random = seededRandom(2027);
const pad = (value: number) => String(value).padStart(2, '0');

const zone = `BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`;

function event(index: number): string {
  const day = 4 + Math.floor(random() * 5);
  const start = `202701${pad(day)}T${pad(8 + Math.floor(random() * 9))}${pad(15 * Math.floor(random() * 4))}00`;
  const skipped = `202703${pad(day - 3)}${start.slice(8)}`;
  return `BEGIN:VEVENT
UID:${index}-${Math.floor(random() * 1e9)}@agenda.example
DTSTAMP:20261201T120000Z
CREATED:20261101T120000Z
LAST-MODIFIED:20261115T120000Z
SEQUENCE:1
SUMMARY:Overleg ${index}
DESCRIPTION:Wat er te bespreken is\\, met punten van de vorige keer en wie wat
  zou doen. ${'Nog een zin die een agenda vult. '.repeat(4)}
LOCATION:Kamer ${index % 40}
STATUS:CONFIRMED
TRANSP:OPAQUE
CLASS:PUBLIC
DTSTART;TZID=Europe/Amsterdam:${start}
DTEND;TZID=Europe/Amsterdam:${start.slice(0, 9)}${pad(Number(start.slice(9, 11)) + 1)}${start.slice(11)}
RRULE:FREQ=WEEKLY;UNTIL=20271231T225959Z
EXDATE;TZID=Europe/Amsterdam:${skipped}
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Herinnering
TRIGGER:-PT15M
END:VALARM
END:VEVENT`;
}

const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Voorbeeld//NL', zone]
  .concat(
    Array.from({ length: events }, (_, index) => event(index)),
    'END:VCALENDAR',
    '',
  )
  .join('\n')
  .replaceAll('\n', '\r\n');
const window = { start: Date.UTC(2027, 0, 1), end: Date.UTC(2028, 0, 1) };
const question = { window, me: ['noor@example.nl'], countsTentative: true, countsAllDay: true };

/** The floor: how many times there are in the year, by the library alone, which need not know which instants they are. */
function libraryAlone(): number {
  const calendar = new ICAL.Component(ICAL.parse(text));
  let times = 0;
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const one = new ICAL.Event(component);
    const steps = one.iterator();
    for (let time = steps.next(); time && time.year < 2028; time = steps.next()) times += 1;
  }
  return times;
}

const ours = () => {
  const result = pickBusy([text], question);
  assert.ok(result.ok);
  return result.picked;
};

assert.equal(ours().leftOut, 0);
const times = libraryAlone();
const medians = interleaved({ ours, floor: libraryAlone }, { rounds: 3, warmUp: 0 });
const ratio = medians.ours / medians.floor;
report(
  [
    { what: 'cut, parsed, expanded and picked', ms: medians.ours },
    { what: 'parsed and expanded by ical.js alone', ms: medians.floor },
    { what: 'times in the year', ms: times },
    { what: 'megabytes', ms: text.length / 1e6 },
  ],
  { name: 'calendar-import', ours: medians.ours, floor: medians.floor, ratio, unit: 'ms' },
);
assert.ok(ratio <= target, `expected at most ${target} times the library alone`);
