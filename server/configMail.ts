import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { longestBounceName } from '#server/notifications/mail/bounceAddress.ts';
import type { SmtpConfig } from '#server/notifications/mail/smtp.ts';
import { HeaderText, SecretFile, SmtpHosts } from './configFields.ts';

// The settings of mail: by which servers it goes out, from whom, and how it is signed.

/** Certificates in PEM, one behind the other. */
const Certificates = SecretFile.refine(isCertificate, 'must have a certificate, in PEM');

/** Below 2048 bits a key is not trusted any more (RFC 8301 3.2); another kind than RSA few servers check. */
const DkimKey = SecretFile.refine(isSigningKey, 'must have a private RSA key of 2048 bits or more, in PEM');

/** As it stands in the DNS, on the left of `._domainkey` (RFC 6376 3.1). */
const labels = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

const BounceSecret = HeaderText.refine((text) => text.length >= 20, 'must be at least 20 signs');

export const mailFields = {
  SMTP_URL: SmtpHosts.optional(),
  SMTP_URL_FILE: SecretFile.pipe(SmtpHosts).optional(),
  SMTP_CA_FILE: Certificates.optional(),
  MAIL_FROM: z.email('must be a mail address, like afspraken@example.nl').optional(),
  MAIL_BOUNCES: z
    .email('must be a mail address, like bounces@example.nl')
    .refine((address) => address.lastIndexOf('@') <= longestBounceName, {
      error: `may have ${longestBounceName} signs before the @, because the name of a message comes behind them`,
    })
    .optional(),
  BOUNCE_SECRET: BounceSecret.optional(),
  BOUNCE_SECRET_FILE: SecretFile.pipe(BounceSecret).optional(),
  DKIM_DOMAIN: z.string().regex(labels, 'must be a domain, like example.nl').optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(labels, 'must be a name as it stands in the DNS, like doorstart')
    .optional(),
  DKIM_KEY_FILE: DkimKey.optional(),
};
type MailSettings = z.output<z.ZodObject<typeof mailFields>>;

/** Says which settings miss another one. */
export function checkMail(env: MailSettings, problem: (name: string, message: string) => void): void {
  if (env.SMTP_URL && env.SMTP_URL_FILE)
    problem('SMTP_URL', 'is there twice: as itself and as SMTP_URL_FILE');
  if (env.BOUNCE_SECRET && env.BOUNCE_SECRET_FILE)
    problem('BOUNCE_SECRET', 'is there twice: as itself and as BOUNCE_SECRET_FILE');
  const secret = env.BOUNCE_SECRET ?? env.BOUNCE_SECRET_FILE;
  const hosts = env.SMTP_URL ?? env.SMTP_URL_FILE;
  const dkim = [env.DKIM_DOMAIN, env.DKIM_SELECTOR, env.DKIM_KEY_FILE];
  const half = 'is missing: mail needs SMTP_URL and MAIL_FROM';
  if (hosts && !env.MAIL_FROM) problem('MAIL_FROM', half);
  const isMeant = [env.MAIL_FROM, env.MAIL_BOUNCES, env.SMTP_CA_FILE, secret, ...dkim].some(Boolean);
  if (!hosts && isMeant) problem('SMTP_URL', half);
  for (const name of ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'] as const) {
    if (dkim.some(Boolean) && !env[name])
      problem(name, 'is missing: DKIM needs DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE');
  }
}

/** How mail goes out; null when none does. */
export function mailOf(env: MailSettings): SmtpConfig | null {
  const hosts = env.SMTP_URL ?? env.SMTP_URL_FILE;
  const { MAIL_FROM: from, DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: key } = env;
  if (!hosts || !from) return null;
  return {
    hosts,
    from,
    bounces: env.MAIL_BOUNCES ?? null,
    bounceSecret: env.BOUNCE_SECRET ?? env.BOUNCE_SECRET_FILE ?? null,
    ca: env.SMTP_CA_FILE ?? null,
    dkim: domain && selector && key ? { domain, selector, key } : null,
  };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}

function isSigningKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}
