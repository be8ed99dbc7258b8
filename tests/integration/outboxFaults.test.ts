import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { move } from '#server/booking/move.ts';
import type { Services } from '#server/http/context.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { makeCasemanager } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at, request } from '../support/raceGround.ts';

// What a mail server, a clock, a lock and a stop do to what is to be sent: nothing is lost, and nothing comes twice.

let mail: MailGround;
let ground: MailGround['ground'];
let mails: MailGround['mails'];
let services: Services;
const minute = 60_000;
/** Who gives up soon on a server that hangs. A server that is well may take longer than this on a busy machine. */
const hasty = { connectMs: 150, answerMs: 150 };

before(async () => {
  mail = await mailGround(0);
  ground = mail.ground;
  mails = mail.mails;
  await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' });
});
after(() => mail.close());
beforeEach(async () => {
  services = await mail.renew();
});

const booked = (time?: string) => mail.booked(time);
const rows = async () => [
  ...(await ground.sql`select kind, state, attempts, reason from outbox order by created_at, kind, version`),
];
const messageIds = () => mails.taken.map(({ parsed }) => parsed.messageId);

for (const [what, trouble, reason, hangs] of [
  ['does not take the connection', { connect: 'drop' }, /^away\.e/, false],
  ['says nothing at all', { connect: 'hang' }, /^away\.etimedout/, true],
  ['greets with 554', { connect: { code: 554, text: 'no service for you' } }, /^away\.554/, false],
  ['says nothing in the middle of a mail', { recipient: 'hang' }, /^away\.etimedout/, true],
  ['says nothing after a mail', { data: 'hang' }, /^away\.etimedout/, true],
  ['drops the line in the middle of a mail', { recipient: 'drop' }, /^away\.e/, false],
] as const) {
  test(`a server that ${what} holds up all messages and fails none, and each goes out once afterwards`, async () => {
    for (const time of ['10:00', '11:00', '12:00']) await booked(time);
    mails.makes(trouble);
    const way = hangs ? mails.hasty(hasty) : mails.way();
    await sendDue({ ...services, mail: way });
    way.mailer.close();
    const tried = await rows();
    assert.deepEqual(new Set(tried.map(({ state }) => state)), new Set(['temporary-failure']));
    assert.match(String(tried.find(({ attempts }) => attempts === 1)?.reason), reason);
    assert.deepEqual(services.sending.open(), ['text']);
    mails.makes({});
    ground.clock.advance(2 * minute);
    await sendDue(services);
    assert.equal(new Set(messageIds()).size, 3);
    assert.equal(messageIds().length, 3);
  });
}

test('a sender that is refused is refused with every message: all of them wait', async () => {
  await booked('10:00');
  mails.makes({ sender: { code: 550, text: '5.7.1 not from you' } });
  await sendDue(services);
  assert.deepEqual(
    (await rows()).map(({ state, reason }) => [state, reason]),
    [['temporary-failure', 'away.5.7.1']],
  );
});

test('a slow server gets each message once', async () => {
  for (const time of ['10:00', '11:00', '12:00', '13:00']) await booked(time);
  mails.makes({ slow: 100 });
  await sendDue(services);
  await sendDue(services);
  assert.equal(messageIds().length, 4);
});

test('a way that is away holds up no other', async () => {
  await booked('10:00');
  const byText = await book(ground.ctx, {
    ...request('11:00'),
    contact: { phone: '0612345678' },
    reachBy: 'bericht',
  });
  assert.ok(byText.ok);
  const sent: string[] = [];
  const texts = {
    async send({ reference }: { reference: string }) {
      sent.push(reference);
      return { ok: true as const, providerId: reference };
    },
  };
  services.sending.failed('email');
  await sendDue({ ...services, texts });
  assert.equal(sent.length, 1);
  assert.equal(messageIds().length, 0);
  assert.deepEqual((await rows()).map(({ state }) => state).toSorted(), ['created', 'sending']);
});

test('an afspraak that somebody holds for long holds up its own message alone', async () => {
  const held = await booked('10:00');
  await booked('11:00');
  await ground.sql.begin(async (tx) => {
    await tx`select from appointments where id = ${held.id} for update`;
    await sendDue(services);
    assert.equal(messageIds().length, 1);
  });
  ground.clock.advance(10_000);
  await sendDue(services);
  assert.equal(new Set(messageIds()).size, 2);
});

test('a clock that is set back an hour holds up nothing, and reminds nobody twice', async () => {
  await booked('10:00');
  mails.makes({ recipient: { code: 451, text: '4.3.2 try again' } });
  await sendDue(services);
  await booked('11:00');
  services.sending.failed('email');
  mails.makes({});
  ground.clock.advance(-60 * minute);
  await sendDue(services);
  assert.equal(messageIds().length, 2);
  ground.clock.set('2026-11-22T10:00:00+01:00');
  await remind(services);
  await sendDue(services);
  ground.clock.set('2026-11-22T09:00:00+01:00');
  await remind(services);
  ground.clock.set('2026-11-22T10:10:00+01:00');
  await remind(services);
  await sendDue(services);
  assert.equal(
    mails.taken.filter(({ parsed }) => parsed.subject === 'Je afspraak is op maandag 23 november').length,
    1,
  );
});

test('what is told after the clock was set back is compared with what was told last', async () => {
  const { token } = await booked('10:00');
  await sendDue(services);
  await move(ground.ctx, token, { start: at('12:00') });
  await sendDue(services);
  ground.clock.advance(-60 * minute);
  await move(ground.ctx, token, { start: at('14:00') });
  await sendDue(services);
  await move(ground.ctx, token, { start: at('15:00') });
  await sendDue(services);
  const texts = mails.taken.map(
    ({ parsed }) => /Eerst was die op maandag 23 november om (\d\d:\d\d)/.exec(parsed.text ?? '')?.[1],
  );
  assert.deepEqual(texts, [undefined, '10:00', '12:00', '14:00']);
});

test('a process that stops breaks off what hangs, and another one sends it at once', async () => {
  const stops = { ...services, mail: mails.way(), sending: createSending(ground.clock) };
  for (const time of ['10:00', '11:00']) await booked(time);
  mails.makes({ data: 'hang' });
  const turn = sendDue(stops);
  while (!(await rows()).every(({ state }) => state === 'sending'))
    await new Promise((soon) => setTimeout(soon, 5));
  const begun = performance.now();
  stops.sending.stop();
  await turn;
  assert.ok(performance.now() - begun < 8000);
  stops.mail.mailer.close();
  mails.makes({});
  await sendDue(services);
  assert.equal(new Set(messageIds()).size, 2);
  assert.equal(messageIds().length, 2);
});

test('a message of which the words cannot be made stops no other', async () => {
  const odd = await booked('10:00');
  await booked('11:00');
  const { mailer } = mails.way();
  const breaks: Services = {
    ...services,
    mail: {
      from: 'afspraken@denhaag.test',
      bounces: 'terug@denhaag.test',
      mailer: {
        send: (mail, givingUp) => {
          if (mail.to === odd.email) throw new Error('a bug');
          return mailer.send(mail, givingUp);
        },
        close: mailer.close,
      },
    },
  };
  await sendDue(breaks);
  assert.equal(messageIds().length, 1);
  assert.deepEqual((await rows()).map(({ state, reason }) => [state, reason]).toSorted(), [
    ['delivered', null],
    ['temporary-failure', 'not-made'],
  ]);
  mailer.close();
});
