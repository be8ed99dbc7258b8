import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { firstTeam } from '#db/schema/index.ts';
import { wipe } from '#server/booking/wipe.ts';
import { bookOffered } from '#server/chat/bookOffered.ts';
import { findOfferTimes } from '#server/chat/findOfferTimes.ts';
import type { BookOfferedInput } from '#server/chat/schema.ts';
import type { BookedMessage, Message } from '#server/chat/types.ts';
import {
  aMessage,
  hangUp,
  type JongereEnd,
  jongere,
  type StaffEnd,
  staff,
  until,
} from '../support/chatListeners.ts';
import type { Talk } from '../support/chatServer.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx, teamOf } from '../support/factories.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat({ processes: 2 });
let talk: Talk;
beforeEach(async () => {
  await emptyTables(chat.sql, 'appointments', 'idempotency_keys');
  chat.services.bus.say({ agenda: [chat.noor.id] });
  talk = await chat.talk({ of: chat.noor });
});

const urlOf = (at: number) => chat.processes[at % 2]?.url ?? '';
const openEnds = async () =>
  [await jongere(chat.url, talk.token), await staff(urlOf(1), chat.noor.cookie)] as const;
const appointments = () =>
  chat.sql`select id, name, email, phone, referral, note, language, messages from appointments`;
const bookedOf = (messages: readonly Message[] = []) =>
  messages.filter((message): message is BookedMessage => message.kind === 'booked');

/** Noor offers times; answers the number of the offer. */
async function offerBy(noor: StaffEnd, values: object = {}): Promise<number> {
  const offer = { conversation: talk.id, clientId: randomUUID(), topic: 'school', ...values };
  const answer = await noor.ask().emitWithAck('offer', offer);
  assert.ok('ok' in answer, JSON.stringify(answer));
  return answer.ok.seq;
}
/** A time on the next Monday. */
const monday = (time: string) => Date.parse(`2026-11-23T${time}:00+01:00`);
let people = 0;
/** One of the offered times, for somebody new. */
function choice(offer: number, values: Partial<BookOfferedInput> = {}): BookOfferedInput {
  people += 1;
  return {
    clientId: randomUUID(),
    offer,
    start: '2026-11-23T09:00:00+01:00',
    modality: 'op-locatie',
    location: 'centrum',
    name: 'Sam',
    ageGroup: '18-22',
    contact: { email: `sam${people}@example.com` },
    ...values,
  };
}
const book = (end: JongereEnd, wish: BookOfferedInput) => end.ask().emitWithAck('book', wish);
async function replayed(end: JongereEnd): Promise<Message[]> {
  const answer = await end.ask().emitWithAck('replay', { after: 0 });
  assert.ok('ok' in answer);
  return answer.ok.messages;
}

test('an offer says what is offered; a topic or place that is not there cannot be', async () => {
  const [sam, noor] = await openEnds();
  await offerBy(noor);
  await offerBy(noor, { modality: 'video', location: 'centrum' });
  const wrong: [object, object][] = [
    [{ topic: 'oud' }, { field: 'topic', message: 'topic-unknown' }],
    [{ topic: 'nergens\u0000' }, { field: 'topic', message: 'topic-unknown' }],
    [{ location: 'nergens' }, { field: 'location', message: 'location-unknown' }],
    [{ modality: 'telepathie' }, { field: 'modality', message: 'modality-unknown' }],
    [{ times: [monday('09:00')] }, { field: 'modality', message: 'modality-unknown' }],
    [
      { times: [monday('09:00')], modality: 'op-locatie' },
      { field: 'location', message: 'location-required' },
    ],
    [
      { times: [], modality: 'video' },
      { field: 'times', message: 'start-invalid' },
    ],
    [
      { times: [1, 2, 3, 4, 5], modality: 'video' },
      { field: 'times', message: 'start-invalid' },
    ],
  ];
  for (const [values, field] of wrong) {
    const offer = { conversation: talk.id, clientId: randomUUID(), topic: 'school', ...values };
    const answer = await noor.ask().emitWithAck('offer', offer);
    assert.deepEqual(answer, { error: 'invalid', fields: [field] });
  }
  await until(() => sam.messages.length === 2, 'the offers');
  assert.deepEqual(
    sam.messages.map(({ seq, clientId: _, at: __, ...offer }) => ({ seq, ...offer })),
    [
      { seq: 1, kind: 'offer', name: 'Noor', topic: 'school', modality: null, location: null },
      { seq: 2, kind: 'offer', name: 'Noor', topic: 'school', modality: 'video', location: 'centrum' },
    ],
  );
});

