import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import { cancel } from '#server/booking/cancel.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { readFailed } from '#server/notifications/readFailed.ts';
import { sendAgain } from '#server/notifications/sendAgain.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at } from '../support/raceGround.ts';

// Messages that did not come, for who runs the place: counted by reason, and sent again while there is something to tell.

let mail: MailGround;
let ground: MailGround['ground'];
let mails: MailGround['mails'];
let services: Services;
let manager: string;

before(async () => {
  mail = await mailGround(2);
  ground = mail.ground;
  mails = mail.mails;
  manager = await makeCasemanager(ground.db, [], { firstName: 'Iris', roles: ['beheerder'] });
});
after(() => mail.close());
beforeEach(async () => {
  services = await mail.renew();
});

const ctx = (): Ctx => staffCtx(services, manager, { roles: ['beheerder'] });
const refused = (text: string) => mails.makes({ recipient: { code: 550, text } });
const booked = (time?: string) => mail.booked(time);

test('what did not come is counted by reason, with how often it was tried, and nothing of the jongere', async () => {
  refused('5.1.1 nobody');
  const { email } = await booked('10:00');
  await sendDue(services);
  refused('5.7.1 no');
  await booked('11:00');
  await booked('12:00');
  await sendDue(services);
  const failed = await readFailed(ctx());
  assert.deepEqual(failed.groups, [
    { group: 'refused', count: 2 },
    { group: 'address', count: 1 },
  ]);
  assert.deepEqual(
    failed.notices.map(({ kind, channel, attempts }) => [kind, channel, attempts]),
    Array.from({ length: 3 }, () => ['confirmed', 'email', 1]),
  );
  assert.doesNotMatch(JSON.stringify(failed), new RegExp(`Sam|${email}`));
});

test('how it stands with a way: what waits, since when, and that it cannot be reached', async () => {
  await booked('10:00');
  await sendDue(services);
  mails.makes({ sender: { code: 550, text: '5.7.1 not from you' } });
  ground.clock.advance(60_000);
  await booked('11:00');
  await sendDue(services);
  const [email, text] = (await readFailed(ctx())).ways;
  assert.deepEqual(email, {
    channel: 'email',
    isSet: true,
    waiting: 1,
    oldest: Date.parse('2026-11-20T10:01:00+01:00'),
    lastWent: Date.parse('2026-11-20T10:00:00+01:00'),
    away: '5.7.1',
  });
  assert.deepEqual([text?.channel, text?.isSet, text?.waiting], ['text', false, 0]);

  mails.makes({});
  ground.clock.advance(30_000);
  await booked('12:00');
  await sendDue(services);
  const [after] = (await readFailed(ctx())).ways;
  assert.deepEqual(
    [after?.waiting, after?.away],
    [1, null],
    'one still waits for its turn; the way is there again',
  );
});

test('all of one reason go out again, and of those only what still is to be told', async () => {
  refused('5.7.1 no');
  await booked('10:00');
  const over = await booked('11:00');
  const later = await booked('16:00');
  await sendDue(services);
  refused('5.1.1 nobody');
  await booked('12:00');
  await sendDue(services);
  mails.makes({});
  await cancel(ground.ctx, over.token);
  await sendDue(services);
  mails.taken.length = 0;
  ground.clock.set(at('10:45'));
  assert.deepEqual(await sendAgain(ctx(), { group: 'refused' }), { ok: true, count: 3 });
  await sendDue(services);
  assert.deepEqual(
    mails.taken.map(({ to }) => to),
    [[later.email]],
  );
  assert.deepEqual((await readFailed(ctx())).groups, [{ group: 'address', count: 1 }]);
  const told = await ground.sql`select what, details from history where what = 'messages-sent-again'`;
  assert.deepEqual([...told], [{ what: 'messages-sent-again', details: { count: '3', reason: 'refused' } }]);
});

test('one goes out again, also after days of trying, and once', async () => {
  await booked('10:00');
  mails.makes({ sender: { code: 550, text: '5.7.1 not from you' } });
  for (let day = 0; day < 4; day += 1) {
    await ground.sql`update outbox set created_at = created_at - interval '1 day' where state <> 'permanent-failure'`;
    ground.clock.advance(6 * 60_000);
    await sendDue(services);
  }
  mails.makes({});
  ground.clock.advance(6 * 60_000);
  const [failed] = (await readFailed(ctx())).notices;
  assert.ok(failed);
  assert.equal(failed.group, 'away');
  assert.deepEqual(await sendAgain(ctx(), { id: failed.id }), { ok: true, count: 1 });
  assert.deepEqual(await sendAgain(ctx(), { id: failed.id }), { ok: false, error: 'not-found' });
  await sendDue(services);
  assert.equal(mails.taken.length, 1);
});

test('nobody but a beheerder sees or sends them', async () => {
  const casemanager = staffCtx(services, ground.staff[0] ?? '');
  await assert.rejects(readFailed(casemanager), NotAllowed);
  await assert.rejects(sendAgain(casemanager, { id: randomUUID() }), NotAllowed);
});
