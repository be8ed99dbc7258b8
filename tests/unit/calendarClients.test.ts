import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Appointment } from '#server/booking/types.ts';
import { calendarFile } from '#server/calendar/calendarFile.ts';
import { calendarRequest, type MailMethod } from '#server/calendar/calendarRequest.ts';
import { feedFile } from '#server/calendar/feedFile.ts';
import { appointment, location } from '../support/anAppointment.ts';
import { openCalcurse, openKhal } from '../support/calendarClients.ts';

// What we write, read by two calendars of others (from the packages of the system): over a change of the clock, with signs of
// more than one byte, moved and cancelled.

const home = mkdtempSync(join(tmpdir(), 'doorstart-calendars-'));
after(() => rmSync(home, { recursive: true, force: true }));
const khal = openKhal(home);
const calcurse = openCalcurse(home);

const options = {
  municipality: 'Den Haag',
  email: 'leerlingzaken@denhaag.nl',
  publicUrl: 'https://doorstart.test',
};
const token = 'q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo';
const period = ['2026-11-01', '2027-12-01'] as const;
const at = (start: string) => ({ start: Date.parse(start), end: Date.parse(start) + 45 * 60_000 });

test('a mail, moved over the change of the clock and then cancelled, is one entry in khal all the time', async () => {
  const steps: [MailMethod, Partial<Appointment>, string][] = [
    [
      'REQUEST',
      {},
      '2026-11-23 09:00|2026-11-23 09:45|Afspraak bij de gemeente|Żółwia 1, 2500 AA Den Haag|CONFIRMED',
    ],
    [
      'REQUEST',
      { sequence: 1, ...at('2027-03-30T09:00:00+02:00') },
      '2027-03-30 09:00|2027-03-30 09:45|Afspraak bij de gemeente|Żółwia 1, 2500 AA Den Haag|CONFIRMED',
    ],
    [
      'REQUEST',
      { sequence: 2, ...at('2027-03-26T09:00:00+01:00'), modality: 'telefoon' },
      '2027-03-26 09:00|2027-03-26 09:45|Afspraak bij de gemeente|Je wordt gebeld|CONFIRMED',
    ],
    [
      'CANCEL',
      { sequence: 3, ...at('2027-03-26T09:00:00+01:00'), modality: 'telefoon', status: 'cancelled' },
      '2027-03-26 09:00|2027-03-26 09:45|Afspraak bij de gemeente|Je wordt gebeld|CANCELLED',
    ],
  ];
  const to = { kind: 'jongere', email: 'samira@example.com', token } as const;
  for (const [method, change, wanted] of steps) {
    const now = appointment({ location: location('Żółwia 1, 2500 AA Den Haag'), ...change });
    await khal.take(calendarRequest(now, { method, to }, options).text);
    assert.deepEqual(await khal.shows(...period), [wanted]);
  }
});

test('a file and a feed say the same in both', async () => {
  const winter = appointment({ id: 'a', ...at('2026-12-01T09:00:00+01:00') });
  const summer = appointment({ id: 'b', ...at('2027-07-01T09:00:00+02:00') });
  await calcurse.take(calendarFile(winter, options));
  assert.deepEqual(await calcurse.shows(...period), [
    '2026-12-01 09:00|2026-12-01 09:45|Afspraak bij de gemeente',
  ]);
  const feed = feedFile(
    [summer, appointment({ id: 'c', ...at('2027-07-02T09:00:00+02:00') })],
    { names: true },
    options,
  );
  await calcurse.take(feed);
  await khal.take(feed);
  const times = ['2027-07-01 09:00|2027-07-01 09:45', '2027-07-02 09:00|2027-07-02 09:45'];
  assert.deepEqual(
    (await calcurse.shows(...period)).slice(1),
    times.map((time) => `${time}|Afspraak met Samira`),
  );
  assert.deepEqual(
    (await khal.shows(...period)).slice(1),
    times.map((time) => `${time}|Afspraak met Samira|Voorbeeldplein 1, 2500 AA Den Haag|CONFIRMED`),
  );
});
