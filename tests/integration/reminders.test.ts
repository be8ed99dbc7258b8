import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { book } from '#server/booking/book.ts';
import { callOff } from '#server/booking/callOff.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Services } from '#server/http/context.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at, request } from '../support/raceGround.ts';

// What reminders and cancellations do elsewhere: remind of what is not any more, all at once, or tell what somebody did themselves.

let mail: MailGround;
let services: Services;
before(async () => {
  mail = await mailGround(8);
});
after(() => mail.close());
beforeEach(async () => {
  services = await mail.renew();
});

const subjects = () => mail.mails.taken.splice(0).map(({ parsed }) => parsed.subject ?? '');
const reminded = () => subjects().filter((subject) => /^Je afspraak is /.test(subject));

async function due(when: string): Promise<void> {
  mail.ground.clock.set(when);
  await remind(services);
  await sendDue(services);
}

test('of more than a hundred reminders that were made, none goes out once their afspraken are cancelled, moved, wiped or open again', async () => {
  const made = [];
  for (let half = 0; half < 15; half += 1) {
    const time = `${String(9 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    for (let person = 0; person < 8; person += 1) made.push(await mail.booked(time));
  }
  await sendDue(services);
  subjects();
  mail.ground.clock.set('2026-11-22T16:00:00+01:00');
  await remind(services);
  const rows = await mail.ground.sql`select from outbox where kind = 'reminder-day' and state = 'created'`;
  assert.equal(rows.length, 120);
  const [moved, choosing, stays, ...rest] = made.slice(-10);
  assert.ok(moved && choosing && stays);
  for (const { token } of [...made.slice(0, -10), ...rest])
    assert.ok((await cancel(mail.ground.ctx, token)).ok);
  for (const { token } of rest) assert.ok((await wipe(mail.ground.ctx, token)).ok);
  assert.ok((await move(mail.ground.ctx, moved.token, { start: '2026-11-24T10:00:00+01:00' })).ok);
  const staff = staffCtx(mail.ground.ctx, choosing.casemanager.id);
  assert.ok((await askToChooseAgain(staff, choosing.id, { version: 0, message: '' })).ok);
  await sendDue(services);
  const told = mail.mails.taken.filter(({ parsed }) => /^Je afspraak is op/.test(parsed.subject ?? ''));
  assert.deepEqual(
    told.map(({ to }) => to[0]),
    [stays.email],
  );
});

test('who books late is reminded of what still lies ahead, and never of two at once', async () => {
  await mail.booked('16:00');
  await due('2026-11-20T10:01:00+01:00');
  assert.deepEqual(reminded(), []);
  // Between the day before and two hours before, and after both.
  mail.ground.clock.set('2026-11-22T20:00:00+01:00');
  const between = await book(mail.ground.ctx, request('10:00'));
  assert.ok(between.ok);
  await due('2026-11-22T20:00:00+01:00');
  assert.deepEqual(reminded(), ['Je afspraak is op maandag 23 november'], 'of the first one alone');
  await due(at('08:00'));
  assert.deepEqual(reminded(), ['Je afspraak is vandaag om 10:00']);
  // Nobody was there to remind until both moments lay behind.
  await due(at('14:30'));
  assert.deepEqual(reminded(), ['Je afspraak is vandaag om 16:00']);
});

test('who cancelled themselves hears nothing more when the gemeente cancels the rest of that day', async () => {
  const own = await mail.booked('10:00');
  const others = [await mail.booked('11:00'), await mail.booked('12:00')];
  await sendDue(services);
  assert.ok((await cancel(mail.ground.ctx, own.token)).ok);
  await sendDue(services);
  mail.mails.taken.length = 0;
  for (const { id, casemanager } of [own, ...others])
    await callOff(staffCtx(mail.ground.ctx, casemanager.id), { id, reason: null, message: null });
  await sendDue(services);
  assert.deepEqual(
    mail.mails.taken.map(({ to }) => to[0]).toSorted(),
    others.map(({ email }) => email).toSorted(),
  );
});

test('an afspraak that is being taken away meanwhile gets no reminder, and keeps nobody else from theirs', {
  timeout: 20_000,
}, async () => {
  const gone = await mail.booked('10:00');
  await mail.booked('10:00');
  await sendDue(services);
  subjects();
  mail.ground.clock.set('2026-11-22T16:00:00+01:00');
  await mail.ground.sql.begin(async (tx) => {
    await tx`delete from undoable where appointment_id = ${gone.id}`;
    await tx`delete from outbox where appointment_id = ${gone.id}`;
    await tx`delete from appointments where id = ${gone.id}`;
    await remind(services);
  });
  await sendDue(services);
  assert.deepEqual(reminded(), ['Je afspraak is op maandag 23 november']);
});
