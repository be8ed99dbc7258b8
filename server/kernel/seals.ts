import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What is sealed; what was sealed for one purpose never opens for another. */
export type SealPurpose =
  | 'totp'
  | 'totp-set-up'
  | 'recovery-sheet'
  | 'sso-id-token'
  | 'sso-refresh-token'
  | 'calendar'
  | 'webhook-secret'
  | 'bsn';

/** Keeps a text from who has the database without the server's secret: AES-256-GCM under a key of each purpose (HKDF, RFC 5869). */
export interface Seals {
  /** `about` says whose it is: the same name opens it. */
  seal(purpose: SealPurpose, about: string, text: string): string;
  /** Null for what was sealed for something else, under another secret, or changed since. */
  open(purpose: SealPurpose, about: string, sealed: string): string | null;
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

export function createSeals(secret: string): Seals {
  const keyOf = (purpose: SealPurpose) =>
    Buffer.from(hkdfSync('sha256', secret, '', `doorstart seal ${purpose}`, keyBytes));
  return {
    seal(purpose, about, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, keyOf(purpose), iv).setAAD(Buffer.from(about));
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64url');
    },
    open(purpose, about, sealed) {
      const all = Buffer.from(sealed, 'base64url');
      if (all.length < ivBytes + tagBytes) return null;
      const cipher = createDecipheriv(algorithm, keyOf(purpose), all.subarray(0, ivBytes))
        .setAAD(Buffer.from(about))
        .setAuthTag(all.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return cipher.update(all.subarray(ivBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
