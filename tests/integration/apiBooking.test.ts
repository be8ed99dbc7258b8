import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ApiAnswer, monday, publicUrl, somebody, startApi, type TestApi } from '../support/apiServer.ts';
import { makeTopic } from '../support/factories.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

/** Free times in the working days that no other test here touches. */
let next = Date.parse('2026-11-30T09:00:00+01:00');
function freeTime() {
  const start = new Date(next + 3_600_000).toISOString().replace('.000Z', '+01:00');
  next += start.includes('T16') ? 17 * 3_600_000 : 3_600_000;
  return { ...monday, start };
}
const wish = () => ({ topic: 'school', ...freeTime() });
const hold = (json: unknown = wish()) => api.call('/holds', { json });
const book = (json: unknown, headers: Record<string, string> = {}) =>
  api.call('/appointments', { json, headers });
const fieldsOf = ({ errors }: { errors: { field: string }[] }) => errors.map(({ field }) => field).sort();
const starts = ({ body }: ApiAnswer) => body.alternatives.map(({ start }: { start: string }) => start);

test('a hold keeps the time for ten minutes', async () => {
  const wanted = wish();
  const { status, body } = await hold(wanted);
  assert.equal(status, 201);
  assert.match(body.hold, /^[\w-]{32}$/);
  assert.equal(body.expiresAt, '2026-11-20T10:10:00+01:00');
  assert.equal(body.slot.start, wanted.start);
  assert.equal(body.slot.location, 'centrum');
  assert.equal(body.slot.modality, 'op-locatie');
});

test('a taken time is 409 with the nearest free ones', async () => {
  const wanted = wish();
  await hold(wanted);
  const taken = await hold(wanted);
  assert.equal(taken.status, 409);
  assert.equal(taken.body.type, 'urn:doorstart:problem:taken');
  assert.match(taken.body.detail, /Kies een andere tijd/);
  assert.equal(taken.body.alternatives.length, 5);
  assert.ok(!starts(taken).includes(wanted.start));
  assert.deepEqual(Object.keys(taken.body.alternatives[0]).sort(), [
    'available',
    'end',
    'location',
    'modality',
    'start',
  ]);
  const again = await book({ ...wanted, ...somebody() });
  assert.equal(again.status, 409);
  assert.equal(again.body.alternatives.length, 5);
});

test('times that are not offered are 409 and say why', async () => {
  const reasons: [string, RegExp][] = [
    ['2026-11-20T09:00:00+01:00', /voorbij/],
    ['2026-11-20T11:00:00+01:00', /te snel/],
    ['2027-03-01T09:00:00+01:00', /Zo ver vooruit/],
    ['2026-11-23T09:07:00+01:00', /begint geen afspraak/],
    ['2026-11-22T09:00:00+01:00', /kun je niet kiezen/],
    ['2026-11-23T03:00:00+01:00', /kun je niet kiezen/],
    ['2026-12-25T09:00:00+01:00', /dicht/],
    ['9999-12-31T23:59:59-23:59', /Zo ver vooruit/],
  ];
  for (const [start, words] of reasons) {
    const { status, body } = await hold({ topic: 'school', ...monday, start });
    assert.equal(status, 409, start);
    assert.match(body.detail, words);
    assert.ok(body.alternatives.length > 0);
  }
});

test('a hold that is let go gives 204, again too, and an unknown one 404', async () => {
  const { body } = await hold();
  const first = await api.call(`/holds/${body.hold}`, { method: 'DELETE' });
  assert.equal(first.status, 204);
  assert.equal(first.text, '');
  assert.equal(first.headers.get('api-version'), '1.6.0');
  assert.equal((await api.call(`/holds/${body.hold}`, { method: 'DELETE' })).status, 204);
  assert.equal((await api.call(`/holds/${'x'.repeat(32)}`, { method: 'DELETE' })).status, 404);
});

test('an afspraak of a hold tells all that its maker needs', async () => {
  const wanted = wish();
  const held = await hold(wanted);
  const order = { topic: 'school', hold: held.body.hold, ...somebody() };
  const { status, headers, body } = await book(order);
  assert.equal(status, 201);
  assert.match(body.reference, /^[2-9A-Z]{3}-[2-9A-Z]{3}$/);
  assert.equal(body.start, wanted.start);
  assert.equal(body.location, 'centrum');
  assert.equal(body.modality, 'op-locatie');
  assert.equal(body.casemanager, 'Noor');
  assert.equal(body.manageUrl, `${publicUrl}/mijn-afspraak/${body.token}`);
  assert.equal(body.calendarUrl, `${publicUrl}/api/v1/appointments/${body.token}/calendar.ics`);
  assert.equal(headers.get('location'), `${publicUrl}/api/v1/appointments/${body.token}`);
});

