import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { changeMessages } from '#server/booking/changeMessages.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { hearsOf } from '#server/notifications/hearsOf.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { messagesStep } from '../../src/booking/messagesStep.ts';
import { stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager } from '../support/factories.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { openNotifyServer, type TestNotifyServer } from '../support/notifyServer.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// What messages say is for the jongere to choose, and for a gemeente per topic: the strictest counts, when it is sent.

let ground: RaceGround;
let mails: TestMailServer;
let provider: TestNotifyServer;
let services: Services;
const sender = '3d844edf-8d35-48ac-975b-e847b4f122b0';

before(async () => {
  ground = await raceGround(0);
  [mails, provider] = await Promise.all([openMailServer(), openNotifyServer()]);
  await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Wilhelmina' });
});
after(async () => {
  services.mail?.mailer.close();
  await Promise.all([mails.close(), provider.close()]);
  await ground.close();
});
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history');
  await ground.sql`update topics set messages = 'full'`;
  ground.ctx.bus.say({ roster: true });
  mails.taken.length = 0;
  provider.taken.length = 0;
  services?.mail?.mailer.close();
  const texts = provider.way({ sender });
  services = { ...ground.ctx, mail: mails.way(), texts, sending: createSending(ground.clock) };
});

const { take, shown, refused } = stepTaker(() => ({ ctx: ground.ctx }));
const rows = async () =>
  (
    await ground.sql<{ kind: string; state: string; reason: string | null }[]>`
    select kind, state, reason from outbox order by created_at, kind`
  ).map(({ kind, state, reason }) => [kind, state, reason].filter(Boolean).join(' '));

async function booked(more: Partial<ReturnType<typeof request>> = {}) {
  const result = await book(ground.ctx, { ...request('10:00'), ...more });
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
}
const phone = { phone: '+31612340081' };

test('where somebody reads along mail names no place, nobody and no gemeente, and has no calendar part', async () => {
  const { token, email } = await booked({ messages: 'only-appointment' });
  await sendDue(services);
  const [mail, ...more] = mails.taken;
  assert.ok(mail);
  assert.deepEqual([mail.to, more.length], [[email], 0]);
  assert.equal(mail.parsed.from?.value[0]?.name, 'Afspraak');
  assert.equal(mail.parsed.replyTo?.value[0]?.address, mail.parsed.from?.value[0]?.address);
  assert.deepEqual(mail.parsed.attachments, []);
  assert.match(mail.parsed.text ?? '', /maandag 23 november 2026, 10:00/);
  assert.ok(mail.parsed.text?.includes(`/mijn-afspraak/${token}`));
  const said = `${mail.parsed.subject} ${mail.parsed.text} ${mail.parsed.html}`;
  assert.doesNotMatch(said, /Wilhelmina|Den Haag|gemeente|Centrum|Voorbeeldplein|070|leerlingzaken/i);
});

test('a text message that has to be discreet comes from the neutral sender, and reminders are discreet too', async () => {
  await booked({ contact: phone, messages: 'only-appointment' });
  await sendDue(services);
  ground.clock.set('2026-11-22T10:05:00+01:00');
  await remind(services);
  await sendDue(services);
  assert.deepEqual(
    provider.taken.map(({ sender: from, body }) => [from, body.replace(/: https.*/, '')]),
    [
      [undefined, 'Je hebt een afspraak op maandag 23 november om 10:00. Zien of veranderen'],
      [undefined, 'Je afspraak is op maandag 23 november om 10:00. Kun je niet? Laat het weten'],
    ],
  );
});

test('who wants nothing is sent nothing, no reminder either, and the page says to save the link', async () => {
  const appointment = await booked({ messages: 'none' });
  ground.clock.set('2026-11-22T10:05:00+01:00');
  await remind(services);
  await sendDue(services);
  assert.deepEqual(await rows(), []);
  assert.equal(hearsOf(appointment, services), false);
  assert.equal(hearsOf({ ...appointment, messages: 'full' }, services), true);
  assert.equal(hearsOf({ ...appointment, messages: 'full' }, { ...services, mail: null }), false);
  const called = { ...appointment, messages: 'full', email: null, ...phone, reachBy: 'bellen' } as const;
  assert.equal(hearsOf(called, services), false);
  assert.equal(hearsOf({ ...called, reachBy: 'bericht' }, { ...services, texts: null }), false);
});

test('what a topic allows counts when it is sent, unless the jongere wants less', async () => {
  await booked();
  await ground.sql`update topics set messages = 'none' where id = 'kort'`;
  ground.ctx.bus.say({ roster: true });
  await sendDue(services);
  assert.deepEqual(await rows(), ['confirmed dropped topic-is-silent']);
  await ground.sql`update topics set messages = 'only-appointment' where id = 'kort'`;
  ground.ctx.bus.say({ roster: true });
  await booked({ start: at('12:00') });
  await sendDue(services);
  assert.equal(mails.taken[0]?.parsed.from?.value[0]?.name, 'Afspraak');
  assert.equal(mails.taken.length, 1);
});

test('the jongere changes it on the private page; it counts for what was not sent yet', async () => {
  const { token, id } = await booked();
  const params = { token };
  const path = `/mijn-afspraak/${token}/berichten`;
  const page = await shown(messagesStep, { path, params });
  assert.ok(page.page.view === 'form');
  assert.deepEqual([page.page.ways, page.page.fields.messages], [['email'], 'full']);
  const form = { messages: 'none', reachBy: 'email' };
  const to = `/mijn-afspraak/${token}?done=messages-changed`;
  assert.deepEqual(await take(messagesStep, { path, params, form }), { kind: 'redirect', to });
  await sendDue(services);
  assert.deepEqual(await rows(), ['confirmed dropped not-wanted']);
  assert.deepEqual(mails.taken, []);
  // The same again is nothing new, and a way without an address is refused.
  await changeMessages(ground.ctx, token, { messages: 'none' });
  const told =
    await ground.sql`select from history where appointment_id = ${id} and what = 'messages-changed'`;
  assert.equal(told.length, 1);
  const wrong = await refused(messagesStep, { path, params, form: { messages: 'full', reachBy: 'bellen' } });
  assert.equal(wrong.status, 422);
  const nothing = await refused(messagesStep, { path, params, form: {} });
  assert.equal(nothing.status, 422);
});

test('wiping forgets what was chosen', async () => {
  const { token, id } = await booked({ messages: 'only-appointment' });
  const found = await findAppointment(ground.ctx, token);
  assert.ok(found.ok);
  assert.equal(found.appointment.messages, 'only-appointment');
  await cancel(ground.ctx, token);
  await wipe(ground.ctx satisfies Ctx, token);
  const [row] = await ground.sql`select messages from appointments where id = ${id}`;
  assert.equal(row?.messages, 'full');
});
