import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { undo } from '#server/agenda/undo.ts';
import { book } from '#server/booking/book.ts';
import { callOff } from '#server/booking/callOff.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import { at, request } from '../support/raceGround.ts';

// What goes into the outbox with a change, and what goes out of it, to a real mail server.

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
const staff = (): Ctx => staffCtx(ground.ctx, noor, { firstName: 'Noor' });
const subjects = () => mails.taken.map(({ parsed }) => parsed.subject);
const rows = async () => [
  ...(await ground.sql`
    select kind, state, attempts, reason, extract(epoch from next_at)::float8 * 1000 as "nextAt"
    from outbox order by created_at, kind, reason desc`),
];

const booked = (time?: string) => mail.booked(time);

/** Afspraken booked and told of. */
async function told(time = '10:00') {
  const appointment = await booked(time);
  await sendDue(services);
  mails.taken.length = 0;
  return appointment;
}

test('a booking is told once, with words, day, time and the private link, and nothing that was typed', async () => {
  const { token, email } = await booked();
  await sendDue(services);
  await sendDue(services);
  const [mail, ...more] = mails.taken;
  assert.ok(mail);
  assert.deepEqual(more, []);
  assert.deepEqual(mail.to, [email]);
  assert.match(mail.from, /^terug\+[0-9a-f-]{36}@denhaag\.test$/);
  assert.equal(mail.parsed.subject, 'Je afspraak op maandag 23 november');
  assert.match(mail.parsed.text ?? '', /maandag 23 november 2026, 10:00 tot 10:30 uur \(Nederlandse tijd\)/);
  assert.ok(mail.parsed.text?.includes(`https://doorstart.test/mijn-afspraak/${token}`));
  const said = [
    mail.parsed.text,
    mail.parsed.html,
    ...mail.parsed.attachments.map(({ content }) => content.toString()),
  ];
  assert.doesNotMatch(said.join('\n').replaceAll(token, ''), /Sam\b|School kiezen/);
  assert.equal(mail.parsed.headers.get('auto-submitted'), 'auto-generated');
  assert.deepEqual(await rows(), [
    { kind: 'confirmed', state: 'delivered', attempts: 1, reason: null, nextAt: null },
  ]);
});

test('a calendar takes each change: the part of the mail stands in it twice, byte for byte, with its method', async () => {
  const { token } = await booked();
  await sendDue(services);
  await move(ground.ctx, token, { start: at('12:00') });
  await sendDue(services);
  await cancel(ground.ctx, token);
  await sendDue(services);
  const parts = mails.taken.map(({ raw }) =>
    raw
      .split('\r\n--')
      .filter((part) => part.includes('Content-Type: text/calendar'))
      .map((part) => {
        const [head = '', body = ''] = part.split('\r\n\r\n', 2);
        const method = /text\/calendar;\s+charset=utf-8;\s+method=(\w+)/.exec(head)?.[1];
        return { method, text: Buffer.from(body, 'base64').toString() };
      }),
  );
  const told = parts.map(([alternative, attachment]) => {
    assert.deepEqual(alternative, attachment);
    const sequence = /^SEQUENCE:(\d+)/m.exec(alternative?.text ?? '')?.[1];
    assert.match(alternative?.text ?? '', new RegExp(`^METHOD:${alternative?.method}\r$`, 'm'));
    return [alternative?.method, sequence];
  });
  assert.deepEqual(told, [
    ['REQUEST', '0'],
    ['REQUEST', '1'],
    ['CANCEL', '2'],
  ]);
  const [first, second] = mails.taken.map(({ parsed }) => parsed);
  assert.equal(first?.references, second?.references);
});

test('a hold that becomes an afspraak is told of, one that was refused is not', async () => {
  const hold = await placeHold(ground.ctx, {
    topic: 'kort',
    start: at('11:00'),
    location: 'centrum',
    modality: 'op-locatie',
  });
  assert.ok(hold.ok);
  const { start: _, location: __, modality: ___, ...person } = request('11:00');
  const [one, two] = await Promise.all([
    book(ground.ctx, { ...person, hold: hold.hold.token }),
    book(ground.ctx, request('11:00')),
  ]);
  assert.deepEqual([one.ok, two.ok], [true, false]);
  await sendDue(services);
  assert.deepEqual(subjects(), ['Je afspraak op maandag 23 november']);
});

