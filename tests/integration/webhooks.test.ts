import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation } from '#db/schema/index.ts';
import type { webhookKinds } from '#db/schema/words.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { publishMonths } from '#server/figures/publishMonths.ts';
import type { Ctx } from '#server/http/context.ts';
import { createOutgoing } from '#server/outgoing/outgoing.ts';
import { withdrawSharing } from '#server/referral/ownReferral.ts';
import { claimEvents } from '#server/webhooks/claimEvents.ts';
import { forgetWebhooks } from '#server/webhooks/forgetWebhooks.ts';
import { isSomeWebhookDisabled, readWebhook, readWebhooks } from '#server/webhooks/readWebhooks.ts';
import {
  endWebhook,
  makeWebhook,
  redeliver,
  renewWebhookSecret,
  resumeWebhook,
  testWebhook,
} from '#server/webhooks/saveWebhook.ts';
import { sendWebhooks } from '#server/webhooks/sendWebhooks.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeServices, staffCtx } from '../support/factories.ts';
import { at, request } from '../support/raceGround.ts';
import { bookedTogether, type ReferralGround, referralGround } from '../support/referralGround.ts';
import { isSigned, openReceiver } from '../support/webhookReceiver.ts';

// What other systems hear, against a receiver on this machine that knows the two standards alone.

let ground: ReferralGround;
let manager: Ctx;
let services: Ctx;
const receiver = await openReceiver();
const hour = 3_600_000;

before(async () => {
  ground = await referralGround(1);
  services = { ...ground.ctx, outgoing: createOutgoing('webhooks') };
  manager = { ...ground.beheerder, outgoing: services.outgoing };
});
after(async () => {
  await receiver.close();
  await ground.close();
});
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'referrals', 'history', 'webhooks');
  await confirmedSession(ground.sql, staffOf(manager).id);
  receiver.got.splice(0);
  receiver.answers();
  ground.ctx.bus.say({ roster: true });
});

