import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import type { Seals } from '#server/kernel/seals.ts';

// Codes of an app, of six digits each 30 seconds (RFC 6238), with SHA-1: the one that every app knows.

const periodSeconds = 30;
/** A clock that is one step off is let through. */
const window = 1;
const secretBytes = 20;

const totpOf = (secret: string, label = '', issuer = '') =>
  new TOTP({ secret: Secret.fromBase32(secret), issuer, label, period: periodSeconds, digits: 6 });

/** A new secret for an app, 160 bits in base32. */
export const newSecret = (): string => new Secret({ size: secretBytes }).base32;

/** The step of 30 seconds that a code is of at an instant (epoch ms); null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window });
  return delta === null ? null : Math.floor(now / 1000 / periodSeconds) + delta;
}

/** What an app needs to give codes for somebody. */
export interface AppSetUp {
  /** The secret in groups of four, to type. */
  words: string;
  /** The address that an app on the same device opens. */
  uri: string;
  /** A picture of that address to scan: the address of an image, SVG. */
  picture: string;
  /** The secret as the form carries it, for this owner alone. */
  sealed: string;
}

/**
 * A secret to set up in an app: a new one, or the one that a form carries. `owner` is the id of the session or sign-in that it is
 * for. Null for a form that carries none of ours.
 */
export async function setUpApp(
  seals: Seals,
  { owner, email, issuer }: { owner: string; email: string; issuer: string },
  carried?: string,
): Promise<AppSetUp | null> {
  const secret = carried === undefined ? newSecret() : seals.open('totp-set-up', owner, carried);
  if (secret === null) return null;
  const uri = totpOf(secret, email, issuer).toString();
  const svg = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return {
    words: secret.match(/.{1,4}/g)?.join(' ') ?? secret,
    uri,
    picture: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    sealed: carried ?? seals.seal('totp-set-up', owner, secret),
  };
}
