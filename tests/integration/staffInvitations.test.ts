import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { handOver } from '#server/agenda/handOver.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { saveOwnCalendars } from '#server/calendar/ownCalendars.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at, request } from '../support/raceGround.ts';

// Casemanagers who live in the calendar of their own mail program: each change comes to it as an invitation.

let mail: MailGround;
let ground: MailGround['ground'];
let mails: MailGround['mails'];
let services: Services;
const ids = { noor: '', samira: '' };

before(async () => {
  mail = await mailGround(0);
  ground = mail.ground;
  mails = mail.mails;
  const hours = [{ locationId: 'centrum' }];
  ids.noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor', email: 'noor@denhaag.test' });
  ids.samira = await makeCasemanager(ground.db, hours, { firstName: 'Samira', email: 'samira@denhaag.test' });
});
after(() => mail.close());
beforeEach(async () => {
  services = await mail.renew();
  await emptyTables(ground.sql, 'staff_calendars');
  await saveOwnCalendars(as('noor'), { names: false, invitations: true });
});

const as = (who: keyof typeof ids): Ctx => staffCtx(ground.ctx, ids[who]);

/** An afspraak of Noor, whoever got it first. */
async function booked() {
  const result = await book(ground.ctx, request('10:00'));
  assert.ok(result.ok);
  const { appointment } = result;
  if (appointment.casemanager.id === ids.noor) return appointment;
  const given = await handOver(as('samira'), appointment.id, { version: 0, to: ids.noor, message: '' });
  assert.ok(given.ok);
  return appointment;
}

/** Who of staff was told what since the last time: address, method, sequence, in a line each. */
async function told(): Promise<string[]> {
  await sendDue(services);
  return mails.taken
    .splice(0)
    .filter(({ to }) => to[0]?.endsWith('@denhaag.test'))
    .map(({ to, parsed }) => {
      const text = parsed.attachments[0]?.content.toString() ?? '';
      assert.doesNotMatch(`${parsed.subject}${parsed.text}${text}`, /Sam\b|example\.com|School/);
      const attendees = text.match(/^ATTENDEE.*(?:\r\n .*)*/gm)?.map((line) => line.replaceAll(/\r\n /g, ''));
      assert.equal(attendees?.length, 1);
      assert.match(attendees?.[0] ?? '', new RegExp(`MAILTO:${to[0]}$`, 'i'));
      return `${to[0]?.split('@')[0]} ${/^METHOD:(\w+)/m.exec(text)?.[1]} ${/^SEQUENCE:(\d+)/m.exec(text)?.[1]}`;
    })
    .toSorted();
}

test('whoever wants it hears of each change, and who does not of none', async () => {
  const { token } = await booked();
  const [first] = await told();
  assert.match(first ?? '', /^noor REQUEST [01]$/);
  await move(ground.ctx, token, { start: at('12:00') });
  assert.match((await told()).join(), /^noor REQUEST \d$/);
  await cancel(ground.ctx, token);
  assert.match((await told()).join(), /^noor CANCEL \d$/);
  await saveOwnCalendars(as('noor'), { names: false, invitations: false });
  await booked();
  assert.deepEqual(await told(), []);
});

test('handing over takes it out of one agenda and puts it into the other, and taking that back does the reverse', async () => {
  await saveOwnCalendars(as('samira'), { names: false, invitations: true });
  const { id } = await booked();
  await told();
  const [row] = await ground.sql<{ sequence: number }[]>`select sequence from appointments where id = ${id}`;
  const version = row?.sequence ?? 0;
  const given = await handOver(as('noor'), id, { version, to: ids.samira, message: '' });
  assert.ok(given.ok && given.undo !== null);
  assert.deepEqual(await told(), [`noor CANCEL ${version + 1}`, `samira REQUEST ${version + 1}`]);
  await undo(as('noor'), given.undo);
  assert.deepEqual(await told(), [`noor REQUEST ${version + 2}`, `samira CANCEL ${version + 2}`]);
});

test('who left gets none any more', async () => {
  await booked();
  await ground.sql`update staff set active = false where id = ${ids.noor}`;
  assert.deepEqual(await told(), []);
  await ground.sql`update staff set active = true where id = ${ids.noor}`;
});
