import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readMail } from '#server/mailbox/readMail.ts';
import { readMailbox } from '#server/mailbox/readMailbox.ts';
import { composeMail } from '#server/notifications/mail/composeMail.ts';
import { mailColours } from '#server/notifications/mail/mailColours.ts';
import { fixedClock, jongereCtx, makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const siteUrl = 'http://127.0.0.1:4321';
const onPhone = 'http://192.168.1.20:4321';
const clock = fixedClock('2026-11-20T10:00:00+01:00');
let database: Awaited<ReturnType<typeof testDatabase>>;
let services: Awaited<ReturnType<typeof makeServices>>;
before(async () => {
  database = await testDatabase();
  services = await makeServices(database, { clock, publicUrl: siteUrl, hasMailbox: true });
});
after(async () => {
  await services.close();
  await database.drop();
});

const phone = () => ({ ...jongereCtx(services), publicUrl: onPhone });

async function sendMail(subject: string): Promise<void> {
  const { mail } = services;
  assert.ok(mail);
  const raw = await composeMail({
    from: { name: 'Gemeente', address: 'doorstart@demo.example' },
    to: 'sam@example.nl',
    replyTo: 'balie@example.nl',
    messageId: `${subject}@example.nl`,
    thread: null,
    letter: {
      language: 'nl',
      sender: 'Gemeente',
      subject,
      lines: ['Tot dan'],
      facts: [],
      action: { label: 'Bekijk', url: `${siteUrl}/mijn-afspraak/x` },
      added: null,
      foot: [],
    },
    colours: mailColours({ action: null, link: null, header: null }, services.grounds),
    calendar: { method: 'REQUEST', text: `BEGIN:VCALENDAR\r\nURL:${siteUrl}\r\nEND:VCALENDAR\r\n` },
    at: clock.now(),
  });
  const sent = await mail.mailer.send(
    { from: mail.from, to: 'sam@example.nl', raw },
    AbortSignal.timeout(10_000),
  );
  assert.ok(sent.ok);
}

test('a demo keeps mail, and shows it with the address by which who looks knows the site', async () => {
  await sendMail('Je afspraak staat');
  const mailbox = await readMailbox(phone());
  assert.deepEqual(
    mailbox?.mails.map(({ subject, to, at }) => ({ subject, to, at })),
    [{ subject: 'Je afspraak staat', to: 'sam@example.nl', at: clock.now() }],
  );
  const mail = await readMail(phone(), mailbox?.mails[0]?.id ?? '');
  assert.ok(mail);
  assert.ok(mail.html.includes(`href="${onPhone}/mijn-afspraak/x"`), mail.html);
  assert.ok(mail.text.includes(`${onPhone}/mijn-afspraak/x`));
  const [file, ...more] = mail.files;
  assert.deepEqual(more, []);
  assert.equal(file?.name, 'afspraak.ics');
  assert.equal(file.type, 'text/calendar; charset=utf-8; method=REQUEST');
  assert.ok(file.content.toString('utf8').includes(`URL:${siteUrl}\r\n`), 'as it was sent');
  assert.ok(mail.head.some(({ name, value }) => name === 'Auto-Submitted' && value === 'auto-generated'));
});

test('a demo keeps text messages', async () => {
  const body = `Kijk: ${siteUrl}/mijn-afspraak/y`;
  const { texts } = services;
  assert.ok(texts);
  await texts.send(
    { to: '+31612345678', body, reference: 'x', discreet: false, isRepeat: false },
    AbortSignal.timeout(10_000),
  );
  const mailbox = await readMailbox(phone());
  assert.deepEqual(
    mailbox?.texts.map((text) => ({ to: text.to, body: text.body })),
    [{ to: '+31612345678', body: `Kijk: ${onPhone}/mijn-afspraak/y` }],
  );
});

test('what is no mail of the mailbox is not found', async () => {
  const text = (await readMailbox(phone()))?.texts[0]?.id ?? '';
  for (const id of [text, 'x', '00000000-0000-4000-8000-000000000000'])
    assert.equal(await readMail(phone(), id), null);
});

test('the newest two hundred stay, and none longer than two days', async () => {
  await database.sql`
    insert into demo_messages (at, channel, recipient, raw)
    select ${new Date(clock.now()).toISOString()}::timestamptz - n * interval '1 minute', 'text', '+31612345678', ''
    from generate_series(1, 300) n`;
  clock.advance(1);
  await sendMail('De nieuwste');
  const count = async () => (await database.sql`select from demo_messages`).length;
  assert.equal(await count(), 200);
  assert.equal((await readMailbox(phone()))?.mails[0]?.subject, 'De nieuwste');
  clock.advance(2 * 24 * 3_600_000 + 1);
  await sendMail('Twee dagen later');
  assert.equal(await count(), 1);
});

test('where messages really go out there is no mailbox, whatever the table holds', async () => {
  const gemeente = await makeServices(database, { clock, publicUrl: siteUrl });
  after(() => gemeente.close());
  assert.equal(gemeente.mail, null);
  assert.equal(await readMailbox(jongereCtx(gemeente)), null);
  const [row] = await database.sql<{ id: string }[]>`select id from demo_messages limit 1`;
  assert.equal(await readMail(jongereCtx(gemeente), row?.id ?? ''), null);
});
