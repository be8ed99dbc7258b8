import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { answerTextReceipt } from '#server/api/textReceipts.ts';
import { book } from '#server/booking/book.ts';
import { move } from '#server/booking/move.ts';
import type { Services } from '#server/http/context.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { noteReceipt, noteSilence } from '#server/notifications/text/noteReceipt.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager } from '../support/factories.ts';
import { openNotifyServer, refusal, type TestNotifyServer } from '../support/notifyServer.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// Text messages from the outbox to what stands for NotifyNL, and what it says of them afterwards.

let ground: RaceGround;
let provider: TestNotifyServer;
let services: Services;
const sender = randomUUID();
const word = 'a word that only the provider and we know'.replaceAll(' ', '-');
const minute = 60_000;
const hour = 60 * minute;

before(async () => {
  ground = await raceGround(0);
  provider = await openNotifyServer();
  await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Daniëlle' });
});
after(async () => {
  await provider.close();
  await ground.close();
});
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history');
  for (const list of [provider.taken, provider.asked, provider.logged]) list.length = 0;
  provider.makes(null);
  provider.isLater(0);
  by(provider.way({ sender, receiptToken: word }));
});

function by(texts: Services['texts']) {
  services = { ...ground.ctx, texts, sending: createSending(ground.clock) };
}
let numbers = 0;
function newPhone(): string {
  numbers += 1;
  return `+316123400${String(numbers).padStart(2, '0')}`;
}

async function booked(time = '10:00', phone = newPhone()) {
  const result = await book(ground.ctx, { ...request(time), contact: { phone } });
  assert.ok(result.ok, JSON.stringify(result));
  return { ...result.appointment, phone };
}

const rows = () =>
  ground.sql<
    {
      id: string;
      kind: string;
      state: string;
      reason: string | null;
      attempts: number;
      nextAt: number | null;
      providerId: string | null;
    }[]
  >`
    select id, kind, state, reason, attempts, extract(epoch from next_at)::float8 * 1000 as "nextAt", provider_id as "providerId"
    from outbox order by created_at, kind`;
async function onlyRow() {
  const [row, ...more] = await rows();
  assert.ok(row);
  assert.equal(more.length, 0);
  return row;
}
const brief = ({ state, reason }: { state: string; reason: string | null }) =>
  [state, reason].filter(Boolean).join(' ');

test('a text message goes once, signed, under our reference, and names neither casemanager nor topic', async () => {
  const { phone, token } = await booked();
  await sendDue(services);
  await sendDue(services);
  const [text, ...more] = provider.taken;
  assert.ok(text);
  assert.equal(more.length, 0);
  const row = await onlyRow();
  assert.deepEqual([text.to, text.reference, text.sender], [phone, row.id, sender]);
  assert.equal(
    text.body,
    `Je afspraak is op maandag 23 november om 10:00. Zien of veranderen: https://doorstart.test/mijn-afspraak/${token}`,
  );
  assert.deepEqual([row.state, row.providerId, row.nextAt], ['sending', text.id, null]);
});

test('what was taken before the line broke is asked for, not sent again', async () => {
  await booked();
  provider.makes('take and drop');
  await sendDue(services);
  const failed = await onlyRow();
  assert.equal(failed.state, 'temporary-failure');
  provider.makes(null);
  ground.clock.advance(2 * minute);
  await sendDue(services);
  const [text, ...more] = provider.taken;
  assert.equal(more.length, 0);
  assert.deepEqual([(await onlyRow()).state, (await onlyRow()).providerId], ['sending', text?.id]);
});

test('too many and broken servers make all wait; a number that is none ends it; no number stands in a log', async () => {
  const { phone } = await booked();
  provider.makes({
    status: 429,
    body: refusal('RateLimitError', 'Exceeded rate limit'),
    headers: { 'retry-after': '120' },
  });
  await sendDue(services);
  assert.equal(brief(await onlyRow()), 'temporary-failure away.http-429');
  assert.equal(services.sending.open().includes('text'), false);
  ground.clock.advance(110_000);
  assert.equal(services.sending.open().includes('text'), false);
  ground.clock.advance(11_000);
  assert.equal(services.sending.open().includes('text'), true);
  provider.makes({ status: 503, body: '<html>later</html>' });
  await sendDue(services);
  assert.equal(brief(await onlyRow()), 'temporary-failure away.http-503');
  ground.clock.advance(10 * minute);
  provider.makes({
    status: 400,
    body: refusal('ValidationError', `phone_number Not a valid number: ${phone}`),
  });
  await sendDue(services);
  assert.equal(brief(await onlyRow()), 'permanent-failure invalid-number');
  assert.doesNotMatch(provider.logged.join('\n'), new RegExp(phone.slice(4)));
});