test('what changed is told with what was told before, and what changed twice once', async () => {
  const { token } = await told();
  await move(ground.ctx, token, { start: at('12:00') });
  await move(ground.ctx, token, { start: at('14:00') });
  await sendDue(services);
  assert.deepEqual(subjects(), ['Je afspraak is verzet naar maandag 23 november']);
  const text = mails.taken[0]?.parsed.text ?? '';
  assert.match(text, /Eerst was die op maandag 23 november om 10:00/);
  assert.match(text, /14:00 tot 14:30/);
  assert.doesNotMatch(text, /12:00/);
});

test('who cancels is told so in other words than who is cancelled', async () => {
  const mine = await told('10:00');
  const theirs = await told('11:00');
  await cancel(ground.ctx, mine.token);
  await callOff(staff(), { id: theirs.id, reason: null, message: null });
  await sendDue(services);
  const texts = mails.taken.map(({ parsed }) => parsed.text ?? '').toSorted();
  assert.match(texts[0] ?? '', /^Je afspraak gaat niet door. Wij hebben die afgezegd/);
  assert.match(texts[1] ?? '', /^Je hebt je afspraak afgezegd/);
});

test('what was taken back before it was told is not told, and afterwards the way back is', async () => {
  const { id, token } = await told();
  const gone = await callOff(staff(), { id, reason: null, message: null });
  assert.ok(gone?.ok && gone.undo !== null);
  await undo(staff(), gone.undo);
  await sendDue(services);
  assert.deepEqual(subjects(), []);
  const again = await callOff(staff(), { id, reason: null, message: null });
  assert.ok(again?.ok && again.undo !== null);
  await sendDue(services);
  await undo(staff(), again.undo);
  await sendDue(services);
  assert.deepEqual(subjects(), [
    'Je afspraak op maandag 23 november gaat niet door',
    'Je afspraak op maandag 23 november',
  ]);
  assert.ok(token);
});

test('choosing again, a new link and not having come are told, each once', async () => {
  const { id } = await told();
  const asked = await askToChooseAgain(staff(), id, { version: 0, message: '' });
  assert.ok(asked.ok);
  await sendDue(services);
  const renewed = await renewLink(staff(), id);
  assert.ok(renewed.ok);
  await sendDue(services);
  ground.clock.set(at('10:40'));
  await recordOutcome(staff(), id, { outcome: 'niet-verschenen', version: undefined });
  await sendDue(services);
  assert.deepEqual(subjects(), [
    'Kies een andere tijd voor je afspraak op maandag 23 november',
    'Je nieuwe link voor je afspraak op maandag 23 november',
    'We hebben je gemist op maandag 23 november',
  ]);
  assert.ok(mails.taken[1]?.parsed.text?.includes(renewed.url));
});

test('nobody is told of what was wiped, nor of what is over', async () => {
  const { token } = await booked();
  await cancel(ground.ctx, token);
  await wipe(ground.ctx, token);
  const late = await booked('11:00');
  ground.clock.set(at('11:31'));
  await sendDue(services);
  assert.deepEqual(subjects(), []);
  assert.deepEqual(
    (await rows()).map(({ kind, state, reason }) => [kind, state, reason]),
    [
      ['cancelled', 'dropped', 'wiped'],
      ['confirmed', 'dropped', 'wiped'],
      ['confirmed', 'dropped', 'over'],
    ],
  );
  assert.ok(late);
});

test('a reminder comes the day before and two hours before, once, and not to who just booked', async () => {
  const { token } = await told();
  const due = async (when: string) => {
    ground.clock.set(when);
    await remind(services);
    await remind(services);
    await sendDue(services);
    return mails.taken.splice(0).map(({ parsed }) => parsed.subject);
  };
  assert.deepEqual(await due('2026-11-22T09:59:00+01:00'), []);
  assert.deepEqual(await due('2026-11-22T10:00:00+01:00'), ['Je afspraak is op maandag 23 november']);
  assert.deepEqual(await due('2026-11-22T12:00:00+01:00'), []);
  await move(ground.ctx, token, { start: at('16:00') });
  await sendDue(services);
  mails.taken.length = 0;
  // Of the new time the moment the day before came while it was told: only the other one is left.
  assert.deepEqual(await due('2026-11-22T17:00:00+01:00'), ['Je afspraak is op maandag 23 november']);
  const late = await told('16:30');
  assert.deepEqual(await due('2026-11-22T18:00:00+01:00'), []);
  assert.deepEqual(await due(at('14:00')), ['Je afspraak is vandaag om 16:00']);
  await cancel(ground.ctx, late.token);
  await sendDue(services);
  mails.taken.length = 0;
  assert.deepEqual(await due(at('14:40')), []);
});