async function made(
  kinds: (typeof webhookKinds)[number][] = ['appointment-booked', 'appointment-cancelled'],
  organisation: string = firstOrganisation,
) {
  const oin = organisation === firstOrganisation ? '00000001823288444000' : null;
  const result = await makeWebhook(manager, {
    organisation,
    name: 'Zaaksysteem',
    url: receiver.url,
    kinds,
    oin,
  });
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

async function booked(time = '10:00') {
  const result = await book(ground.jongere, { ...request(time), casemanager: undefined });
  assert.ok(result.ok);
  return result.appointment;
}

/** So long that what failed is due again. */
async function later(ms: number) {
  ground.clock.advance(ms);
  await sendWebhooks(services);
}
const now = () => ground.clock.now();

test('what is booked, moved, cancelled or came of it is heard, signed and as an event of the Dutch government, about nobody', async () => {
  const { secret } = await made([
    'appointment-booked',
    'appointment-moved',
    'appointment-cancelled',
    'appointment-outcome',
  ]);
  const one = await booked('10:00');
  const moved = await move(ground.jongere, one.token, {
    start: at('11:00'),
    location: 'centrum',
    modality: 'op-locatie',
  });
  assert.ok(moved.ok, JSON.stringify(moved));
  assert.ok((await cancel(ground.jongere, one.token, { reason: 'ziek' })).ok);
  const other = await booked('12:00');
  ground.clock.set(at('12:10'));
  const outcome = await recordOutcome(ground.casemanager, other.id, { outcome: 'geweest' });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  await sendWebhooks(services);
  assert.deepEqual(receiver.types().toSorted(), [
    'appointment.booked',
    'appointment.booked',
    'appointment.cancelled',
    'appointment.moved',
    'appointment.outcome',
  ]);
  const ofOne = receiver.got.filter(({ event }) => event.subject === one.id);
  assert.deepEqual(
    ofOne.map(({ event }) => event.type.split('.').at(-1)),
    ['booked', 'moved', 'cancelled'],
    'in order',
  );
  for (const got of receiver.got) {
    assert.ok(isSigned(got, secret, now()));
    assert.equal(isSigned({ ...got, body: `${got.body} ` }, secret, now()), false);
    assert.equal(got.headers['webhook-id'], got.event.id);
    assert.equal(got.event.source, 'urn:nld:oin:00000001823288444000:systeem:doorstart');
    assert.doesNotMatch(got.body, /Sam|jongere\d|example\.com|ziek|kort/);
    assert.ok(!got.body.includes(one.token) && !got.body.includes(other.token));
  }
  assert.deepEqual(ofOne[1]?.event.data, {
    appointment: one.id,
    status: 'booked',
    start: '2026-11-23T10:00:00+00:00',
    end: '2026-11-23T10:30:00+00:00',
    modality: 'op-locatie',
    location: 'centrum',
    outcome: null,
  });
});

test('what is undone is never heard, and what was not asked for neither', async () => {
  await made(['appointment-cancelled']);
  const one = await booked();
  await ground.sql
    .begin(async (tx) => {
      await tx`insert into history (appointment_id, at, what, actor) values (${one.id}, now(), 'cancelled', 'system')`;
      throw new Error('back');
    })
    .catch(() => {});
  await later(hour);
  assert.deepEqual(receiver.types(), []);
});

test('an organisation hears of whom it brought alone, and no more once the jongere ends the sharing', async () => {
  const { secret } = await made(
    ['appointment-booked', 'appointment-cancelled', 'referral', 'figures'],
    ground.bridge,
  );
  await booked('09:00');
  const theirs = await bookedTogether(ground.youssef, '10:00');
  await bookedTogether(ground.kees, '11:00');
  await sendWebhooks(services);
  assert.deepEqual(receiver.got.map(({ event }) => [event.type, event.subject]).toSorted(), [
    ['nl.doorstart.appointment.booked', theirs.appointment.id],
    ['nl.doorstart.referral.booked', theirs.id],
  ]);
  assert.ok(
    receiver.got.every(
      (got) => isSigned(got, secret, now()) && got.event.source === 'https://doorstart.test',
    ),
  );
  assert.ok((await withdrawSharing(ground.jongere, theirs.appointment.token)).ok);
  assert.ok((await cancel(ground.jongere, theirs.appointment.token)).ok);
  await later(hour);
  assert.equal(receiver.got.length, 2);
});

test('figures that are published are heard by the gemeente', async () => {
  await made(['figures'], ground.bridge);
  await made(['figures']);
  await booked('10:00');
  ground.clock.set('2027-01-10T10:00:00+01:00');
  await publishMonths(ground.ctx);
  await sendWebhooks(services);
  assert.deepEqual(receiver.got.map(({ event }) => event.subject).toSorted(), ['2026-11', '2026-12']);
  await emptyTables(ground.sql, 'figure_months').catch(() => {});
});

test('what is not taken is tried again under the same id, and overtaken by nothing about the same afspraak', async () => {
  const { id, secret } = await made();
  receiver.answers((res) => res.writeHead(500).end('<h1>kapot</h1>\u0000\n bij ons'));
  const one = await booked();
  await sendWebhooks(services);
  assert.ok((await cancel(ground.jongere, one.token)).ok);
  const other = await booked('12:00');
  receiver.answers((res) => res.writeHead(302, { location: `${receiver.url}/elders` }).end());
  await later(5000);
  // The other afspraak is not held up.
  assert.deepEqual(
    receiver.got.map(({ event }) => event.subject),
    [one.id, other.id],
  );
  receiver.answers();
  await later(5001);
  await later(20_000);
  const ofOne = receiver.got.filter(({ event }) => event.subject === one.id);
  assert.deepEqual(
    ofOne.map(({ event }) => event.type.split('.').at(-1)),
    ['booked', 'booked', 'cancelled'],
  );
  const [first, again] = ofOne;
  assert.deepEqual([again?.headers['webhook-id'], again?.body], [first?.headers['webhook-id'], first?.body]);
  assert.notEqual(again?.headers['webhook-timestamp'], first?.headers['webhook-timestamp']);
  assert.ok(again && isSigned(again, secret, now()));
  const read = await readWebhook(manager, id);
  assert.ok(read.ok);
  assert.deepEqual(
    read.deliveries.map(({ status, attempts }) => [status, attempts]),
    [
      [204, 2],
      [204, 1],
      [204, 2],
    ],
  );
});

test('of an answer the first signs are kept, without what a page would trip over', async () => {
  const { id } = await made();
  receiver.answers((res) =>
    res.writeHead(500).end(`<script>alert(1)</script>\u0000\n kapot ${'x'.repeat(9000)}`),
  );
  await booked();
  await sendWebhooks(services);
  const read = await readWebhook(manager, id);
  const [delivery] = read.ok ? read.deliveries : [];
  assert.match(delivery?.answer ?? '', /^alert\(1\) kapot x+$/);
  assert.equal(delivery?.answer?.length, 200);
});

test('of two processes one sends it; who is killed between sending and writing that down sends it again under the same id', async () => {
  const second = await makeServices(ground, { clock: ground.clock, privateTargets: 'webhooks' });
  await made();
  for (const time of ['10:00', '11:00', '12:00']) await booked(time);
  await Promise.all([sendWebhooks(services), sendWebhooks(second), sendWebhooks(second)]);
  assert.equal(receiver.got.length, 3);
  await booked('13:00');
  // Taken, sent, and killed before anything of it was written down.
  const [taken] = await claimEvents(ground.sql, now());
  assert.ok(taken);
  await later(29_000);
  assert.equal(receiver.got.length, 3);
  ground.clock.advance(2000);
  await sendWebhooks(second);
  assert.equal(receiver.got[3]?.headers['webhook-id'], taken.id);
  await second.close();
});

test('after three days it is disabled and the beheerder told; what waits goes out in order when they go on', async () => {
  const { id } = await made();
  receiver.answers((res) => res.writeHead(503).end());
  const one = await booked();
  for (let hours = 0; hours < 76; hours += 4) await later(4 * hour);
  const tries = receiver.got.length;
  assert.ok(tries > 15 && tries < 40, `${tries} attempts`);
  assert.equal(await isSomeWebhookDisabled(manager), true);
  assert.equal((await ground.sql`select from history where what = 'webhook-disabled'`).length, 1);
  ground.clock.set('2026-11-23T07:00:00+01:00');
  assert.ok((await cancel(ground.jongere, one.token)).ok);
  await later(24 * hour);
  assert.equal(receiver.got.length, tries, 'nothing is sent any more');
  receiver.answers();
  assert.ok((await resumeWebhook(manager, id)).ok);
  await sendWebhooks(services);
  assert.deepEqual(receiver.types().slice(tries), ['appointment.booked', 'appointment.cancelled']);
  assert.equal(await isSomeWebhookDisabled(manager), false);
  // Who is gone says so.
  receiver.answers((res) => res.writeHead(410).end());
  assert.ok((await testWebhook(manager, id)).ok);
  await sendWebhooks(services);
  assert.equal(await isSomeWebhookDisabled(manager), true);
});

test('a renewed secret signs beside the former one for a day, and alone afterwards', async () => {
  const { id, secret } = await made();
  const renewed = await renewWebhookSecret(manager, id);
  assert.ok(renewed.ok && renewed.secret !== secret);
  await testWebhook(manager, id);
  await sendWebhooks(services);
  await later(24 * hour);
  await testWebhook(manager, id);
  await sendWebhooks(services);
  const [first, last] = receiver.got;
  assert.ok(first && last);
  const takenAt = now() - 24 * hour;
  assert.deepEqual(
    [secret, renewed.secret].map((one) => isSigned(first, one, takenAt)),
    [true, true],
  );
  assert.deepEqual(
    [secret, renewed.secret].map((one) => isSigned(last, one, now())),
    [false, true],
  );
  const stored = JSON.stringify(await ground.sql`select * from webhooks`);
  assert.ok(!stored.includes(secret) && !stored.includes(renewed.secret));
});

test('one is sent once more under its id, a test arrives, and one that ended hears nothing', async () => {
  const { id } = await made();
  await booked();
  await sendWebhooks(services);
  const [first] = receiver.got;
  assert.ok((await redeliver(manager, first?.event.id ?? '')).ok);
  await testWebhook(manager, id);
  await sendWebhooks(services);
  assert.deepEqual(receiver.types().toSorted(), ['appointment.booked', 'appointment.booked', 'test']);
  assert.equal(receiver.got.filter(({ event }) => event.id === first?.event.id).length, 2);
  await booked('11:00');
  assert.ok((await endWebhook(manager, id)).ok);
  await later(hour);
  await booked('12:00');
  await later(hour);
  assert.equal(receiver.got.length, 3);
  for (const verb of [endWebhook, resumeWebhook, testWebhook])
    assert.deepEqual(await verb(manager, id), { ok: false, error: 'not-found' });
  assert.deepEqual(await redeliver(manager, 'no id'), { ok: false, error: 'not-found' });
  ground.clock.advance(31 * 24 * hour);
  await forgetWebhooks(ground.ctx);
  assert.equal((await ground.sql`select from webhook_events`).length, 0);
  const what = await ground.sql`select what, details from history where what like 'webhook-%' order by id`;
  assert.deepEqual(
    what.map((row) => row.what),
    ['webhook-made', 'webhook-redelivered', 'webhook-tested', 'webhook-ended'],
  );
});

test('a secret is for who gave their password, an address outside of the own network, and all of it for a beheerder', async () => {
  const wish = {
    organisation: firstOrganisation,
    name: 'x',
    url: receiver.url,
    kinds: ['figures' as const],
    oin: null,
  };
  assert.deepEqual(await makeWebhook(ground.beheerder, wish), { ok: false, error: 'address-refused' });
  await ground.sql`update staff set password_hash = 'x' where id = ${staffOf(manager).id}`;
  await ground.sql`update sessions set confirmed_until = null`;
  assert.deepEqual(await makeWebhook(manager, wish), { ok: false, error: 'unconfirmed' });
  await confirmedSession(ground.sql, staffOf(manager).id);
  assert.deepEqual(await makeWebhook(manager, { ...wish, organisation: crypto.randomUUID() }), {
    ok: false,
    error: 'not-found',
  });
  const { id, secret } = await made();
  assert.doesNotMatch(JSON.stringify(await readWebhooks(manager)), new RegExp(secret.slice(6, 20)));
  for (const somebody of [ground.casemanager, ground.coordinator, ground.youssef])
    await assert.rejects(() => readWebhook(somebody, id), /right to webhook.read/);
  // Without the own network open, nothing is sent to it and it is tried again.
  await booked();
  await sendWebhooks(ground.ctx);
  assert.equal(receiver.got.length, 0);
  assert.equal(staffCtx(ground.ctx, 'x').outgoing.allows('webhook', receiver.url), false);
});