test('a key that is refused, a clock that is wrong and a template that is not there are said in the log, and nothing is lost', async () => {
  await booked();
  provider.isLater(90);
  await sendDue(services);
  assert.equal(brief(await onlyRow()), 'temporary-failure away.not-allowed');
  assert.match(provider.logged.join('\n'), /"level":50.*NOTIFY_API_KEY.*clock/);
  provider.isLater(0);
  by(provider.way({ template: randomUUID() }));
  ground.clock.advance(2 * minute);
  await sendDue(services);
  assert.equal(brief(await onlyRow()), 'temporary-failure away.template');
  by(provider.way());
  ground.clock.advance(10 * minute);
  await sendDue(services);
  assert.deepEqual([provider.taken.length, provider.taken[0]?.sender], [1, undefined]);
});

const receipt = (
  status: 'delivered' | 'temporary-failure' | 'permanent-failure',
  text = provider.taken.at(-1),
) => {
  assert.ok(text);
  return noteReceipt(services, { id: text.id, reference: text.reference, status });
};

test('a phone that is off is tried twice more, after a minute and after ten; then it is given up', async () => {
  await booked();
  for (const [tries, wait] of [
    [1, 1],
    [2, 10],
  ] as const) {
    await sendDue(services);
    assert.equal(provider.taken.length, tries);
    const text = provider.taken.at(-1);
    if (text) text.status = 'temporary-failure';
    assert.equal(await receipt('temporary-failure'), 'noted');
    assert.equal(await receipt('temporary-failure'), 'unknown');
    const { state, nextAt } = await onlyRow();
    assert.equal(state, 'temporary-failure');
    const after = ((nextAt ?? 0) - ground.clock.now()) / minute;
    assert.ok(after >= 0.8 * wait && after <= 1.2 * wait, String(after));
    ground.clock.advance(1.2 * wait * minute);
  }
  await sendDue(services);
  assert.equal(await receipt('temporary-failure'), 'noted');
  assert.equal(brief(await onlyRow()), 'permanent-failure not-reached');
});

test('receipts that come twice, late, in another order or of something else leave what is known', async () => {
  await booked();
  await sendDue(services);
  const [first] = provider.taken;
  assert.ok(first);
  assert.equal(await receipt('temporary-failure', first), 'noted');
  // It came after all, before we tried again.
  assert.equal(await receipt('delivered', first), 'noted');
  assert.equal(await receipt('permanent-failure', first), 'unknown');
  assert.equal(await receipt('delivered', first), 'unknown');
  assert.equal(brief(await onlyRow()), 'delivered');
  const stranger = { id: randomUUID(), status: 'delivered' } as const;
  for (const reference of [randomUUID(), 'ours is a uuid', null])
    assert.equal(await noteReceipt(services, { ...stranger, reference }), 'unknown');
});

test('a failure that comes while our own note is being written is asked for once more; of a former try it says nothing', async () => {
  await booked();
  await sendDue(services);
  const { id } = await onlyRow();
  const next = new Date(ground.clock.now() + 5 * minute).toISOString();
  await ground.sql`update outbox set provider_id = null, next_at = ${next}`;
  assert.equal(await receipt('permanent-failure'), 'not-yet');
  const another = randomUUID();
  await ground.sql`update outbox set provider_id = ${another}, next_at = null`;
  assert.equal(await receipt('permanent-failure'), 'unknown');
  assert.equal(
    await noteReceipt(services, { id: another, reference: id, status: 'permanent-failure' }),
    'noted',
  );
  assert.equal(brief(await onlyRow()), 'permanent-failure not-reachable');
});

