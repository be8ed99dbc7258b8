import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PickQuestion, pickBusy } from '#server/calendar/busy/pick/pickBusy.ts';
import type { Picked } from '#server/calendar/busy/source.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { calendarText } from '../../support/calendarText.ts';

const window = {
  start: Date.parse('2026-11-16T00:00:00+01:00'),
  end: Date.parse('2027-01-18T00:00:00+01:00'),
};
const question: PickQuestion = { window, me: ['noor@example.nl'], countsTentative: true, countsAllDay: true };

function pickOf(text: string, asked: Partial<PickQuestion> = {}): Picked {
  const result = pickBusy([text], { ...question, ...asked });
  assert.ok(result.ok, JSON.stringify(result));
  return result.picked;
}

/** Stretches as one reads them: `2026-11-23T10:00+01:00/11:00`. */
function said(text: string, asked: Partial<PickQuestion> = {}): string[] {
  return pickOf(text, asked).intervals.map(({ start, end }) => {
    const [from, until] = [isoInAmsterdam(start), isoInAmsterdam(end)];
    const day = from.slice(0, 10) === until.slice(0, 10) ? '' : `${until.slice(5, 10)} `;
    return `${from.slice(0, 10)} ${from.slice(11, 16)}-${day}${until.slice(11, 16)}`;
  });
}

const busy = (...events: (readonly string[])[]) => said(calendarText(events));
const dentist = [
  'DTSTART;TZID=Europe/Amsterdam:20261123T100000',
  'DTEND;TZID=Europe/Amsterdam:20261123T104500',
];

test('an event takes its time, whatever it is about', () => {
  assert.deepEqual(busy([...dentist, 'SUMMARY:Tandarts', 'LOCATION:Ergens']), ['2026-11-23 10:00-10:45']);
  assert.deepEqual(busy(['DTSTART:20261123T090000Z', 'DURATION:PT1H30M']), ['2026-11-23 10:00-11:30']);
  assert.deepEqual(
    busy(['DTSTART:20261123T090000', 'DTEND:20261123T093000']),
    ['2026-11-23 09:00-09:30'],
    'floating',
  );
  assert.deepEqual(busy(['DTSTART:20261123T090000Z']), [], 'an event without an end takes no time');
  assert.deepEqual(busy(['DTSTART;VALUE=DATE:20261124']), ['2026-11-24 00:00-11-25 00:00']);
  assert.deepEqual(busy(['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261127']), [
    '2026-11-24 00:00-11-27 00:00',
  ]);
  assert.deepEqual(
    busy(['DTSTART:20261110T090000Z', 'DTEND:20261117T090000Z']),
    ['2026-11-16 00:00-11-17 10:00'],
    'began before',
  );
  assert.deepEqual(busy(['DTSTART:20261123T090000Z', 'DTEND:20261123T100000Z'], dentist), [
    '2026-11-23 10:00-11:00',
  ]);
});

test('what we wrote into Outlook by Graph comes back by its link under a UID of Exchange, and takes no time', () => {
  const event = (uid: string) => calendarText([[`UID:${uid}`, 'DTSTART:20261123T090000Z', 'DURATION:PT30M']]);
  const exchange = event('040000008200E00074C5B7101A82E00800000000C0FFEE00');
  const start = Date.parse('2026-11-23T09:00Z');
  const written = [{ start, end: start + 30 * 60_000 }];
  assert.deepEqual(said(exchange, { written }), []);
  const busyThen = ['2026-11-23 10:00-10:30'];
  assert.deepEqual(said(exchange), busyThen);
  assert.deepEqual(said(exchange, { written: [{ start, end: start + 60 * 60_000 }] }), busyThen);
  assert.deepEqual(said(event('tandarts'), { written }), busyThen);
});