test('who chooses one has an afspraak; the private link is for the jongere, its id for staff', async () => {
  const [sam, noor] = await openEnds();
  const tab = await jongere(urlOf(1), talk.token);
  const offer = await offerBy(noor);
  const wish = choice(offer, { messages: 'only-appointment' });
  assert.deepEqual(await book(sam, wish), { ok: { seq: 2, at: chat.clock.now() } });
  const heard = () => [tab.messages, noor.messages.get(talk.id)].map((all) => bookedOf(all).length);
  await until(() => heard().every((count) => count === 1), 'the confirmation');
  const [row] = await appointments();
  assert.deepEqual(
    [row?.name, row?.email, row?.referral, row?.note, row?.language, row?.messages],
    ['Sam', wish.contact.email, null, null, 'nl', 'only-appointment'],
  );
  const start = Date.parse(wish.start);
  const same = {
    seq: 2,
    clientId: wish.clientId,
    at: chat.clock.now(),
    kind: 'booked',
    offer,
    name: 'Noor',
    start,
    end: start + 30 * 60_000,
    modality: 'op-locatie',
    location: 'Centrum',
  };
  const [own] = bookedOf(tab.messages);
  const [theirs] = bookedOf(noor.messages.get(talk.id));
  assert.deepEqual(theirs, { ...same, appointmentId: row?.id, team: firstTeam });
  const path = own?.managePath ?? '';
  assert.deepEqual(own, { ...same, managePath: path });
  const token = /^\/mijn-afspraak\/([\w-]{32})$/.exec(path)?.[1] ?? assert.fail(path);
  const opened = await fetch(`${chat.url}/api/v1/appointments/${token}`);
  assert.equal(opened.status, 200);
  const found: unknown = await opened.json();
  assert.equal(Date.parse(String(Object(found).start)), start);
  assert.deepEqual(bookedOf(await replayed(sam)), [own]);
  const asStaff = await noor.ask().emitWithAck('open', { conversation: talk.id, after: 0 });
  assert.ok('ok' in asStaff && !JSON.stringify([asStaff, noor.inboxes]).includes(token));
  assert.deepEqual(bookedOf(asStaff.ok.messages), [theirs]);
});

test('staff is told of which team the afspraak is now, for another may not open it; the jongere is not', async () => {
  const [sam, noor] = await openEnds();
  await book(sam, choice(await offerBy(noor)));
  const stranger = await chat.join({ firstName: 'Vreemd', team: 'Een ander team' });
  await chat.sql`update appointments set casemanager_id = ${stranger.id}`;
  const opened = await noor.ask().emitWithAck('open', { conversation: talk.id, after: 0 });
  assert.equal('ok' in opened && bookedOf(opened.ok.messages)[0]?.team, teamOf('Een ander team')?.id);
  assert.ok(!JSON.stringify(await replayed(sam)).includes('team'));
});

test('a repeat with the same client id is the same afspraak, whatever else it says', async () => {
  const [sam, noor] = await openEnds();
  const offer = await offerBy(noor);
  const wish = choice(offer);
  const first = await book(sam, wish);
  const answers = await Promise.all(
    [wish, wish, { ...wish, name: 'Samira' }, wish].map((again) => book(sam, again)),
  );
  assert.deepEqual(answers, Array(4).fill(first));
  const later = { ...wish, start: '2026-11-24T09:00:00+01:00' };
  assert.deepEqual(await book(sam, later), first);
  assert.deepEqual(
    (await appointments()).map(({ name }) => name),
    ['Sam'],
  );
  assert.equal(bookedOf(await replayed(sam)).length, 1);
});

