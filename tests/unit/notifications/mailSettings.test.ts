import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '#server/config.ts';
import { makeAuthority } from '../../support/certificates.ts';

const folder = await mkdtemp(join(tmpdir(), 'doorstart-'));
async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}
const rsaKey = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

const mail = {
  SMTP_URL: 'smtp://doorstart:geh%40im@mail.gemeente.nl smtps://reserve.gemeente.nl',
  MAIL_FROM: 'afspraken@gemeente.nl',
};
const said = (env: Record<string, string | undefined>) => readConfig(env).problems ?? [];
const names = (env: Record<string, string | undefined>) => said(env).map((line) => line.split(' ')[0]);

test('mail is whole, off, or said to be half', async () => {
  assert.deepEqual(readConfig(mail).config?.mail, {
    hosts: [
      {
        host: 'mail.gemeente.nl',
        port: 587,
        secure: false,
        auth: { user: 'doorstart', pass: 'geh@im' },
      },
      { host: 'reserve.gemeente.nl', port: 465, secure: true, auth: null },
    ],
    from: 'afspraken@gemeente.nl',
    bounces: null,
    bounceSecret: null,
    ca: null,
    dkim: null,
  });
  assert.equal(readConfig({}).config?.mail, null);
  assert.deepEqual(names({ SMTP_URL: mail.SMTP_URL }), ['MAIL_FROM']);
  assert.deepEqual(names({ MAIL_BOUNCES: 'terug@gemeente.nl' }), ['SMTP_URL']);
  assert.deepEqual(names({ ...mail, DKIM_DOMAIN: 'gemeente.nl' }), ['DKIM_SELECTOR', 'DKIM_KEY_FILE']);
  const key = await file('dkim.pem', rsaKey(2048));
  const dkim = { DKIM_DOMAIN: 'gemeente.nl', DKIM_SELECTOR: 'doorstart', DKIM_KEY_FILE: key };
  assert.equal(readConfig({ ...mail, ...dkim }).config?.mail?.dkim?.selector, 'doorstart');
  assert.deepEqual(names(dkim), ['SMTP_URL']);
});

test('a key or certificate that cannot be used is said at the start, without what stands in it', async () => {
  const ca = await file('ca.pem', makeAuthority().cert);
  assert.match(readConfig({ ...mail, SMTP_CA_FILE: ca }).config?.mail?.ca ?? '', /BEGIN CERTIFICATE/);
  const words = await file('words.pem', 'geen certificaat en geen sleutel');
  const short = await file('short.pem', rsaKey(1024));
  const dkim = { DKIM_DOMAIN: 'gemeente.nl', DKIM_SELECTOR: 'doorstart' };
  assert.deepEqual(said({ ...mail, ...dkim, SMTP_CA_FILE: words, DKIM_KEY_FILE: short }), [
    'SMTP_CA_FILE must have a certificate, in PEM',
    'DKIM_KEY_FILE must have a private RSA key of 2048 bits or more, in PEM',
  ]);
  assert.deepEqual(names({ ...mail, ...dkim, DKIM_KEY_FILE: words }), ['DKIM_KEY_FILE']);
});

test('behind an address for bounces there is room for the name of a message', () => {
  const most = 'b'.repeat(27);
  assert.equal(
    readConfig({ ...mail, MAIL_BOUNCES: `${most}@gemeente.nl` }).config?.mail?.bounces,
    `${most}@gemeente.nl`,
  );
  assert.deepEqual(names({ ...mail, MAIL_BOUNCES: `b${most}@gemeente.nl` }), ['MAIL_BOUNCES']);
});