test('a hold that is booked twice is the same afspraak for the same details, and 409 for others', async () => {
  const held = await hold(wish());
  const order = { topic: 'school', hold: held.body.hold, ...somebody() };
  const first = await book(order);
  const repeat = await book({ ...order, name: ` ${order.name} ` });
  assert.deepEqual([repeat.status, repeat.body], [201, first.body]);
  for (const other of [
    { name: 'Iemand Anders' },
    { contact: { email: 'anders@example.com' } },
    { ageGroup: 'tot-18' },
    { note: 'Mag mijn zus mee?' },
  ]) {
    const { status, body } = await book({ ...order, ...other });
    assert.equal(status, 409, JSON.stringify(other));
    assert.equal(body.type, 'urn:doorstart:problem:booked-otherwise');
    assert.match(body.detail, /met andere gegevens\. Die afspraak staat nog\./);
    assert.doesNotMatch(JSON.stringify(body), new RegExp(first.body.token));
  }
  const { body } = await api.call(`/appointments/${first.body.token}`);
  assert.equal(body.reference, first.body.reference);
});

test('the private link and the calendar are in the language of the afspraak, not of the request', async () => {
  const english = await book({ ...wish(), ...somebody(), language: 'en' });
  assert.equal(english.body.manageUrl, `${publicUrl}/en/mijn-afspraak/${english.body.token}`);
  const calendar = await api.call(`/appointments/${english.body.token}/calendar.ics`);
  assert.match(calendar.text, /SUMMARY:Appointment with the municipality/);
  const dutch = await book({ ...wish(), ...somebody(), language: 'nl' }, { 'accept-language': 'en' });
  assert.equal(dutch.body.manageUrl, `${publicUrl}/mijn-afspraak/${dutch.body.token}`);
  const unsaid = await book({ ...wish(), ...somebody() }, { 'accept-language': 'en' });
  assert.equal(unsaid.body.manageUrl, `${publicUrl}/en/mijn-afspraak/${unsaid.body.token}`);
});

test('a hold that is over is 410, one nobody gave out 404, of another topic 400', async () => {
  const other = await makeTopic(api.database.db);
  api.services.bus.say({ roster: true });
  const held = await hold();
  const wrongTopic = await book({ topic: other, hold: held.body.hold, ...somebody() });
  assert.equal(wrongTopic.status, 400);
  assert.equal(wrongTopic.body.errors[0].field, 'topic');
  api.clock.advance(10 * 60_000);
  const over = await book({ topic: 'school', hold: held.body.hold, ...somebody() });
  assert.equal(over.status, 410);
  assert.match(over.body.detail, /Kies opnieuw een tijd/);
  assert.equal((await book({ topic: 'school', hold: 'x'.repeat(32), ...somebody() })).status, 404);
  assert.equal((await book({ topic: 'school', hold: 'a\u0000b', ...somebody() })).status, 404);
});

test('the same key with the same body gives the same afspraak, with another body 409', async () => {
  const order = { ...wish(), ...somebody() };
  const headers = { 'idempotency-key': 'een sleutel' };
  const first = await book(order, headers);
  const second = await book(order, headers);
  assert.equal(first.status, 201);
  assert.equal(second.status, 201);
  assert.deepEqual(second.body, first.body);
  const other = await book({ ...order, name: 'Robin' }, headers);
  assert.equal(other.status, 409);
  assert.equal(other.body.type, 'urn:doorstart:problem:key-reused');
});

test('a key is 1 to 255 printable characters', async () => {
  for (const key of ['', 'x'.repeat(256), 'caf\u00e9']) {
    const { status, body } = await book({ ...wish(), ...somebody() }, { 'idempotency-key': key });
    assert.equal(status, 400);
    assert.equal(body.errors[0].field, 'Idempotency-Key');
  }
  assert.equal(
    (await book({ ...wish(), ...somebody() }, { 'idempotency-key': 'x'.repeat(255) })).status,
    201,
  );
});

