import { rootCertificates } from 'node:tls';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import type { MailWay } from '#server/notifications/context.ts';
import type { Mailer, RawMail, Refusal, Sent } from './mailer.ts';

export interface SmtpHost {
  host: string;
  port: number;
  /** TLS from the first byte (RFC 8314); otherwise STARTTLS is asked for. */
  secure: boolean;
  /** Null on a machine that needs none. */
  auth: { user: string; pass: string } | null;
}

export interface SmtpConfig {
  /** In the order in which they are tried; at least one. */
  hosts: readonly SmtpHost[];
  /** The address that mail comes from. */
  from: string;
  /** Where a server says that it could not be delivered; null for where it comes from. */
  bounces: string | null;
  /** What a server that brings back mails comes with; null or left out when none does. */
  bounceSecret?: string | null;
  /** Certificates (PEM) of who vouches for the servers, beside those that everybody knows; null for none. */
  ca: string | null;
  /** With what each mail is signed (RFC 6376); null where the servers do that, or nobody. */
  dkim: DkimConfig | null;
}

/** What of it is about the servers. */
type Servers = Omit<SmtpConfig, 'from' | 'bounces'>;

export interface DkimConfig {
  domain: string;
  /** The key stands in the DNS at `SELECTOR._domainkey.DOMAIN`. */
  selector: string;
  /** A private RSA key, PEM. */
  key: string;
}

/** How long is waited (ms) until there is a connection, and for each answer. */
export interface Patience {
  connectMs: number;
  answerMs: number;
}
const usualPatience: Patience = { connectMs: 10_000, answerMs: 30_000 };

/** Mail by the servers of a gemeente. */
export const mailBy = (
  { from, bounces, bounceSecret = null, ...servers }: SmtpConfig,
  patience = usualPatience,
): MailWay => ({
  mailer: createSmtp(servers, patience),
  from,
  bounces,
  bounceSecret,
});

/** At most so many connections to one host, and messages over one. */
const connections = 5;
const messagesEach = 100;

const takenSchema = z.object({ response: z.string().optional() });
const errorSchema = z.object({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
  command: z.string().optional(),
});

/** Errors of a server that are about this message; all others are about the way there. */
const ofMessage = new Set(['EENVELOPE', 'EMESSAGE', 'ESTREAM']);

/** Sends mail over SMTP (RFC 5321): by the first host that takes it, in the order in which they are given. */
export function createSmtp({ hosts, ...safety }: Servers, patience = usualPatience): Mailer {
  const ways = hosts.map((host) => ({ host: host.host, way: open(host, safety, patience) }));
  return {
    async send(mail, givingUp) {
      let last: Sent = { ok: false, error: 'away', reason: 'no-host' };
      for (const { host, way } of ways) {
        last = await sendBy(way, mail, { host, signal: givingUp });
        if (last.ok || last.error !== 'away') return last;
      }
      return last;
    },
    close() {
      for (const { way } of ways) way.close({ force: true });
    },
  };
}

function open(
  { host, port, secure, auth }: SmtpHost,
  { ca, dkim }: Omit<Servers, 'hosts'>,
  { connectMs, answerMs }: Patience,
): Transporter {
  return createTransport({
    pool: true,
    host,
    port,
    secure,
    // A password, and what is told to somebody, never goes over an open line but on the machine itself.
    requireTLS: !secure && !isHere(host),
    maxConnections: connections,
    maxMessages: messagesEach,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    // When to try again is for the outbox to say.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    // Node checks name and date of the certificate by itself; what is given here comes in the place of whom it trusts.
    ...(ca ? { tls: { ca: [...rootCertificates, ca] } } : {}),
    ...(dkim ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.key } } : {}),
    ...(auth ? { auth } : {}),
  });
}

const isHere = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

async function sendBy(
  way: Transporter,
  { from, to, raw }: RawMail,
  { host, signal }: { host: string; signal: AbortSignal },
): Promise<Sent> {
  try {
    const info = await way.sendMail({ envelope: { from, to }, raw, signal });
    return { ok: true, providerId: takenSchema.parse(info).response?.slice(0, 200) ?? null };
  } catch (error) {
    const sent = readError(error);
    return sent.ok ? sent : { ...sent, refusal: refusalOf(host, error) };
  }
}

/** Where nodemailer says that it ended. */
const steps: Readonly<Record<string, Refusal['at']>> = {
  ETLS: 'tls',
  EAUTH: 'sign-in',
  ENOAUTH: 'sign-in',
  EOAUTH2: 'sign-in',
  EMESSAGE: 'message',
  ESTREAM: 'message',
};

function refusalOf(host: string, error: unknown): Refusal {
  const { code = '', response = '', command = '' } = errorSchema.safeParse(error).data ?? {};
  // A certificate that is not trusted comes as an error of the line, with a code of OpenSSL or of Node.
  const isTls = /CERT|ALTNAME|SSL|TLS/.test(code) || /certificate|wrong version/i.test(String(error));
  const ofEnvelope = command === 'MAIL FROM' ? 'sender' : 'receiver';
  const at = isTls ? 'tls' : code === 'EENVELOPE' ? ofEnvelope : (steps[code] ?? 'connection');
  const answer = response.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return { host, at, answer: answer === '' ? null : answer.slice(0, 300) };
}

/** What an error of nodemailer means for what is to be done. */
export function readError(error: unknown): Sent {
  const parsed = errorSchema.safeParse(error);
  const { code = '', responseCode, response = '', command = '' } = parsed.success ? parsed.data : {};
  // RFC 3463: the code says more than the three digits of RFC 5321.
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const reason =
    status ?? (responseCode === undefined ? code.toLowerCase() || 'unknown' : String(responseCode));
  if (code === 'EABORT') return { ok: false, error: 'stopped', reason: 'stopped' };
  // 421 closes the line. Who is refused as a sender is so with every message.
  const isRefused = command === 'MAIL FROM' && responseCode !== undefined && responseCode >= 500;
  if (!ofMessage.has(code) || responseCode === 421 || isRefused) return { ok: false, error: 'away', reason };
  return {
    ok: false,
    error: responseCode !== undefined && responseCode >= 500 ? 'permanent' : 'temporary',
    reason,
  };
}