test('the same choice sent five times at once is one afspraak', async () => {
  const [sam, noor] = await openEnds();
  const wish = choice(await offerBy(noor));
  const answers = await Promise.all(Array.from({ length: 5 }, () => book(sam, wish)));
  assert.deepEqual(answers, Array(5).fill({ ok: { seq: 2, at: chat.clock.now() } }));
  assert.equal((await appointments()).length, 1);
});

test('tabs that choose from one offer at once make one afspraak, at different times or the same', async () => {
  for (const times of [['09:00', '10:00', '11:00', '13:00', '14:00', '15:00'], Array(6).fill('16:00')]) {
    const noor = await staff(chat.url, chat.noor.cookie);
    const tabs = await Promise.all(times.map((_, at) => jongere(urlOf(at), talk.token)));
    const offer = await offerBy(noor);
    const contact = { email: `tabs${offer}@example.com` };
    const answers = await Promise.all(
      tabs.map((tab, at) => book(tab, choice(offer, { start: `2026-11-23T${times[at]}:00+01:00`, contact }))),
    );
    const made = answers.filter((answer) => 'ok' in answer);
    assert.equal(made.length, 1, JSON.stringify(answers));
    for (const answer of answers) if ('error' in answer) assert.equal(answer.error, 'taken');
    const rows = await appointments();
    assert.equal(rows.filter(({ email }) => email === contact.email).length, 1);
    const [tab = assert.fail()] = tabs;
    assert.equal(bookedOf(await replayed(tab)).filter((message) => message.offer === offer).length, 1);
    hangUp();
  }
});

test('an afspraak that cannot be told of is not made', async () => {
  const [sam, noor] = await openEnds();
  const wish = choice(await offerBy(noor));
  await chat.sql`
    create function refuse_booked() returns trigger language plpgsql as $$
      begin raise exception 'no room'; end $$`;
  await chat.sql`
    create trigger refuse_booked before insert on chat_messages
    for each row when (new.kind = 'booked') execute function refuse_booked()`;
  try {
    await assert.rejects(bookOffered(jongereCtx(chat.services), talk.id, wish), /no room/);
    assert.equal((await appointments()).length, 0);
  } finally {
    await chat.sql`drop function refuse_booked cascade`;
  }
  const answer = await book(sam, wish);
  assert.ok('ok' in answer);
  assert.equal((await appointments()).length, 1);
  assert.equal(bookedOf(await replayed(sam)).length, 1);
});

test('a second time from an offer that was taken up is refused, and another offer makes another afspraak', async () => {
  const [sam, noor] = await openEnds();
  const offer = await offerBy(noor);
  assert.ok('ok' in (await book(sam, choice(offer))));
  const second = choice(offer, { start: '2026-11-24T09:00:00+01:00' });
  assert.deepEqual(await book(sam, second), { error: 'taken' });
  const another = { ...second, offer: await offerBy(noor) };
  assert.ok('ok' in (await book(sam, another)));
  assert.equal((await appointments()).length, 2);
});

test('a time that is gone is told as such, and one that is free afterwards can still be chosen', async () => {
  const [sam, noor] = await openEnds();
  const other = await chat.talk({ of: chat.noor });
  const offer = await offerBy(noor);
  const foreign = await offerBy(noor, { conversation: other.id });
  assert.ok('ok' in (await book(await jongere(chat.url, other.token), choice(foreign))));
  const wish = choice(offer);
  for (const start of [
    wish.start,
    '2026-11-20T09:00:00+01:00',
    '2026-11-22T09:00:00+01:00',
    '9999-12-31T23:59:59+00:00',
    '0000-01-01T00:00:00Z',
  ])
    assert.deepEqual(await book(sam, { ...wish, clientId: randomUUID(), start }), { error: 'taken' }, start);
  assert.ok(
    'ok' in (await book(sam, { ...wish, clientId: randomUUID(), start: '2026-11-23T09:30:00+01:00' })),
  );
});