test('a reminder that was made is not sent when the afspraak was moved or asks for another time meanwhile', async () => {
  const one = await told('10:00');
  const other = await told('11:00');
  ground.clock.set('2026-11-22T11:00:00+01:00');
  await remind(services);
  await move(ground.ctx, one.token, { start: at('15:00') });
  await askToChooseAgain(staff(), other.id, { version: 0, message: '' });
  await sendDue(services);
  assert.deepEqual(subjects().toSorted(), [
    'Je afspraak is verzet naar maandag 23 november',
    'Kies een andere tijd voor je afspraak op maandag 23 november',
  ]);
});

test('a server that says 4xx is asked again later, one that says 5xx is not', async () => {
  await booked('10:00');
  mails.makes({ recipient: { code: 451, text: '4.3.2 try again' } });
  await sendDue(services);
  const [waiting] = await rows();
  assert.deepEqual([waiting?.state, waiting?.attempts, waiting?.reason], ['temporary-failure', 1, '4.3.2']);
  const wait = (waiting?.nextAt ?? 0) - ground.clock.now();
  assert.ok(wait >= 0.8 * minute && wait <= 1.2 * minute, `${wait} ms`);
  await sendDue(services);
  assert.equal((await rows())[0]?.attempts, 1);
  ground.clock.advance(2 * minute);
  mails.makes({ recipient: { code: 550, text: '5.1.1 no such mailbox' } });
  await sendDue(services);
  assert.deepEqual(
    (await rows()).map(({ state, attempts, reason }) => [state, attempts, reason]),
    [['permanent-failure', 2, '5.1.1']],
  );
});

test('while a mail server cannot be reached everything waits, another host takes over, and nothing is lost', async () => {
  const way = mails.way({ ...mails.host, port: 1 });
  await booked('10:00');
  await sendDue({ ...services, mail: way });
  assert.equal(mails.taken.length, 1);
  way.mailer.close();
  await booked('11:00');
  await booked('12:00');
  mails.makes({ connect: { code: 421, text: '4.3.2 closing' } });
  await sendDue(services);
  assert.deepEqual(services.sending.open(), ['text']);
  mails.makes({});
  await sendDue(services);
  assert.equal(mails.taken.length, 1);
  ground.clock.advance(2 * minute);
  await sendDue(services);
  assert.equal(mails.taken.length, 3);
});

test('a mail of which the confirmation was lost goes once more, as the same message', async () => {
  await booked('10:00');
  mails.makes({ afterData: 'drop' });
  await sendDue(services);
  mails.makes({});
  ground.clock.advance(10 * minute);
  await sendDue(services);
  ground.clock.advance(10 * minute);
  await sendDue(services);
  const ids = mails.taken.map(({ parsed }) => parsed.messageId);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1);
});

test('a process that dies while it sends leaves what another one sends', async () => {
  await booked('10:00');
  const dying: Services = {
    ...services,
    mail: { ...mails.way(), mailer: { send: () => new Promise(() => {}), close() {} } },
  };
  void sendDue(dying);
  while ((await rows())[0]?.state !== 'sending') await new Promise((soon) => setTimeout(soon, 5));
  await sendDue(services);
  assert.equal(mails.taken.length, 0);
  ground.clock.advance(6 * minute);
  await sendDue(services);
  assert.equal(mails.taken.length, 1);
  assert.deepEqual(
    (await rows()).map(({ state, attempts }) => [state, attempts]),
    [['delivered', 2]],
  );
});

test('of many processes that send at once each message goes out once', async () => {
  for (let hour = 9; hour < 17; hour += 1) await booked(`${String(hour).padStart(2, '0')}:00`);
  await Promise.all(Array.from({ length: 4 }, () => sendDue(services)));
  assert.equal(mails.taken.length, 8);
  assert.equal(new Set(mails.taken.map(({ parsed }) => parsed.messageId)).size, 8);
});
