import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import pino from 'pino';
import { endPerson } from '#server/accounts/endPerson.ts';
import { book } from '#server/booking/book.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { cancel } from '#server/booking/cancel.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { beatPresence, stopWatching } from '#server/chat/presence.ts';
import { startConversation } from '#server/chat/startConversation.ts';
import { take } from '#server/chat/take.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { addPushDevice, wakePushDevice } from '#server/push/addDevice.ts';
import { claimNotices } from '#server/push/claimNotices.ts';
import { forgetPush } from '#server/push/forgetPush.ts';
import { readOwnPush, refusePushOffer, removePushDevice, savePushLevel } from '#server/push/ownPush.ts';
import { sendPush } from '#server/push/sendPush.ts';
import { aQuestion, aStart, bePresent, saveSettings, visitor } from '../support/chatGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import {
  fixedClock,
  jongereCtx,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
  staffCtx,
} from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { openPushService, vapidClaims } from '../support/pushService.ts';
import { request } from '../support/raceGround.ts';

// What casemanagers are told on their devices, against a push service on this machine.

const database = await testDatabase();
const { sql, db } = database;
const clock = fixedClock();
const push = await openPushService();
const said: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => said.push(line) });
let services: Services;
let noor: Ctx;
let samira: Ctx;
let jongere: Ctx;

/** Somebody who is signed in, in a session of their own. */
async function signedIn(id: string, session: string = randomUUID()): Promise<Ctx> {
  const at = new Date(clock.now()).toISOString();
  await sql`
    insert into sessions (id, user_id, created_at, last_used_at, expires_at) values (${session}, ${id}, ${at}, ${at}, 'infinity')`;
  return staffCtx(services, id, { session });
}
const idOf = ({ actor }: Ctx) => (actor.kind === 'staff' ? actor.staff.id : '');

before(async () => {
  services = await makeServices(database, { clock, log, privateTargets: 'all' });
  jongere = jongereCtx(services);
  const locationId = await makeLocation(db, { id: 'centrum' });
  await makeTopic(db, { id: 'kort' });
  await makeTopic(db, { id: 'school' });
  const [one, other] = [await makeCasemanager(db, [{ locationId }]), await makeCasemanager(db, [])];
  clock.set('2026-11-23T09:00:00+01:00');
  await saveSettings(services, {});
  [noor, samira] = [await signedIn(one), await signedIn(other)];
});
after(async () => {
  await services.close();
  await push.close();
  await database.drop();
});
beforeEach(async () => {
  clock.set('2026-11-23T09:00:00+01:00');
  push.answers();
  push.taken.splice(0);
  said.splice(0);
  await emptyTables(
    sql,
    'appointments',
    'history',
    'chat_conversations',
    'push_devices',
    'push_choices',
    'chat_presence',
  );
  const at = new Date(clock.now()).toISOString();
  await sql`update sessions set created_at = ${at}, last_used_at = ${at}`;
  services.bus.say({ roster: true, agenda: [idOf(noor)] });
});

/** A browser of somebody that lets us tell it things, from a moment before now. */
async function device(ctx: Ctx, name: string = randomUUID()) {
  const browser = push.browser(name);
  assert.deepEqual(await addPushDevice(ctx, browser.subscription, 'Firefox, Windows'), { ok: true });
  clock.advance(1000);
  return {
    ...browser,
    /** All that it was told, in order. */
    told: () => push.taken.filter((one) => one.name === name).map(browser.read),
    raw: () => push.taken.filter((one) => one.name === name),
  };
}

/** A chat of a jongere who stays connected. */
async function chat(): Promise<string> {
  const begun = await startConversation(jongere, aStart({ firstName: 'Sam', topic: 'school' }), visitor);
  assert.ok(begun.ok);
  await sql`update chat_conversations set jongere_gone_at = null where id = ${begun.conversation}`;
  return begun.conversation;
}