test('after three days without a receipt it says so, and a late one still counts', async () => {
  await booked();
  await sendDue(services);
  ground.clock.advance(71 * hour);
  await noteSilence(services);
  assert.equal(brief(await onlyRow()), 'sending');
  ground.clock.advance(2 * hour);
  await noteSilence(services);
  assert.equal(brief(await onlyRow()), 'sending no-receipt');
  assert.equal(await receipt('delivered'), 'noted');
  assert.equal(brief(await onlyRow()), 'delivered');
});

/** What is answered to a call with this word and body. */
async function answered(authorization: string | null, body: unknown, type = 'application/json') {
  const req = new IncomingMessage(new Socket());
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  req.headers = { 'content-type': type, 'content-length': String(bytes.length) };
  if (authorization !== null) req.headers.authorization = authorization;
  req.push(bytes);
  req.push(null);
  const answer = await answerTextReceipt(
    services,
    {
      addressOf: () => '192.0.2.1',
      origins: { publicUrl: () => '', isOwn: () => true },
    },
    req,
  );
  return answer.status;
}

test('a receipt needs the word of the provider, and its body is checked; an unknown one is taken', async () => {
  const known = { id: randomUUID(), reference: randomUUID(), status: 'delivered', to: '+31612345678' };
  assert.equal(await answered(null, known), 401);
  assert.equal(await answered(`Bearer ${word}x`, known), 401);
  assert.equal(await answered('Bearer ', known), 401);
  assert.equal(await answered(`Bearer ${word}`, known), 200);
  assert.equal(await answered(`Bearer ${word}`, { ...known, status: 'sent' }), 400);
  assert.equal(await answered(`Bearer ${word}`, '{'), 400);
  assert.equal(await answered(`Bearer ${word}`, known, 'text/plain'), 415);
  by(provider.way());
  assert.equal(await answered(`Bearer ${word}`, known), 401);
  by(null);
  assert.equal(await answered('Bearer ', known), 401);
});

test('what falls in the night goes at eight, as it stands then; mail is not held up', async () => {
  ground.clock.set('2026-11-20T22:30:00+01:00');
  const { token } = await booked('10:00');
  await sendDue(services);
  assert.equal(provider.taken.length, 0);
  assert.deepEqual(
    [(await onlyRow()).state, (await onlyRow()).nextAt],
    ['created', Date.parse('2026-11-21T08:00:00+01:00')],
  );
  await move(ground.ctx, token, { start: at('12:00') });
  await sendDue(services);
  ground.clock.set('2026-11-21T08:00:00+01:00');
  await sendDue(services);
  assert.equal(provider.taken.length, 1);
  assert.match(provider.taken[0]?.body ?? '', /12:00/);
});

test('one number gets three a day, over all its afspraken; the newest news goes, and the next day they go again', async () => {
  const phone = newPhone();
  const made = [];
  for (const time of ['10:00', '11:00', '12:00']) made.push(await booked(time, phone));
  await sendDue(services);
  assert.equal(provider.taken.length, 3);
  await move(ground.ctx, made[0]?.token ?? '', { start: at('13:00') });
  await sendDue(services);
  assert.equal(provider.taken.length, 3);
  assert.deepEqual(
    (await rows()).map(brief).filter((text) => text.startsWith('dropped')),
    ['dropped too-many-today'],
  );
  ground.clock.set('2026-11-20T23:00:00+01:00');
  for (const [one, time] of [
    [0, '14:00'],
    [1, '15:00'],
    [2, '16:00'],
    [2, '16:30'],
  ] as const) {
    ground.clock.advance(minute);
    await move(ground.ctx, made[one]?.token ?? '', { start: at(time) });
  }
  ground.clock.set('2026-11-21T08:00:00+01:00');
  await sendDue(services);
  assert.deepEqual(
    provider.taken
      .slice(3)
      .map(({ body }) => /om (\d\d:\d\d)/.exec(body)?.[1])
      .toSorted(),
    ['14:00', '15:00', '16:30'],
  );
});

test('no text message is made for a landline; a foreign one goes where the gemeente says', async () => {
  await booked('10:00', '+31703533000');
  assert.equal((await rows()).length, 0);
  await booked('11:00', '+32470123456');
  await booked('12:00', '+447400123456');
  await sendDue(services);
  assert.deepEqual((await rows()).map(brief).toSorted(), ['dropped foreign-number', 'sending']);
  assert.deepEqual(
    provider.taken.map(({ to }) => to),
    ['+32470123456'],
  );
});
