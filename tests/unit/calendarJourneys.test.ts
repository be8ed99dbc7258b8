import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Appointment } from '#server/booking/types.ts';
import { calendarRequest, type MailMethod, type MailReceiver } from '#server/calendar/calendarRequest.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { feedFile } from '#server/calendar/feedFile.ts';
import { appointment } from '../support/anAppointment.ts';
import { anyText } from '../support/anyText.ts';
import { emptyCalendar } from '../support/emptyCalendar.ts';

// Whatever becomes of an afspraak, calendars that take over what they are sent stand as we do.

const options = {
  municipality: 'Den Haag',
  email: 'leerlingzaken@denhaag.nl',
  publicUrl: 'https://doorstart.test',
};
const minute = 60_000;

/** Minutes of two years, and each minute around both changes of the clock. */
const instant = fc
  .oneof(
    fc.integer({
      min: Date.parse('2026-01-01T00:00Z') / minute,
      max: Date.parse('2027-12-31T00:00Z') / minute,
    }),
    ...['2026-10-24T23:00Z', '2026-03-28T23:00Z', '2027-10-30T23:00Z'].map((from) =>
      fc.integer({ min: Date.parse(from) / minute, max: Date.parse(from) / minute + 240 }),
    ),
  )
  .map((minutes) => minutes * minute);

const whose = ['noor', 'samira'] as const;
type Who = (typeof whose)[number];
type Change =
  | { does: 'move'; start: number }
  | { does: 'hand-over' | 'renew' | 'cancel' | 'restore' }
  | { does: 'repeat'; part: number };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ does: fc.constant('move' as const), start: instant }),
  fc.record({
    does: fc.constantFrom('hand-over' as const, 'renew' as const, 'cancel' as const, 'restore' as const),
  }),
  // A mail that comes once more, or only now.
  fc.record({ does: fc.constant('repeat' as const), part: fc.nat() }),
);

test('in whatever order an afspraak is moved, handed over, renewed, cancelled and mailed twice (1, 8, 9, 10, 20)', () => {
  fc.assert(
    fc.property(instant, fc.array(change, { maxLength: 12 }), (first, changes) => {
      const calendars = { jongere: emptyCalendar(), noor: emptyCalendar(), samira: emptyCalendar() };
      const sent: { to: keyof typeof calendars; text: string }[] = [];
      let of: Who = 'noor';
      let generation = 1;
      let now: Appointment = appointment({ start: first, end: first + 30 * minute });

      const send = (to: keyof typeof calendars, method: MailMethod) => {
        const receiver: MailReceiver =
          to === 'jongere'
            ? { kind: 'jongere', email: 'sam@example.com', token: `link-${generation}` }
            : { kind: 'staff', email: `${to}@example.nl`, names: false };
        const { text } = calendarRequest(now, { method, to: receiver }, options);
        sent.push({ to, text });
        calendars[to].apply(text);
      };
      const tell = () => {
        const method = now.status === 'booked' ? 'REQUEST' : 'CANCEL';
        send('jongere', method);
        send(of, method);
      };
      const becomes = (values: Partial<Appointment>) => {
        now = { ...now, ...values, sequence: now.sequence + 1, revisedAt: now.revisedAt + 1000 };
      };

      tell();
      for (const one of changes) {
        if (one.does === 'repeat') {
          const again = sent[one.part % sent.length];
          if (again) calendars[again.to].apply(again.text);
          continue;
        }
        if (one.does === 'restore') {
          if (now.status === 'booked') continue;
          becomes({ status: 'booked' });
        } else if (now.status === 'cancelled') continue;
        if (one.does === 'move') becomes({ start: one.start, end: one.start + 30 * minute });
        if (one.does === 'cancel') becomes({ status: 'cancelled' });
        if (one.does === 'renew') {
          generation += 1;
          becomes({});
        }
        if (one.does === 'hand-over') {
          becomes({});
          send(of, 'CANCEL');
          of = of === 'noor' ? 'samira' : 'noor';
        }
        tell();
      }

      for (const who of ['jongere', ...whose] as const) {
        const stands = now.status === 'booked' && (who === 'jongere' || who === of);
        const { start, end, sequence } = now;
        const entries = [...calendars[who].entries()];
        assert.deepEqual(
          entries.map(([uid, entry]) => [uid, entry.start, entry.end, entry.sequence]),
          stands ? [[uidOf(now.id), start, end, sequence]] : [],
          who,
        );
        if (stands && who === 'jongere')
          assert.ok(entries[0]?.[1].description.endsWith(`/link-${generation}`), 'the link of now');
      }
    }),
    { numRuns: 400 },
  );
});

test('whatever stands in a feed and whenever, it comes back as it was (13, 15, 17)', () => {
  const row = fc.record({
    id: fc.uuid(),
    start: instant,
    minutes: fc.integer({ min: 1, max: 180 }),
    name: anyText(40),
    cancelled: fc.boolean(),
    sequence: fc.nat(1000),
  });
  fc.assert(
    fc.property(fc.uniqueArray(row, { maxLength: 8, selector: ({ id }) => id }), (rows) => {
      const all = rows.map(({ minutes, cancelled, ...one }) =>
        appointment({
          ...one,
          end: one.start + minutes * minute,
          status: cancelled ? 'cancelled' : 'booked',
        }),
      );
      const text = feedFile(all, { names: true }, options);
      for (const line of text.slice(0, -2).split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
      const calendar = emptyCalendar();
      calendar.subscribe(text);
      const kept = (words: string) => words.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
      assert.deepEqual(
        [...calendar.entries()].map(([uid, { start, end, sequence, summary }]) => [
          uid,
          start,
          end,
          sequence,
          kept(summary),
        ]),
        all.flatMap(({ id, status, start, end, sequence, name }) =>
          status === 'booked'
            ? [[uidOf(id), start, end, sequence, kept(`Afspraak met ${(name ?? '').toWellFormed()}`)]]
            : [],
        ),
      );
    }),
    { numRuns: 300 },
  );
});
