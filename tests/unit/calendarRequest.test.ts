import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarRequest, type MailMethod, type MailReceiver } from '#server/calendar/calendarRequest.ts';
import { appointment, location } from '../support/anAppointment.ts';
import { anyText } from '../support/anyText.ts';
import { emptyCalendar } from '../support/emptyCalendar.ts';

const options = {
  municipality: 'Den Haag',
  email: 'leerlingzaken@denhaag.nl',
  publicUrl: 'https://doorstart.test:8443',
};
const token = 'q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo';
const jongere: MailReceiver = { kind: 'jongere', email: 'samira@example.com', token };
const staff: MailReceiver = { kind: 'staff', email: 'noor@example.nl', names: false };
const methods: MailMethod[] = ['REQUEST', 'CANCEL'];

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  const [event] = events;
  assert.ok(event && events.length === 1);
  const value = (name: string) => event.getFirstPropertyValue(name);
  return { calendar, event, value };
}

test('a cancellation is CANCEL, with the UID, ORGANIZER and ATTENDEE of the request and a higher SEQUENCE (1, 2, 9)', () => {
  for (const to of [jongere, staff]) {
    const made = read(calendarRequest(appointment(), { method: 'REQUEST', to }, options).text);
    const over = appointment({ status: 'cancelled', sequence: 1 });
    const gone = read(calendarRequest(over, { method: 'CANCEL', to }, options).text);
    assert.deepEqual([made.value('status'), gone.value('status')], ['CONFIRMED', 'CANCELLED']);
    assert.deepEqual([made.value('sequence'), gone.value('sequence')], [0, 1]);
    for (const name of ['uid', 'organizer', 'attendee']) {
      assert.ok(made.value(name), name);
      assert.equal(gone.value(name), made.value(name));
    }
  }
});

test('METHOD stands in the calendar before its event, and is what the mail is told (3, 4, 5)', () => {
  for (const method of methods) {
    const part = calendarRequest(appointment(), { method, to: jongere }, options);
    assert.equal(part.method, method);
    assert.ok(part.text.indexOf(`\r\nMETHOD:${method}\r\n`) < part.text.indexOf('BEGIN:VEVENT'));
    assert.equal(part.text.split('METHOD:').length, 2);
    assert.equal(read(part.text).event.getFirstPropertyValue('method'), null);
  }
});

test('one UID for everybody and wherever the site is (8, 12)', () => {
  const elsewhere = { ...options, publicUrl: 'https://elders.test' };
  const texts = [
    calendarRequest(appointment(), { method: 'REQUEST', to: jongere }, options),
    calendarRequest(appointment(), { method: 'REQUEST', to: staff }, elsewhere),
    calendarRequest(appointment(), { method: 'CANCEL', to: staff }, options),
  ];
  for (const { text } of texts)
    assert.equal(read(text).value('uid'), '7f0f5c8e-4c7e-4c39-8a51-0f6f4a1f2a11@doorstart');
});

test('who gets the mail is its one attendee, and nobody waits for their answer (19)', () => {
  for (const to of [jongere, staff]) {
    const { event } = read(calendarRequest(appointment(), { method: 'REQUEST', to }, options).text);
    const attendees = event.getAllProperties('attendee');
    assert.equal(attendees.length, 1);
    assert.equal(String(attendees[0]?.getFirstValue()).toLowerCase(), `mailto:${to.email}`);
    assert.equal(attendees[0]?.getFirstParameter('rsvp'), 'FALSE');
  }
});

test('what a casemanager gets names no jongere, unless they want that, and never what it is about (19)', () => {
  const visit = appointment({ modality: 'huisbezoek', visitAddress: 'Laan 1, Den Haag' });
  const discreet = calendarRequest(visit, { method: 'REQUEST', to: staff }, options).text;
  const unfolded = discreet.replaceAll('\r\n ', '');
  for (const secret of [/samira/i, /612345678/, /ouders/, /schuld/i, /Laan 1/, /K7M/, new RegExp(token)])
    assert.doesNotMatch(unfolded, secret);
  const named = read(
    calendarRequest(visit, { method: 'REQUEST', to: { ...staff, names: true } }, options).text,
  );
  assert.deepEqual(
    [named.value('summary'), named.value('location')],
    ['Afspraak met Samira', 'Laan 1, Den Haag'],
  );
  assert.doesNotMatch(String(named.event), /mailto:samira/i);
});

test('an entry leads to the afspraak and to nothing that does something (36)', () => {
  const text = calendarRequest(appointment(), { method: 'REQUEST', to: staff }, options).text;
  const links = text.replaceAll('\r\n ', '').match(/https:[^\r\n]+/g) ?? [];
  assert.ok(links.length > 0);
  for (const link of links)
    assert.equal(
      link,
      'https://doorstart.test:8443/medewerker/afspraken/7f0f5c8e-4c7e-4c39-8a51-0f6f4a1f2a11',
    );
});

test('times are in UTC and never floating (13, 15, 17)', () => {
  const { text } = calendarRequest(appointment(), { method: 'REQUEST', to: staff }, options);
  for (const name of ['DTSTART', 'DTEND', 'DTSTAMP', 'LAST-MODIFIED'])
    assert.match(text, new RegExp(`\r\n${name}:\\d{8}T\\d{6}Z\r\n`));
});

test('one version of an afspraak makes one text, whenever it is written', () => {
  const write = () => calendarRequest(appointment(), { method: 'REQUEST', to: jongere }, options).text;
  assert.equal(write(), write());
});

test('an older part that comes late changes nothing (10)', () => {
  const calendar = emptyCalendar();
  const at = (sequence: number, start: string) =>
    calendarRequest(
      appointment({ sequence, start: Date.parse(start), end: Date.parse(start) + 2_700_000 }),
      { method: 'REQUEST', to: jongere },
      options,
    ).text;
  const [first, second] = [at(0, '2026-11-23T09:00:00+01:00'), at(1, '2026-11-24T09:00:00+01:00')];
  for (const text of [first, second, first]) calendar.apply(text);
  assert.deepEqual(
    [...calendar.entries().values()].map(({ start }) => start),
    [Date.parse('2026-11-24T09:00:00+01:00')],
  );
});

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom('\n', '\r\n', ',', ';', ':', '"', '\\', '\\n', '\u0000', '\u{1F3E2}', '\ud83c', '\t'),
    fc.constantFrom(
      'END:VEVENT',
      '\r\nATTENDEE:mailto:a@b',
      ' '.repeat(80),
      'é'.repeat(40),
      'ë漢'.repeat(30),
    ),
    anyText(30),
  ),
  { maxLength: 8 },
);

test('whatever somebody is called or lives, it comes back as it was, in lines of 75 bytes (17)', () => {
  const kept = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  fc.assert(
    fc.property(nasty, nasty, fc.constantFrom(...methods), (who, where, method) => {
      const [name, visitAddress] = [who.join(''), where.join('')];
      const visit = appointment({ name, visitAddress, modality: 'huisbezoek', location: location('x') });
      const { text } = calendarRequest(visit, { method, to: { ...staff, names: true } }, options);
      assert.ok(text.isWellFormed());
      for (const line of text.slice(0, -2).split('\r\n')) {
        assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.doesNotMatch(line, /[^\P{Cc}]/u);
      }
      const { event, value } = read(text);
      assert.equal(event.getAllProperties('attendee').length, 1);
      assert.equal(kept(String(value('summary'))), kept(`Afspraak met ${name.toWellFormed()}`));
      assert.equal(kept(String(value('location') ?? '')), kept(visitAddress.toWellFormed()));
    }),
    { numRuns: 300 },
  );
});
