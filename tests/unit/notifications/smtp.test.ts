import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';
import { readGrounds } from '#server/looks/grounds.ts';
import { composeMail } from '#server/notifications/mail/composeMail.ts';
import { mailColours } from '#server/notifications/mail/mailColours.ts';
import type { Sent } from '#server/notifications/mail/mailer.ts';
import { createSmtp, type SmtpConfig, type SmtpHost } from '#server/notifications/mail/smtp.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { makeAuthority } from '../../support/certificates.ts';
import { type MailServerOptions, openMailServer } from '../../support/mailServer.ts';
import { verifyDkim } from '../../support/verifyDkim.ts';

// Mail as it goes over the line to a mail server that is elsewhere.

const authority = makeAuthority();
const certificate = authority.certify('IP:0.0.0.0');
const login = { user: 'doorstart', pass: 'geheim van de post' };
const closing: (() => unknown)[] = [];
after(async () => {
  for (const close of closing) await close();
});

async function server(options: MailServerOptions = {}) {
  const opened = await openMailServer(options);
  closing.push(opened.close);
  return opened;
}

const raw = await composeMail({
  from: { name: 'Gemeente Den Haag', address: 'afspraken@denhaag.test' },
  to: 'sam@example.com',
  replyTo: 'team@denhaag.test',
  messageId: 'a.0@denhaag.test',
  thread: 'b@denhaag.test',
  letter: {
    language: 'nl',
    sender: 'Gemeente Den Haag',
    subject: 'Je afspraak op één dag',
    lines: ['Je afspraak staat vast.'],
    facts: [],
    action: { label: 'Bekijk je afspraak', url: 'https://doorstart.test/' },
    added: null,
    foot: [],
  },
  colours: mailColours(settingsSchema.parse({}).theme, readGrounds()),
  calendar: null,
  at: Date.parse('2026-11-20T10:00:00+01:00'),
});

async function send(
  hosts: readonly SmtpHost[],
  { ca = null, dkim = null }: Partial<Pick<SmtpConfig, 'ca' | 'dkim'>> = {},
): Promise<Sent> {
  const mailer = createSmtp({ hosts, ca, dkim });
  closing.push(mailer.close);
  return mailer.send(
    { from: 'terug@denhaag.test', to: 'sam@example.com', raw },
    new AbortController().signal,
  );
}

test('mail goes over TLS to a server of which the own authority of the gemeente vouches', async () => {
  const mails = await server({ certificate, login });
  const sent = await send([{ ...mails.elsewhere, auth: login }], { ca: authority.cert });
  assert.equal(sent.ok, true);
  assert.deepEqual(
    mails.taken.map(({ secure, to }) => [secure, to]),
    [[true, ['sam@example.com']]],
  );
});

test('nothing goes to a server that cannot show who it is, nor to one that offers no TLS', async () => {
  const mails = await server({ certificate, login });
  const another = await server({ certificate: authority.certify('DNS:mail.elders.test'), login });
  const open = await server({ login });
  const withLogin = (host: SmtpHost) => [{ ...host, auth: login }];
  for (const [why, sent] of [
    ['nobody vouches', await send(withLogin(mails.elsewhere))],
    ['another vouches', await send(withLogin(mails.elsewhere), { ca: makeAuthority().cert })],
    ['another name', await send(withLogin(another.elsewhere), { ca: authority.cert })],
    ['no TLS', await send(withLogin(open.elsewhere), { ca: authority.cert })],
  ] as const) {
    assert.equal(sent.ok ? 'sent' : sent.error, 'away', why);
  }
  assert.deepEqual([...mails.taken, ...another.taken, ...open.taken], []);
  assert.deepEqual(open.logins, [], 'no password over an open line');
});

test('with a wrong password the way is closed, and the next host takes the mail', async () => {
  const mails = await server({ certificate, login });
  const second = await server({ certificate });
  const wrong = { ...mails.elsewhere, auth: { user: 'doorstart', pass: 'verkeerd' } };
  const alone = await send([wrong], { ca: authority.cert });
  assert.deepEqual(alone, {
    ok: false,
    error: 'away',
    reason: '535',
    refusal: { host: '0.0.0.0', at: 'sign-in', answer: '535 Authentication failed' },
  });
  assert.equal((await send([wrong, second.elsewhere], { ca: authority.cert })).ok, true);
  assert.deepEqual([mails.taken.length, second.taken.length], [0, 1]);
});

test('mail carries a signature that holds, and does not when a word of it is changed', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const mails = await server();
  const dkim = { domain: 'denhaag.test', selector: 'doorstart', key };
  assert.equal((await send([mails.host], { dkim })).ok, true);
  const [mail] = mails.taken;
  assert.ok(mail);
  const { tags, wrong } = verifyDkim(mail.raw, publicKey);
  assert.deepEqual(wrong, []);
  assert.deepEqual([tags.get('d'), tags.get('s')], ['denhaag.test', 'doorstart']);
  for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'content-type'])
    assert.ok(tags.get('h')?.split(':').includes(name), `${name} is signed`);
  assert.deepEqual(verifyDkim(mail.raw.replace('staat vast', 'staat los'), publicKey).wrong, ['body']);
  assert.deepEqual(verifyDkim(mail.raw.replace('sam@', 'tom@'), publicKey).wrong, ['signature']);
});

test('who tries a mail out is told where it ended, and what the server said', async () => {
  const mails = await server();
  const away = await server();
  await away.close();
  const elsewhere = await server({ certificate });
  const refusal = async (...[hosts, trouble = {}]: [SmtpHost[], Parameters<typeof mails.makes>[0]?]) => {
    mails.makes(trouble);
    const sent = await send(hosts);
    return sent.ok ? null : [sent.error, sent.refusal?.at, sent.refusal?.answer];
  };
  const no = { code: 550, text: '5.7.1 Not\r\nfrom here\u0007' };
  const said = '550 5.7.1 Not from here';
  assert.equal(await refusal([mails.host]), null);
  assert.deepEqual(await refusal([mails.host], { sender: no }), ['away', 'sender', said]);
  assert.deepEqual(await refusal([mails.host], { recipient: no }), ['permanent', 'receiver', said]);
  assert.deepEqual(await refusal([mails.host], { data: no }), ['permanent', 'message', said]);
  assert.deepEqual(await refusal([mails.host], { data: { code: 451, text: 'Later' } }), [
    'temporary',
    'message',
    '451 Later',
  ]);
  assert.deepEqual(await refusal([away.host]), ['away', 'connection', null]);
  assert.deepEqual(await refusal([elsewhere.elsewhere]), ['away', 'tls', null], 'nobody vouches for it');
});