async function booked(time = '14:00') {
  const result = await book(jongere, { ...request(time), casemanager: undefined });
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

const waits = { text: 'Er wacht een chat.', path: '/medewerker/chat', tag: 'doorstart-chat' };

test('a chat that waits calls who is present, once, with nothing of anybody in it, signed and for two minutes', async () => {
  const [hers, other] = [await device(noor), await device(samira)];
  await bePresent(services, idOf(noor));
  await chat();
  await sendPush(services);
  clock.advance(5000);
  await sendPush(services);
  assert.deepEqual(hers.told(), [waits]);
  // Who is not present is not called.
  assert.deepEqual(other.told(), []);
  const [raw] = hers.raw();
  const { authorization, ttl, urgency, topic, 'content-encoding': encoding } = raw?.headers ?? {};
  assert.deepEqual([ttl, urgency, topic, encoding], ['120', 'high', 'chat', 'aes128gcm']);
  const { key, claims } = vapidClaims(authorization);
  assert.equal(key, (await readOwnPush(noor)).publicKey);
  assert.deepEqual([claims.aud, claims.sub], [push.origin, 'https://doorstart.test']);
  assert.doesNotMatch(raw?.body.toString('latin1') ?? '', /chat|Sam|doorstart/);
});

test('a chat calls nobody who has the inbox in view, was away for long, or when a colleague took it', async () => {
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  await beatPresence(services, [idOf(noor)], [idOf(noor)]);
  const first = await chat();
  await sendPush(services);
  assert.deepEqual(hers.told(), []);
  await stopWatching(services, idOf(noor));
  assert.ok((await take(samira, first)).ok);
  await sendPush(services);
  assert.deepEqual(hers.told(), []);
  await chat();
  // The window is closed, but they were here a moment ago.
  clock.advance(60_000);
  await sendPush(services);
  assert.deepEqual(hers.told(), [waits]);
  await bePresent(services, idOf(noor));
  await chat();
  clock.advance(16 * 60_000);
  await sendPush(services);
  assert.equal(hers.told().length, 1);
});

test('a new afspraak for today is told to whose it is; another day and what one does oneself by level alone', async () => {
  const [hers, other] = [await device(noor), await device(samira)];
  const tell = async () => {
    clock.advance(61_000);
    await sendPush(services);
    return hers
      .told()
      .splice(0)
      .map(({ text, path }) => `${text} ${path}`);
  };
  const { appointment } = await booked();
  assert.deepEqual(await tell(), ['Er is een nieuwe afspraak voor vandaag. /medewerker/dag?date=2026-11-23']);
  assert.equal((await cancel(jongere, appointment.token)).ok, true);
  assert.deepEqual((await tell()).slice(-1), [
    'Een afspraak van vandaag is afgezegd. /medewerker/dag?date=2026-11-23',
  ]);
  assert.deepEqual(other.told(), []);
  // Nothing of it says who.
  const raw = JSON.stringify(await sql`select * from push_notices`);
  assert.doesNotMatch(raw, /Sam|jongere\d/);
});

test('levels: none is silence, and own acts are told to who wants all', async () => {
  const hers = await device(noor);
  const own = async (time: string) => {
    const made = await bookFor(noor, { ...request(time), casemanager: idOf(noor) }, time);
    assert.ok(made.ok, JSON.stringify(made));
    clock.advance(61_000);
    await sendPush(services);
    return hers.told().length;
  };
  assert.equal(await own('13:00'), 0);
  await savePushLevel(noor, { level: 'all' });
  // The first is still news: it is told as soon as somebody wants to hear it.
  assert.equal(await own('13:30'), 2);
  await savePushLevel(noor, { level: 'none' });
  await booked('14:30');
  await sendPush(services);
  assert.equal(hers.told().length, 2);
});

test('a question that nobody answered within the hours of the gemeente is told once', async () => {
  const hers = await device(noor);
  await leaveQuestion(jongere, aQuestion(), visitor);
  clock.advance(23 * 3_600_000);
  noor = await signedIn(idOf(noor));
  await wakePushDevice(noor, hers.subscription);
  await sendPush(services);
  assert.deepEqual(hers.told(), []);
  clock.advance(3_600_000);
  await sendPush(services);
  clock.advance(60_000);
  await sendPush(services);
  assert.deepEqual(
    hers.told().map(({ text }) => text),
    ['Er wacht een vraag op antwoord.'],
  );
  assert.deepEqual(hers.raw()[0]?.headers.topic, 'questions');
});

test('who is told a lot is told three things a minute, the chat first', async () => {
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  for (const time of ['13:00', '13:30', '14:00', '14:30']) await booked(time);
  await chat();
  await sendPush(services);
  assert.equal(hers.told().length, 3);
  assert.ok(hers.told().some(({ text }) => text === waits.text));
  clock.advance(30_000);
  await sendPush(services);
  assert.equal(hers.told().length, 3);
  clock.advance(31_000);
  await sendPush(services);
  assert.equal(hers.told().length, 5);
});

test('a browser that is gone is forgotten, a push service that is busy is tried again later and no longer than it is news', async () => {
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  await chat();
  push.answers((res) => res.writeHead(429, { 'retry-after': '40' }).end());
  await sendPush(services);
  clock.advance(20_000);
  await sendPush(services);
  assert.equal(hers.raw().length, 1, 'it waits as long as was asked');
  push.answers((res) => res.writeHead(503).end());
  clock.advance(21_000);
  await sendPush(services);
  push.answers();
  clock.advance(31_000);
  await sendPush(services);
  assert.deepEqual(
    hers.raw().map(({ headers }) => headers.ttl),
    ['120', '79', '48'],
  );
  assert.equal((await sql`select from push_notices where outcome = 'sent'`).length, 1);

  await bePresent(services, idOf(noor));
  await chat();
  push.answers((res) => res.writeHead(503).end());
  clock.advance(61_000);
  await bePresent(services, idOf(noor));
  await sendPush(services);
  push.answers();
  clock.advance(121_000);
  await sendPush(services);
  assert.equal((await sql`select from push_notices where outcome = 'lapsed'`).length, 1);

  push.answers((res) => res.writeHead(410).end());
  await bePresent(services, idOf(noor));
  await chat();
  await sendPush(services);
  assert.equal((await sql`select from push_devices`).length, 0);
  assert.equal((await sql`select from push_notices`).length, 0);
});

test('what is over before it could be sent is not sent any more', async () => {
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  const id = await chat();
  push.answers((res) => res.writeHead(503).end());
  await sendPush(services);
  push.answers();
  assert.ok((await take(samira, id)).ok);
  clock.advance(31_000);
  await sendPush(services);
  assert.equal(hers.raw().length, 1);
  assert.equal((await sql`select from push_notices where outcome = 'lapsed'`).length, 1);
});

test('what a push service refuses is not tried again, and is said in the log without the address', async () => {
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  await chat();
  push.answers((res) => res.writeHead(403).end('no'));
  await sendPush(services);
  clock.advance(60_000);
  await sendPush(services);
  assert.equal(hers.raw().length, 1);
  assert.match(said.join(''), /refused/);
  assert.doesNotMatch(said.join(''), /127\.0\.0\.1/);
});

test('of two processes at once one tells it; what a killed one left under way is told again under the same topic', async () => {
  const second = await makeServices(database, { clock, privateTargets: 'all' });
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  await chat();
  await Promise.all([sendPush(services), sendPush(second), sendPush(services)]);
  assert.equal(hers.told().length, 1);
  await sql`delete from push_notices`;
  // Killed right after it took what is due: the row stays, and nothing was written down.
  await chat();
  push.answers((res) => res.destroy());
  await sendPush(services);
  await sql`update push_notices set attempts = 0, next_at = made_at`;
  assert.equal((await claimNotices(sql, clock.now())).length, 2);
  push.answers();
  await sendPush(second);
  assert.equal(hers.told().filter(({ tag }) => tag === waits.tag).length, 3, 'not before the claim is over');
  clock.advance(31_000);
  await sendPush(second);
  assert.equal(hers.told().length, 5);
  assert.deepEqual([...new Set(hers.raw().map(({ headers }) => headers.topic))], ['chat']);
  await second.close();
});

test('a device sleeps when its session ends, wakes with the next of the same person, and goes with the account', async () => {
  const session = await signedIn(idOf(noor));
  const hers = await device(session);
  await bePresent(services, idOf(noor));
  await sql`delete from sessions where id = ${session.actor.kind === 'staff' ? session.actor.staff.session : ''}`;
  await chat();
  await sendPush(services);
  assert.deepEqual(hers.told(), []);
  assert.deepEqual(
    (await readOwnPush(noor)).devices.map(({ isAwake }) => isAwake),
    [false],
  );
  // Somebody else who signs in with this browser does not wake it.
  assert.equal(await wakePushDevice(samira, hers.subscription), false);
  assert.equal(await wakePushDevice(noor, hers.subscription), true);
  await sendPush(services);
  assert.deepEqual(hers.told(), [waits]);
  // Two hours without use end a session, whoever looks.
  await chat();
  clock.advance(2 * 3_600_000);
  await bePresent(services, idOf(noor));
  await sendPush(services);
  assert.equal(hers.told().length, 1);

  const gone = await signedIn(await makeCasemanager(db, []));
  const theirs = await device(gone);
  const manager = staffCtx(services, await makeCasemanager(db, [], { roles: ['beheerder'] }), {
    roles: ['beheerder'],
  });
  const ended = await endPerson(manager, idOf(gone));
  assert.ok(ended.ok, JSON.stringify(ended));
  await bePresent(services, idOf(gone));
  await sendPush(services);
  assert.deepEqual(theirs.told(), []);
  await forgetPush(services);
  assert.equal((await sql`select from push_devices where staff_id = ${idOf(gone)}`).length, 0);
  assert.equal((await sql`select from push_devices where staff_id = ${idOf(noor)}`).length, 1);
});

test('who turns it on in a browser that a colleague used before has it from then on; ten devices are enough', async () => {
  const hers = await device(noor, 'shared');
  assert.deepEqual(await addPushDevice(samira, hers.subscription, 'Firefox, Windows'), { ok: true });
  assert.equal((await readOwnPush(noor)).devices.length, 0);
  assert.equal((await readOwnPush(samira)).devices.length, 1);
  for (let n = 0; n < 11; n += 1) await device(samira);
  const { devices } = await readOwnPush(samira);
  assert.equal(devices.length, 10);
  const [first] = devices;
  await removePushDevice(noor, first?.id ?? '');
  assert.equal((await readOwnPush(samira)).devices.length, 10, 'a colleague removes nothing');
  await removePushDevice(samira, first?.id ?? '');
  await removePushDevice(samira, 'no id');
  assert.equal((await readOwnPush(samira)).devices.length, 9);
});

test('an address inside the own network is never sent to', async () => {
  const closed = await makeServices(database, { clock });
  const { subscription } = push.browser('inside');
  const refused = await addPushDevice(
    { ...noor, ...closed, actor: noor.actor, language: 'nl' },
    subscription,
    '',
  );
  assert.deepEqual(refused, { ok: false, error: 'address-refused' });
  // One that was let in by another setting is forgotten, unsent.
  const hers = await device(noor);
  await bePresent(services, idOf(noor));
  await chat();
  await sendPush(closed);
  assert.deepEqual(hers.raw(), []);
  assert.equal((await sql`select from push_devices`).length, 0);
  await closed.close();
});

test('what a person decides about it stands in the history, and is asked no more when refused', async () => {
  await device(noor);
  await savePushLevel(noor, { level: 'others' });
  await refusePushOffer(noor);
  const own = await readOwnPush(noor);
  assert.deepEqual([own.level, own.offerRefused], ['others', true]);
  await removePushDevice(noor, own.devices[0]?.id ?? '');
  const rows = await sql`select what, details from history where casemanager_id = ${idOf(noor)} order by id`;
  assert.deepEqual(
    rows.map(({ what, details }) => [what, details]),
    [
      ['push-device-added', {}],
      ['notices-saved', { level: 'others' }],
      ['notices-saved', { offer: 'refused' }],
      ['push-device-removed', {}],
    ],
  );
});