test('what is wrong with who it is for is told at its field, and writes nothing', async () => {
  const [sam, noor] = await openEnds();
  const offer = await offerBy(noor);
  const wrong: [Partial<BookOfferedInput>, string, string][] = [
    [{ contact: {} }, 'contact', 'contact-required'],
    [{ contact: { phone: '12' } }, 'contact.phone', 'phone-invalid'],
    [{ contact: { phone: '0800 1234' } }, 'contact.phone', 'phone-not-personal'],
    [{ contact: { email: 'sam' } }, 'contact.email', 'email-invalid'],
    [{ modality: 'telefoon' }, 'contact.phone', 'phone-needed-for-call'],
    [{ reachBy: 'bellen' }, 'reachBy', 'reach-by-needs-phone'],
    [{ name: ' ' }, 'name', 'name-required'],
    [{ name: 'x'.repeat(81) }, 'name', 'name-too-long'],
    [{ name: 'a\u0000b' }, 'name', 'text-not-allowed'],
    [{ name: '\u200d\u00ad' }, 'name', 'name-required'],
    [{ location: 'nergens' }, 'location', 'location-unknown'],
    [{ location: undefined }, 'location', 'location-required'],
    [{ start: 'morgen' }, 'start', 'start-invalid'],
  ];
  for (const [values, field, message] of wrong) {
    const answer = await book(sam, choice(offer, values));
    assert.deepEqual(answer, { error: 'invalid', fields: [{ field, message }] });
  }
  assert.equal((await appointments()).length, 0);
  assert.equal((await replayed(sam)).length, 1);
});

test('what is no offer of this conversation cannot be booked', async () => {
  const [sam, noor] = await openEnds();
  const other = await chat.talk({ of: chat.noor });
  for (let count = 0; count < 3; count++) await offerBy(noor, { conversation: other.id });
  await sam.ask().emitWithAck('send', aMessage('Hoi'));
  for (const offer of [0, 1, 2, 2_000_000_000])
    assert.deepEqual(await book(sam, choice(offer)), { error: 'not-found' });
  assert.equal((await appointments()).length, 0);
});

test('who has as many afspraken as may be is told so, and from when one more may be', async () => {
  const [sam, noor] = await openEnds();
  const contact = { email: 'veel@example.com' };
  const answers = [];
  for (const hour of ['09', '10', '11', '12', '13', '14']) {
    const wish = choice(await offerBy(noor), { start: `2026-11-23T${hour}:00:00+01:00`, contact });
    answers.push(await book(sam, wish));
  }
  const refused = answers.find((answer) => 'error' in answer);
  assert.ok(refused && 'error' in refused && refused.error === 'too-many');
  const firstEnds = Date.parse('2026-11-23T09:30:00+01:00');
  assert.equal(refused.retryAfterMs, firstEnds - chat.clock.now());
});

test('who is filling in when the chat ends still gets the afspraak, and it stays over', async () => {
  const [sam, noor] = await openEnds();
  const offer = await offerBy(noor);
  await noor.ask().emitWithAck('end', { conversation: talk.id });
  assert.ok('ok' in (await book(sam, choice(offer))));
  const [row] = await chat.sql`select status from chat_conversations where id = ${talk.id}`;
  assert.equal(row?.status, 'closed');
});

