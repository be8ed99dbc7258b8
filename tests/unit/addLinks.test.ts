import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addLinks } from '#server/calendar/addLinks.ts';
import { appointment, location } from '../support/anAppointment.ts';
import { anyText } from '../support/anyText.ts';

const read = (link: string) => Object.fromEntries(new URL(link).searchParams);

test('a calendar on the web gets title, times and place of an afspraak', () => {
  const { google, outlook } = addLinks(appointment());
  assert.deepEqual(read(google), {
    action: 'TEMPLATE',
    text: 'Afspraak bij de gemeente',
    dates: '20261123T080000Z/20261123T084500Z',
    location: 'Voorbeeldplein 1, 2500 AA Den Haag',
  });
  assert.deepEqual(read(outlook), {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: 'Afspraak bij de gemeente',
    startdt: '2026-11-23T08:00:00Z',
    enddt: '2026-11-23T08:45:00Z',
    location: 'Voorbeeldplein 1, 2500 AA Den Haag',
  });
  assert.equal(
    read(addLinks(appointment({ language: 'en' })).google).text,
    'Appointment with the municipality',
  );
});

test('somebody else gets no private link, no name, no home address and nothing of what it is about', () => {
  const visit = appointment({ modality: 'huisbezoek', visitAddress: 'Laan 1, Den Haag' });
  for (const link of Object.values(addLinks(visit)))
    for (const secret of [
      /mijn-afspraak/,
      /q4mTn0eW/,
      /samira/i,
      /laan/i,
      /ouders/,
      /schuld/i,
      /K7M/,
      /612345678/,
    ])
      assert.doesNotMatch(decodeURIComponent(link), secret);
});

test('whatever a place is called, it stays one parameter of the two sites', () => {
  fc.assert(
    fc.property(anyText(60), (address) => {
      const { google, outlook } = addLinks(appointment({ location: location(address) }));
      assert.equal(new URL(google).origin, 'https://calendar.google.com');
      assert.equal(new URL(outlook).origin, 'https://outlook.live.com');
      assert.deepEqual(Object.keys(read(google)), ['action', 'text', 'dates', 'location']);
      assert.equal(read(outlook).rru, 'addevent');
    }),
  );
});
