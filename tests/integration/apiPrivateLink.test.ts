import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import { wipe } from '#server/booking/wipe.ts';
import { monday, somebody, startApi, type TestApi } from '../support/apiServer.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

async function booked(start: string, change: object = {}) {
  const json = { topic: 'school', ...monday, start, ...somebody(), note: 'over mijn opleiding', ...change };
  const { status, body } = await api.call('/appointments', { json });
  assert.equal(status, 201);
  return { ...body, path: `/appointments/${body.token}` };
}

test('the token shows the afspraak as it is', async () => {
  const made = await booked('2026-11-23T09:00:00+01:00');
  const { status, headers, body } = await api.call(made.path);
  const { path, ...shown } = made;
  assert.equal(status, 200);
  assert.deepEqual(body, shown);
  assert.equal(body.status, 'booked');
  assert.equal(body.topic, 'school');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.ok(!JSON.stringify(body).includes('opleiding'));
});

test('an afspraak moves, and when the new time is taken the old one stands', async () => {
  const made = await booked('2026-11-23T11:00:00+01:00');
  const other = await booked('2026-11-23T13:00:00+01:00');
  const taken = await api.call(made.path, { method: 'PATCH', json: { start: other.start } });
  assert.equal(taken.status, 409);
  assert.ok(taken.body.alternatives.length > 0);
  assert.equal((await api.call(made.path)).body.start, made.start);

  const json = { start: '2026-11-24T10:15:00+01:00', modality: 'video' };
  const moved = await api.call(made.path, { method: 'PATCH', json });
  assert.equal(moved.status, 200);
  assert.equal(moved.body.start, json.start);
  assert.equal(moved.body.modality, 'video');
  assert.equal(moved.body.reference, made.reference);
  assert.equal((await api.call(made.path)).body.start, json.start);
});

test('a move to nothing, to a call without a number or to an unknown place is 400', async () => {
  const { path } = await booked('2026-11-24T12:00:00+01:00');
  const move = (json: unknown) => api.call(path, { method: 'PATCH', json });
  const start = '2026-11-24T14:00:00+01:00';
  assert.equal((await move({})).body.errors[0].field, 'start');
  assert.equal((await move({ start, modality: 'telefoon' })).body.errors[0].field, 'modality');
  assert.equal((await move({ start, location: 'mars' })).body.errors[0].field, 'location');
  assert.equal((await move([])).body.errors[0].field, 'body');
});

test('an afspraak is cancelled with or without a reason, and its time is free again', async () => {
  const first = await booked('2026-11-25T09:00:00+01:00');
  assert.equal((await api.call(first.path, { method: 'DELETE' })).status, 204);
  assert.equal((await api.call(first.path, { method: 'DELETE' })).status, 204);
  assert.equal((await api.call(first.path)).body.status, 'cancelled');
  const second = await booked('2026-11-25T09:00:00+01:00');
  const json = { reason: 'Ik ben ziek' };
  assert.equal((await api.call(second.path, { method: 'DELETE', json })).status, 204);
  const [row] = await api.database.sql`
    select cancel_reason as reason from appointments where reference = ${second.reference}`;
  assert.equal(row?.reason, 'Ik ben ziek');
  const moved = await api.call(second.path, {
    method: 'PATCH',
    json: { start: '2026-11-25T10:00:00+01:00' },
  });
  assert.equal(moved.status, 409);
  assert.equal(moved.body.type, 'urn:doorstart:problem:too-late');
});

test('a reason with a NUL is 400 and cancels nothing', async () => {
  const { path } = await booked('2026-11-25T11:00:00+01:00');
  const { status, body } = await api.call(path, { method: 'DELETE', json: { reason: 'a\u0000' } });
  assert.equal(status, 400);
  assert.equal(body.errors[0].field, 'reason');
  assert.equal((await api.call(path)).body.status, 'booked');
});

test('what is over cannot be cancelled', async () => {
  const { path } = await booked('2026-11-25T14:00:00+01:00');
  api.clock.set('2026-11-25T14:00:00+01:00');
  assert.equal((await api.call(path, { method: 'DELETE' })).status, 409);
  api.clock.set('2026-11-20T10:00:00+01:00');
});

test('unknown, foreign, malformed, old and wiped tokens get the very same answer', async () => {
  const old = await booked('2026-11-26T09:00:00+01:00');
  const wiped = await booked('2026-11-26T11:00:00+01:00');
  await api.call(wiped.path, { method: 'DELETE' });
  const actor = { kind: 'jongere', addressKey: '', networks: [''] } as const;
  assert.deepEqual(await wipe({ ...api.services, actor, language: 'nl' }, wiped.token), { ok: true });
  const held = await api.call('/holds', {
    json: { topic: 'school', ...monday, start: '2026-11-26T14:00:00+01:00' },
  });
  const ninetyDays = 90 * 24 * 3_600_000;
  api.clock.set('2026-11-26T09:30:00+01:00');
  assert.equal((await api.call(old.path)).status, 200);
  api.clock.advance(ninetyDays);

  const unknown = [
    'x'.repeat(32),
    'x',
    '%',
    '%00',
    '%ff',
    '%E0%A4',
    "'--",
    held.body.hold,
    old.token,
    wiped.token,
  ];
  const answers = new Set<string>();
  for (const token of unknown) {
    for (const [method, json] of [['GET'], ['PATCH', { start: monday.start }], ['DELETE']] as const) {
      const { status, text, headers } = await api.call(`/appointments/${token}`, { method, json });
      answers.add(`${status} ${headers.get('content-type')} ${text}`);
    }
    const { status, text, headers } = await api.call(`/appointments/${token}/calendar.ics`);
    answers.add(`${status} ${headers.get('content-type')} ${text}`);
  }
  assert.equal(answers.size, 1, [...answers].join('\n'));
  assert.match([...answers][0] ?? '', /^404 application\/problem\+json .*not-found/);
  api.clock.set('2026-11-20T10:00:00+01:00');
});

test('the calendar file follows a move and a cancellation', async () => {
  const made = await booked('2026-11-27T09:00:00+01:00');
  const read = async () => {
    const { status, headers, text } = await api.call(`${made.path}/calendar.ics`);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/calendar; charset=utf-8/);
    const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
    assert.ok(event);
    const start = new ICAL.Event(event).startDate.toJSDate().toISOString();
    const value = (name: string) => event.getFirstPropertyValue(name);
    return { uid: value('uid'), sequence: value('sequence'), status: value('status'), start };
  };
  const first = await read();
  assert.deepEqual(first, { ...first, sequence: 0, status: 'CONFIRMED', start: '2026-11-27T08:00:00.000Z' });
  assert.match(String(first.uid), /^[0-9a-f-]{36}@doorstart$/);
  await api.call(made.path, { method: 'PATCH', json: { start: '2026-11-27T10:00:00+01:00' } });
  assert.deepEqual(await read(), { ...first, sequence: 1, start: '2026-11-27T09:00:00.000Z' });
  await api.call(made.path, { method: 'DELETE' });
  assert.deepEqual(await read(), {
    ...first,
    sequence: 2,
    status: 'CANCELLED',
    start: '2026-11-27T09:00:00.000Z',
  });
});