test('once the afspraak is wiped nothing leads to it any more', async () => {
  const [sam, noor] = await openEnds();
  const wish = choice(await offerBy(noor));
  await book(sam, wish);
  const [booked] = bookedOf(await replayed(sam));
  const link = `${chat.url}/api/v1/appointments/${booked?.managePath?.split('/').at(-1)}`;
  assert.equal((await fetch(link, { method: 'DELETE' })).status, 204);
  const wiped = await wipe(jongereCtx(chat.services), link.split('/').at(-1) ?? '');
  assert.deepEqual(wiped, { ok: true });
  const [own] = bookedOf(await replayed(sam));
  assert.equal(own?.managePath, null);
  const opened = await noor.ask().emitWithAck('open', { conversation: talk.id, after: 0 });
  assert.equal('ok' in opened && bookedOf(opened.ok.messages)[0]?.appointmentId, null);
  // The tab that never had its answer asks once more.
  assert.ok('ok' in (await book(sam, wish)));
  assert.equal((await appointments()).length, 1);
});

test('a casemanager sees the own free times and those of the team, by the rules of a jongere, and nobody else’s', async () => {
  const early = (fromTime: string, untilTime: string) => [
    { locationId: chat.location, weekdays: [1], fromTime, untilTime },
  ];
  const daan = await makeCasemanager(chat.database.db, early('07:00', '08:00'), { firstName: 'Daan' });
  const others = { team: 'Een ander team' };
  const stranger = await makeCasemanager(chat.database.db, early('06:00', '07:00'), others);
  await chat.join();
  const ctx = staffCtx(chat.services, chat.noor.id);
  const ask = (values: { from?: string; topic?: string; location?: string } = {}) =>
    findOfferTimes(ctx, { topic: 'school', modality: 'op-locatie', location: 'centrum', ...values });
  const { days, more } = await ask();
  assert.deepEqual(
    days.map(({ date }) => date),
    ['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'],
  );
  assert.equal(more, '2026-11-27');
  assert.equal(
    days[0]?.times[0]?.start,
    Date.parse('2026-11-20T12:00:00+01:00'),
    'two hours from now at least',
  );
  assert.deepEqual(days[1]?.times[0], { start: monday('07:00'), isOwn: false });
  assert.deepEqual(
    days[1]?.times.find(({ isOwn }) => isOwn),
    { start: monday('09:00'), isOwn: true },
  );
  assert.equal((await ask({ from: more ?? assert.fail() })).days[0]?.date, '2026-11-27');
  const nothing = { days: [], more: null };
  assert.deepEqual(await ask({ topic: 'oud' }), nothing);
  assert.deepEqual(await ask({ location: 'nergens' }), nothing);
  await chat.sql`update staff set active = false where id in (${daan}, ${stranger})`;
  await chat.join();
});

test('times that were picked out are offered in order, and others can still be booked', async () => {
  const [sam, noor] = await openEnds();
  const picked = { modality: 'op-locatie', location: 'centrum' };
  const times = [monday('10:00'), monday('09:00'), monday('10:00')];
  const offer = await offerBy(noor, { ...picked, times });
  await until(() => sam.messages.length === 1, 'the offer');
  const [message] = sam.messages;
  assert.deepEqual(message?.kind === 'offer' && message.times, [monday('09:00'), monday('10:00')]);
  assert.ok('ok' in (await book(sam, choice(offer, { start: '2026-11-23T11:00:00+01:00' }))));
});

test('a time that is gone is not offered; what was offered before says so again, and a repeat stands', async () => {
  // Of one process: another hears a moment later what is free.
  const [sam, noor] = [await jongere(chat.url, talk.token), await staff(chat.url, chat.noor.cookie)];
  const offer = {
    conversation: talk.id,
    clientId: randomUUID(),
    topic: 'school',
    modality: 'op-locatie' as const,
    location: 'centrum',
    times: [monday('09:30'), monday('09:00')],
  };
  const first = await noor.ask().emitWithAck('offer', offer);
  assert.ok('ok' in first);
  const wish = choice(first.ok.seq);
  assert.ok('ok' in (await book(sam, wish)));
  const again = await noor.ask().emitWithAck('offer', offer);
  assert.deepEqual(again, first);
  const next = await noor.ask().emitWithAck('offer', { ...offer, clientId: randomUUID() });
  assert.deepEqual(next, { error: 'taken', fields: [{ field: 'times.1', message: 'start-invalid' }] });
});
