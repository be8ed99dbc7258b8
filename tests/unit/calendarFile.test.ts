import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { Appointment } from '#server/booking/types.ts';
import { calendarFile } from '#server/calendar/calendarFile.ts';
import { appointment, location } from '../support/anAppointment.ts';
import { anyText } from '../support/anyText.ts';

const options = {
  municipality: 'Den Haag',
  email: 'leerlingzaken@denhaag.nl',
  publicUrl: 'https://doorstart.test:8443',
};

/** Reads a file back with another library than the one that wrote it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  assert.ok(component && events.length === 1);
  const event = new ICAL.Event(component);
  const value = (name: string) => component.getFirstPropertyValue(name);
  return { calendar, component, event, value };
}

test('the file says when, where and no more', () => {
  const text = calendarFile(appointment(), options);
  const { calendar, event, value } = read(text);
  assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH');
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.equal(event.summary, 'Afspraak bij de gemeente');
  assert.equal(event.location, 'Voorbeeldplein 1, 2500 AA Den Haag');
  assert.equal(
    event.description,
    'Bekijk, verzet of zeg af: https://doorstart.test:8443/mijn-afspraak/q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo',
  );
  assert.equal(event.uid, '7f0f5c8e-4c7e-4c39-8a51-0f6f4a1f2a11@doorstart');
  assert.equal(String(value('dtstamp')), '2026-11-20T09:00:00Z');
  assert.equal(value('status'), 'CONFIRMED');
  assert.equal(value('sequence'), 0);
  assert.equal(value('organizer'), 'mailto:leerlingzaken@denhaag.nl');
  const unfolded = text.replaceAll('\r\n ', '');
  for (const secret of [/schuld/i, /ouders/, /Samira/i, /612345678/, /Noor/, /brieven/, /K7M/])
    assert.doesNotMatch(unfolded, secret);
});

test('an English afspraak has an English file, with the way to the English page', () => {
  const { event } = read(calendarFile(appointment({ language: 'en' }), options));
  assert.equal(event.summary, 'Appointment with the municipality');
  assert.equal(
    event.description,
    'See, move or cancel: https://doorstart.test:8443/en/mijn-afspraak/q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo',
  );
});

test('a moved or cancelled afspraak is the same entry with a higher sequence', () => {
  const before = read(calendarFile(appointment(), options));
  const start = Date.parse('2026-12-01T14:00:00+01:00');
  const moved = read(calendarFile(appointment({ start, end: start + 2_700_000, sequence: 1 }), options));
  // The gemeente has another address for its site by now.
  const elsewhere = { ...options, publicUrl: 'https://doorstart.voorbeeldstad.nl' };
  const over = read(calendarFile(appointment({ status: 'cancelled', sequence: 2 }), elsewhere));
  assert.equal(moved.event.uid, before.event.uid);
  assert.equal(over.event.uid, before.event.uid);
  assert.equal(moved.value('sequence'), 1);
  assert.equal(over.value('sequence'), 2);
  assert.equal(over.value('status'), 'CANCELLED');
});

test('around both clock changes the wall time in Amsterdam is right', () => {
  const wall = new Intl.DateTimeFormat('nl-NL', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const days: [string, string][] = [
    ['2026-10-23T09:00:00+02:00', '23-10-2026 09:00'],
    ['2026-10-25T02:30:00+02:00', '25-10-2026 02:30'],
    ['2026-10-25T02:30:00+01:00', '25-10-2026 02:30'],
    ['2026-10-26T09:00:00+01:00', '26-10-2026 09:00'],
    ['2027-03-26T09:00:00+01:00', '26-03-2027 09:00'],
    ['2027-03-28T03:00:00+02:00', '28-03-2027 03:00'],
    ['2027-03-30T09:00:00+02:00', '30-03-2027 09:00'],
  ];
  for (const [iso, expected] of days) {
    const start = Date.parse(iso);
    const { event } = read(calendarFile(appointment({ start, end: start + 2_700_000 }), options));
    const begins = event.startDate.toJSDate();
    assert.equal(begins.getTime(), start);
    assert.equal(event.endDate.toJSDate().getTime(), start + 2_700_000);
    assert.equal(wall.format(begins).replace(',', ''), expected);
  }
});

test('by telephone it says that you are called, by video it has the link', () => {
  const called = read(calendarFile(appointment({ modality: 'telefoon' }), options));
  assert.equal(called.event.location, 'Je wordt gebeld');
  assert.equal(called.value('url'), null);
  const meetingLink = 'https://video.example.nl/noor;a,b?x=1&y=%20';
  const casemanager = { id: 'c', firstName: 'Noor', meetingLink };
  const video = read(calendarFile(appointment({ modality: 'video', casemanager }), options));
  assert.equal(video.event.location, 'Videogesprek');
  assert.equal(decodeURIComponent(String(video.value('url'))), decodeURIComponent(meetingLink));
  const without = read(calendarFile(appointment({ modality: 'video' }), options));
  assert.equal(without.value('url'), null);
});

test('in English for who reads English', () => {
  const { event } = read(calendarFile(appointment({ language: 'en', modality: 'telefoon' }), options));
  assert.equal(event.summary, 'Appointment with the municipality');
  assert.equal(event.location, 'You will be called');
});

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      ',',
      ';',
      ':',
      '"',
      '\\',
      '\\n',
      '\u0000',
      '\u2028',
      '\u{1F3E2}',
      '\ud83c',
      '\t',
    ),
    fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VCALENDAR',
      'ATTENDEE:mailto:a@b',
      '\r\nX-A:1',
      ' '.repeat(80),
      'é'.repeat(40),
    ),
    anyText(30),
  ),
  { maxLength: 12 },
);

test('whatever an address or a municipality is called, the file stays one event of lines of 75 bytes', () => {
  fc.assert(
    fc.property(nasty, nasty, (address, municipality) => {
      const text = calendarFile(appointment({ location: location(address.join('')) }), {
        ...options,
        municipality: municipality.join(''),
      });
      assert.ok(text.endsWith('\r\n') && text.isWellFormed());
      for (const line of text.slice(0, -2).split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.doesNotMatch(line, /[^\P{Cc}]/u);
      }
      const { component, event } = read(text);
      const names = component.getAllProperties().map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
      assert.ok(!names.includes('x-a') && !names.includes('attendee'));
      assert.equal(event.uid, '7f0f5c8e-4c7e-4c39-8a51-0f6f4a1f2a11@doorstart');
      const kept = (place: string) => place.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
      assert.equal(kept(event.location ?? ''), kept(address.join('').toWellFormed()));
    }),
    { numRuns: 500 },
  );
});

test('a home visit names no address, and a walk says where it begins', () => {
  const event = (change: Partial<Appointment>) => {
    const file = calendarFile(appointment(change), options);
    const [found] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent');
    assert.ok(found);
    return {
      file,
      place: found.getFirstPropertyValue('location'),
      about: found.getFirstPropertyValue('description'),
    };
  };
  const visit = event({ modality: 'huisbezoek', visitAddress: 'Laan 1, Den Haag' });
  assert.equal(visit.place, 'Bij jou thuis');
  assert.ok(!visit.file.includes('Laan 1'));
  const walk = event({ modality: 'wandelen' });
  assert.equal(walk.place, 'Voorbeeldplein 1, 2500 AA Den Haag');
  assert.match(String(walk.about), /^Wandelen, jullie beginnen bij .+\nBekijk, verzet of zeg af/);
});
