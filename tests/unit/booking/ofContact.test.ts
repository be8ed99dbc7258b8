import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tooManyOpen } from '#server/booking/openAppointments.ts';
import { sameTimeAmong } from '#server/booking/sameTime.ts';
import type { Topic } from '#server/roster/types.ts';

const both = { nl: '', en: '' };
const topic: Topic = {
  id: 'school',
  label: both,
  hint: both,
  bring: both,
  durationMinutes: 30,
  gridMinutes: 15,
  bufferBeforeMinutes: 5,
  bufferAfterMinutes: 10,
  bookableBy: 'everybody',
  messages: 'full',
  active: true,
};

const at = (time: string) => Date.parse(`2026-11-23T${time}:00+01:00`);
const half = (time: string) => ({ id: time, start: at(time), end: at(time) + 30 * 60_000 });

test('an afspraak that touches another is at another time, one that overlaps it is not', () => {
  const booked = [half('10:00'), half('11:00')];
  const wish = (time: string) => ({ topic, start: at(time) });
  assert.equal(sameTimeAmong(booked, wish('09:30')), null);
  assert.equal(sameTimeAmong(booked, wish('10:30')), null);
  const first = { ok: false, error: 'same-time', start: at('10:00'), end: at('10:30') };
  assert.deepEqual(sameTimeAmong(booked, wish('10:15')), first);
  assert.deepEqual(sameTimeAmong(booked, wish('09:45')), first);
});

test('only afspraken still to begin count, and there is room again when the first of them is over', () => {
  const booked = [half('09:00'), half('10:00'), half('11:00')];
  assert.equal(tooManyOpen(booked, { now: at('09:00'), most: 3 }), null);
  assert.deepEqual(tooManyOpen(booked, { now: at('08:59'), most: 3 }), {
    ok: false,
    error: 'too-many',
    what: 'open',
    retryAfterSeconds: 31 * 60,
  });
});