const badPeople: [string, object, string][] = [
  ['no name', { name: undefined }, 'name'],
  ['a name of spaces', { name: '   ' }, 'name'],
  ['a name of 81 characters', { name: '\u{1F469}'.repeat(81) }, 'name'],
  ['a name with a NUL', { name: 'Sam\u0000' }, 'name'],
  ['a name with half a surrogate pair', { name: 'Sam\ud800' }, 'name'],
  ['a name with an escape', { name: 'Sam\u001b[2J' }, 'name'],
  ['a note of 501 characters', { note: 'x'.repeat(501) }, 'note'],
  ['a note with a NUL', { note: 'hoi\u0000' }, 'note'],
  ['a referral with half a surrogate pair', { referral: '\udc00' }, 'referral'],
  ['an unknown age', { ageGroup: '27' }, 'ageGroup'],
  ['no contact', { contact: {} }, 'contact'],
  ['contact that is no object', { contact: 'sam@example.com' }, 'contact'],
  ['an e-mail address without a place', { contact: { email: 'sam' } }, 'contact.email'],
  ['a phone number that is none', { contact: { phone: '12' } }, 'contact.phone'],
  ['a language that we do not speak', { language: 'fr' }, 'language'],
  ['a start without an offset', { start: '2026-11-23T09:00:00' }, 'start'],
  ['a start on a day that does not exist', { start: '2026-02-30T09:00:00+01:00' }, 'start'],
  ['an unknown topic', { topic: 'school\u0000' }, 'topic'],
  ['an unknown location', { location: 'mars' }, 'location'],
  ['no location where one is needed', { location: undefined }, 'location'],
  ['a hold and a start', { hold: 'x'.repeat(32) }, 'hold'],
  ['a call without a number', { modality: 'telefoon' }, 'contact.phone'],
];
for (const [what, change, field] of badPeople) {
  test(`${what} is 400 at ${field}`, async () => {
    const { status, body } = await book({ topic: 'school', ...monday, ...somebody(), ...change });
    assert.equal(status, 400);
    const found = body.errors.find((error: { field: string }) => error.field === field);
    assert.ok(found, JSON.stringify(body.errors));
    assert.match(found.message, /^[A-Z].*\.$/);
  });
}

test('all that is wrong is told at once: in fields, between them, by the roster, and in the header', async () => {
  const headers = { 'idempotency-key': '' };
  const contact = { phone: '0000' };
  const unknown = { topic: 'zingen', location: 'mars', casemanager: 'noor' };
  const { status, body } = await book({ ...unknown, name: ' ', ageGroup: '27', contact }, headers);
  assert.equal(status, 400);
  assert.deepEqual(fieldsOf(body), [
    'Idempotency-Key',
    'ageGroup',
    'casemanager',
    'contact.phone',
    'location',
    'modality',
    'name',
    'start',
    'topic',
  ]);
  // What ends the reading of one field does not end that of the others.
  const note = 'x'.repeat(10_000);
  const long = await book({ topic: 'school', name: note, note, ageGroup: '18-22', contact: { email: ' ' } });
  assert.deepEqual(fieldsOf(long.body), ['contact.email', 'modality', 'name', 'note', 'start']);
  const withoutPlace = await hold({ topic: 'zingen', start: 'morgen', modality: 'op-locatie' });
  assert.deepEqual(fieldsOf(withoutPlace.body), ['location', 'start', 'topic']);
  const call = { topic: 'school', start: 'x', modality: 'telefoon', reachBy: 'bellen' };
  const noNumber = await book({ ...call, ...somebody(), contact: { email: 'sam@example.com' } });
  assert.deepEqual(fieldsOf(noNumber.body), ['contact.phone', 'reachBy', 'start']);
});

test('names in any script, of one to eighty characters, come back as they were typed', async () => {
  for (const name of [
    'Ж',
    '\u0645\u0631\u064a\u0645',
    'Nguyễn Thị',
    "O'Brien-de Vries",
    '\u{20000}'.repeat(80),
  ]) {
    const { status, body } = await book({ ...wish(), ...somebody(), name });
    assert.equal(status, 201);
    assert.equal(body.name, name.normalize('NFC'));
  }
});

test('messages are in English for who asks for it', async () => {
  const { body, headers } = await api.call('/appointments', {
    json: { topic: 'school', ...monday, ...somebody(), name: '' },
    headers: { 'accept-language': 'en' },
  });
  assert.deepEqual(body.errors, [{ field: 'name', message: 'Enter your first name.' }]);
  assert.equal(headers.get('content-language'), 'en');
});

test('nothing half-written is left by all that was refused', async () => {
  const [row] = await api.database.sql`
    select count(*)::int as odd from appointments where status = 'booked' and (name is null or reference is null)`;
  assert.equal(row?.odd, 0);
});
