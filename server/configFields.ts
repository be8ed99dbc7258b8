import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { problemOfAddress } from '#db/address.ts';
import type { SmtpHost } from '#server/notifications/mail/smtp.ts';

// What a setting of the environment can be, and what is said when it is not.

/** Words that people leave standing in an example configuration. */
const PLACEHOLDER =
  /change.?me|placeholder|example|password|doorstart|geheim|demo.?secret|replace.?(me|this)|your.?secret/i;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

export const DatabaseUrl = z.string().superRefine((text, { addIssue }) => {
  const problem = problemOfAddress(text);
  if (problem) addIssue({ code: 'custom', message: problem });
});

export const PublicUrl = z
  .string()
  .refine((text) => /^https?:$/.test(protocolOf(text)) && isOrigin(new URL(text)), {
    error: 'must be an address without a path, like https://doorstart.example.nl',
  })
  .transform((text) => new URL(text).origin);

export const Secret = z
  .string()
  .min(32, 'must be at least 32 characters: make one with "openssl rand -base64 32"')
  .refine((text) => text.length < 32 || (!PLACEHOLDER.test(text) && !isGuessable(text)), {
    error: 'is an example or too easy to guess: make one with "openssl rand -base64 32"',
  });

export const Issuer = z
  .string()
  .refine((text) => /^https?:$/.test(protocolOf(text)) && !/[?#]/.test(text), {
    error: 'must be the address of the provider, like https://login.microsoftonline.com/TENANT/v2.0',
  })
  .refine((text) => !URL.canParse(text) || isSafe(new URL(text)), { error: 'must begin with https://' });

/** An address on https, or on this machine. */
export const Address = (example: string) =>
  z
    .string()
    .refine((text) => /^https?:$/.test(protocolOf(text)) && isPlain(new URL(text)), {
      error: `must be an address like ${example}`,
    })
    .refine((text) => !URL.canParse(text) || isSafe(new URL(text)), { error: 'must begin with https://' });

export const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** A secret that a service manager put into a file. */
export const SecretFile = z.string().transform((path, { addIssue }) => {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text === '') addIssue({ code: 'custom', message: 'is an empty file' });
    return text;
  } catch {
    addIssue({ code: 'custom', message: 'cannot be read' });
    return z.NEVER;
  }
});

/** Mail servers in the order in which they are tried, with spaces between: `smtp://user:password@host:587`, or `smtps://`. */
export const SmtpHosts = z.string().transform((text, { addIssue }): SmtpHost[] =>
  text
    .trim()
    .split(/\s+/)
    .flatMap((address) => {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || url.search || url.hash) {
        addIssue({
          code: 'custom',
          message: 'must be addresses like smtp://user:password@mail.example.nl:587',
        });
        return [];
      }
      const secure = url.protocol === 'smtps:';
      const user = decodeURIComponent(url.username);
      return {
        host: url.hostname,
        port: Number(url.port) || (secure ? 465 : 587),
        secure,
        auth: user === '' ? null : { user, pass: decodeURIComponent(url.password) },
      };
    }),
);

/** What may stand in a header (RFC 9110 5.5), since Node would refuse it only when it is sent. */
export const HeaderText = z.string().regex(/^[\x21-\x7e]+$/, 'must be one word of plain signs');

const protocolOf = (text: string) => (URL.canParse(text) ? new URL(text).protocol : '');

const isOrigin = ({ pathname, search, hash, username, password }: URL) =>
  pathname === '/' && !search && !hash && !username && !password;

/** No word behind `?` or `#`, and no password in it. */
const isPlain = ({ search, hash, username, password }: URL) => !search && !hash && !username && !password;

export const isSafe = ({ protocol, hostname }: URL) => protocol === 'https:' || LOOPBACK.test(hostname);

/** Few different characters, or one short piece said again and again. */
const isGuessable = (text: string) =>
  new Set(text).size < 8 || `${text}${text}`.indexOf(text, 1) < text.length;