test('what is free, transparent, cancelled, declined or not answered takes no time', () => {
  const me = (partstat: string) => [
    `ATTENDEE;CN=Noor${partstat};RSVP=TRUE:mailto:Noor@Example.nl`,
    'ATTENDEE:mailto:iemand@example.nl',
  ];
  for (const free of [
    ['TRANSP:TRANSPARENT'],
    ['STATUS:CANCELLED'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'TRANSP:OPAQUE', 'STATUS:CONFIRMED', 'SUMMARY:Canceled: overleg'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'],
    me(';PARTSTAT=DECLINED'),
    me(';PARTSTAT=NEEDS-ACTION'),
    me(''),
    ['ATTENDEE;EMAIL=noor@example.nl;PARTSTAT=DECLINED:urn:uuid:1'],
  ])
    assert.deepEqual(busy([...dentist, ...free]), [], free.join());
  for (const taken of [
    ['TRANSP:OPAQUE', 'X-MICROSOFT-CDO-BUSYSTATUS:BUSY'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'],
    me(';PARTSTAT=ACCEPTED'),
    ['ATTENDEE;PARTSTAT=DECLINED:mailto:iemand@example.nl'],
    ['ORGANIZER:mailto:noor@example.nl', ...me(';PARTSTAT=NEEDS-ACTION')],
  ])
    assert.deepEqual(busy([...dentist, ...taken]), ['2026-11-23 10:00-10:45'], taken.join());
});

test('what is tentative, and what takes whole days, counts as the casemanager wants', () => {
  for (const tentative of [
    ['STATUS:TENTATIVE'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE'],
    ['ATTENDEE;PARTSTAT=TENTATIVE:mailto:noor@example.nl'],
  ]) {
    const text = calendarText([[...dentist, ...tentative]]);
    assert.equal(said(text).length, 1, tentative.join());
    assert.equal(said(text, { countsTentative: false }).length, 0, tentative.join());
  }
  for (const allDay of [
    ['DTSTART;VALUE=DATE:20261124'],
    [
      'DTSTART;TZID=W. Europe Standard Time:20261124T000000',
      'DURATION:P1D',
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    ],
  ]) {
    const text = calendarText([allDay]);
    assert.deepEqual(said(text), ['2026-11-24 00:00-11-25 00:00']);
    assert.deepEqual(said(text, { countsAllDay: false }), []);
  }
});

test('in a calendar that is named after its owner, the owner is who answers', () => {
  const text = calendarText([[...dentist, 'ATTENDEE;PARTSTAT=DECLINED:mailto:prive@example.com']]);
  assert.equal(said(text).length, 1);
  assert.equal(said(text.replace('VERSION', 'X-WR-CALNAME:Prive@example.com\r\nVERSION')).length, 0);
});

test('our own afspraken that come back take no time a second time', () => {
  assert.deepEqual(busy([...dentist, 'UID:7f0f5c8e@doorstart'], [...dentist, 'UID:7F0F@DOORSTART']), []);
});

test('a series is read with its exceptions, additions and changed instances', () => {
  const weekly = [...dentist, 'UID:w', 'RRULE:FREQ=WEEKLY;COUNT=5'];
  const mondays = ['11-23', '11-30', '12-07', '12-14', '12-21'].map((day) => `2026-${day} 10:00-10:45`);
  assert.deepEqual(busy(weekly), mondays);
  assert.deepEqual(
    busy([...weekly, 'EXDATE;TZID=Europe/Amsterdam:20261130T100000']),
    mondays.toSpliced(1, 1),
  );
  assert.deepEqual(busy([...weekly, 'EXDATE:20261130T090000Z,20261207T090000Z']), mondays.toSpliced(1, 2));
  assert.deepEqual(busy([...weekly, 'EXDATE;VALUE=DATE:20261130']), mondays.toSpliced(1, 1), 'by date');
  assert.deepEqual(
    busy([...weekly, 'RDATE:20261124T090000Z']),
    mondays.toSpliced(1, 0, '2026-11-24 10:00-10:45'),
  );
  assert.deepEqual(
    busy([...weekly, 'RDATE;VALUE=PERIOD:20261124T090000Z/PT2H,20261125T090000Z/20261125T093000Z']),
    mondays.toSpliced(1, 0, '2026-11-24 10:00-12:00', '2026-11-25 10:00-10:30'),
  );
  const instance = (...lines: string[]) => [
    'UID:w',
    'RECURRENCE-ID;TZID=Europe/Amsterdam:20261207T100000',
    ...lines,
  ];
  const moved = instance('DTSTART:20261208T130000Z', 'DTEND:20261208T140000Z');
  assert.deepEqual(busy(weekly, moved), mondays.toSpliced(2, 1, '2026-12-08 14:00-15:00'));
  assert.deepEqual(busy(moved, weekly), mondays.toSpliced(2, 1, '2026-12-08 14:00-15:00'), 'in any order');
  for (const off of [
    'STATUS:CANCELLED',
    'TRANSP:TRANSPARENT',
    'ATTENDEE;PARTSTAT=DECLINED:mailto:noor@example.nl',
  ])
    assert.deepEqual(busy(weekly, instance(...dentist, off)), mondays.toSpliced(2, 1), off);
  const andAfter = [
    'UID:w',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20261207T090000Z',
    'DTSTART:20261207T100000Z',
    'DTEND:20261207T110000Z',
  ];
  assert.deepEqual(busy(weekly, andAfter), [
    ...mondays.slice(0, 2),
    ...['12-07', '12-14', '12-21'].map((day) => `2026-${day} 11:00-12:00`),
  ]);
  const days = ['DTSTART;VALUE=DATE:20261124', 'RRULE:FREQ=WEEKLY;COUNT=3'];
  assert.deepEqual(busy([...days, 'EXDATE;TZID=Europe/Amsterdam:20261201T000000']), [
    '2026-11-24 00:00-11-25 00:00',
    '2026-12-08 00:00-12-09 00:00',
  ]);
});

test('an instance that was moved into the window counts, wherever it was', () => {
  const daily = ['UID:d', 'DTSTART:20270301T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'];
  const early = ['UID:d', 'RECURRENCE-ID:20270302T090000Z', 'DTSTART:20261201T090000Z', 'DURATION:PT1H'];
  assert.deepEqual(busy(daily, early), ['2026-12-01 10:00-11:00']);
});

test('a series ends with the day or the moment that it names, on its own clock', () => {
  const until = (text: string) => busy([...dentist, `RRULE:FREQ=WEEKLY;UNTIL=${text}`]).length;
  assert.equal(until('20261130T090000Z'), 2, 'the last one begins at that moment');
  assert.equal(until('20261130T085959Z'), 1);
  assert.equal(until('20261130T100000'), 2);
  assert.equal(until('20261130'), 2);
  assert.equal(busy(['DTSTART;VALUE=DATE:20261124', 'RRULE:FREQ=DAILY;UNTIL=20261126']).length, 1, 'joined');
  assert.deepEqual(busy(['DTSTART;VALUE=DATE:20261124', 'RRULE:FREQ=DAILY;UNTIL=20261126']), [
    '2026-11-24 00:00-11-27 00:00',
  ]);
});

test('a time keeps its place on the wall when the clock moves, and a day its whole length', () => {
  const october = {
    window: { start: Date.parse('2026-10-19T00:00:00+02:00'), end: Date.parse('2026-11-02T00:00:00+01:00') },
  };
  const weekly = ['DTSTART;TZID=Europe/Amsterdam:20261020T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'];
  assert.deepEqual(said(calendarText([weekly]), october), [
    '2026-10-20 10:00-11:00',
    '2026-10-27 10:00-11:00',
  ]);
  const [day] = pickOf(calendarText([['DTSTART;VALUE=DATE:20261025']]), october).intervals;
  assert.equal(day && day.end - day.start, 25 * 3_600_000);
  const nominal = ['DTSTART;TZID=Europe/Amsterdam:20261024T120000', 'DURATION:P1D'];
  assert.deepEqual(said(calendarText([nominal]), october), ['2026-10-24 12:00-10-25 12:00']);
  const exact = ['DTSTART;TZID=Europe/Amsterdam:20261024T120000', 'DURATION:PT24H'];
  assert.deepEqual(said(calendarText([exact]), october), ['2026-10-24 12:00-10-25 11:00']);
});

const berlin = `
BEGIN:VTIMEZONE
TZID:Eigen zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;

test('a zone is known by its IANA name, that of Windows, a path before it, or as the calendar describes it', () => {
  const at = (zone: string, zones: string[] = []) =>
    said(
      calendarText([[`DTSTART;TZID=${zone}:20261123T100000`, `DTEND;TZID=${zone}:20261123T110000`]], zones),
    );
  const home = ['2026-11-23 10:00-11:00'];
  assert.deepEqual(at('W. Europe Standard Time'), home);
  assert.deepEqual(at('"W. Europe Standard Time"'), home);
  assert.deepEqual(at('Romance Standard Time'), home);
  assert.deepEqual(at('/mozilla.org/20050126_1/Europe/Amsterdam'), home);
  assert.deepEqual(at('Eigen zone', [berlin]), home);
  assert.deepEqual(at('GMT Standard Time'), ['2026-11-23 11:00-12:00']);
  assert.deepEqual(at('America/New_York'), ['2026-11-23 16:00-17:00']);
  const summer = calendarText([['DTSTART;TZID=Eigen zone:20260701T100000', 'DURATION:PT1H']], [berlin]);
  const july = { start: Date.parse('2026-07-01T00:00:00Z'), end: Date.parse('2026-07-02T00:00:00Z') };
  assert.deepEqual(said(summer, { window: july }), ['2026-07-01 10:00-11:00']);
});

test('in a zone that nobody knows somebody is busy in both readings, and the zone is named', () => {
  const text = calendarText([
    [
      'DTSTART;TZID=Maan:20261123T100000',
      'DTEND;TZID=Maan:20261123T103000',
      'RRULE:FREQ=DAILY;COUNT=2',
      'EXDATE;TZID=Maan:20261124T100000',
    ],
  ]);
  assert.deepEqual(said(text), ['2026-11-23 10:00-10:30', '2026-11-23 11:00-11:30']);
  assert.deepEqual(pickOf(text).unknownZones, ['Maan']);
});

test('an event that is broken is left out and counted, the others are read', () => {
  const text = calendarText([
    dentist,
    ['DTSTART:morgen', 'DTEND:20261123T110000Z'],
    ['SUMMARY:Zonder begin'],
    ['DTSTART:20261124T090000Z', 'DTEND:20261124T080000Z'],
    ['DTSTART:20261125T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=SOMS'],
    ['DTSTART:20261126T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY'],
    ['DTSTART:20261127T090000Z', 'DURATION:-PT1H'],
    ['DTSTART:20261199T990000Z', 'DURATION:PT1H'],
    ['kapot'],
  ]);
  assert.deepEqual(said(text), ['2026-11-23 10:00-10:45']);
  assert.equal(pickOf(text).leftOut, 8);
  const unclosed = calendarText([dentist]).replace(
    'END:VEVENT\r\n',
    'BEGIN:VEVENT\r\nDTSTART:20261130T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n',
  );
  assert.deepEqual(pickOf(unclosed).intervals.length, 1);
  assert.equal(pickOf(unclosed).leftOut, 1);
});

test('folded lines, alarms with times of their own, other line ends and small letters are read', () => {
  const alarm = ['BEGIN:VALARM', 'TRIGGER:-PT15M', 'DURATION:P10D', 'END:VALARM'];
  assert.deepEqual(busy([...alarm, ...dentist]), ['2026-11-23 10:00-10:45']);
  const text = calendarText([dentist]);
  assert.deepEqual(said(text.replaceAll('Amsterdam', 'Amst\r\n erdam')), ['2026-11-23 10:00-10:45']);
  assert.deepEqual(said(text.replaceAll('\r\n', '\n')), ['2026-11-23 10:00-10:45']);
  assert.deepEqual(said(`\uFEFF${text}`), ['2026-11-23 10:00-10:45']);
  assert.deepEqual(said(text.replace('BEGIN:VEVENT', 'begin:vevent').replace('END:VEVENT', 'end:vevent')), [
    '2026-11-23 10:00-10:45',
  ]);
});

test('a text that is no calendar, or half of one, is refused', () => {
  const whole = calendarText([dentist]);
  assert.deepEqual(pickBusy(['<!doctype html><p>Aanmelden</p>'], question), {
    ok: false,
    fault: 'no-calendar',
  });
  assert.deepEqual(pickBusy([''], question), { ok: false, fault: 'no-calendar' });
  assert.deepEqual(pickBusy([whole.slice(0, -20)], question), { ok: false, fault: 'cut-off' });
  assert.deepEqual(pickBusy([calendarText([])], question), {
    ok: true,
    picked: { intervals: [], leftOut: 0, unknownZones: [] },
  });
});

test('a thousand years of returning cost no more than the window', () => {
  assert.equal(
    busy(['DTSTART:20261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;UNTIL=30261123T090000Z']).length,
    1,
  );
  assert.equal(
    busy(['DTSTART:10261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY']).length,
    1,
    'since 1026',
  );
  const daily = calendarText([['DTSTART:10261123T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'], dentist]);
  assert.deepEqual(pickOf(daily).leftOut, 1);
  assert.deepEqual(said(daily), ['2026-11-23 10:00-10:45']);
  assert.equal(
    busy(['DTSTART:19900101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY']).length,
    63,
    'since 1990',
  );
});

test('exceptions and changes by the ten thousand take no quadratic time', () => {
  const many = Array.from({ length: 10_000 }, (_, day) =>
    new Date(Date.UTC(1980, 0, 1 + day, 9)).toISOString(),
  );
  const stamp = (iso: string) => iso.replaceAll(/[-:]|\.\d+/g, '');
  const began = performance.now();
  const series = ['UID:q', 'DTSTART:19800101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'];
  assert.equal(busy([...series, `EXDATE:${many.map(stamp).join(',')}`]).length > 0, true);
  const changes = many
    .slice(0, 5000)
    .map((iso) => ['UID:q', `RECURRENCE-ID:${stamp(iso)}`, `DTSTART:${stamp(iso)}`]);
  assert.equal(busy(series, ...changes).length, 63);
  assert.ok(performance.now() - began < 30_000);
});
