import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { NotAllowed } from '#server/access/may.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { findNotices } from '#server/notifications/findNotices.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { readToday } from '#server/today/readToday.ts';
import { jongereCtx, makeCasemanager, staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at } from '../support/raceGround.ts';

// What staff see of messages: on an afspraak how each went, and on their own day which did not come.

let mail: MailGround;
let ground: MailGround['ground'];
let mails: MailGround['mails'];
let noor: string;
let services: Services;

before(async () => {
  mail = await mailGround(0);
  ground = mail.ground;
  mails = mail.mails;
  noor = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
});
after(() => mail.close());
beforeEach(async () => {
  services = await mail.renew();
});

const minute = 60_000;
const staff = (): Ctx => staffCtx(services, noor, { firstName: 'Noor' });
const booked = (time?: string) => mail.booked(time);
const seen = async (id: string) =>
  (await findNotices(staff(), id)).map(({ kind, state, why, nextAt }) => ({
    kind,
    state,
    why,
    again: nextAt !== null,
  }));

test('on an afspraak stands of each message whether it waits, is tried again, came, or did not and why', async () => {
  const { id } = await booked();
  assert.deepEqual(await seen(id), [{ kind: 'confirmed', state: 'waits', why: null, again: false }]);
  mails.makes({ recipient: { code: 451, text: '4.3.2 try again' } });
  await sendDue(services);
  assert.deepEqual(await seen(id), [{ kind: 'confirmed', state: 'waits', why: null, again: true }]);
  mails.makes({});
  ground.clock.advance(2 * minute);
  await sendDue(services);
  assert.deepEqual(await seen(id), [{ kind: 'confirmed', state: 'delivered', why: null, again: false }]);
  const other = await booked('11:00');
  mails.makes({ recipient: { code: 550, text: '5.1.1 nobody' } });
  await sendDue(services);
  assert.deepEqual(await seen(other.id), [
    { kind: 'confirmed', state: 'failed', why: 'address', again: false },
  ]);
});

test('who is not of the team sees no message, and a jongere may not ask', async () => {
  const { id } = await booked();
  const elsewhere = await makeCasemanager(ground.db, [], { team: 'Ander team' });
  assert.deepEqual(await findNotices(staffCtx(services, elsewhere, { team: 'Ander team' }), id), []);
  assert.deepEqual(await findNotices(staff(), 'no id'), []);
  await assert.rejects(findNotices(jongereCtx(services), id), NotAllowed);
});

test('a message that did not come is to do on the day before and on the day itself, until another one comes', async () => {
  const { id } = await booked();
  mails.makes({ recipient: { code: 550, text: '5.1.1 nobody' } });
  await sendDue(services);
  const untold = async () =>
    (await readToday(staff())).toDo.flatMap((one) =>
      one.kind === 'untold' ? [[one.id, one.message, one.why]] : [],
    );
  assert.deepEqual(await untold(), [], 'three days ahead there is time');
  ground.clock.set('2026-11-22T09:00:00+01:00');
  assert.deepEqual(await untold(), [[id, 'confirmed', 'address']]);
  ground.clock.set(at('09:55'));
  assert.deepEqual(await untold(), [[id, 'confirmed', 'address']], 'also when it is the next one');
  ground.clock.set(at('10:30'));
  assert.deepEqual(await untold(), []);
  ground.clock.set(at('08:00'));
  await ground.sql`update outbox set state = 'delivered' where appointment_id = ${id}`;
  assert.deepEqual(await untold(), []);
});
