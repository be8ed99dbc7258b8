import { createECDH, hkdfSync } from 'node:crypto';

/** With which this Doorstart says to push services that it is the one that a browser allowed (RFC 8292). In base64url. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  /** Whom a push service turns to. */
  subject: string;
}

/** The order of P-256 (SEC 2, 2.4.2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** More than the order has, so that what is left over by the division tells nothing (FIPS 186-5, A.2.1). */
const bytes = 40;

/**
 * Keys that follow from the secret of the server: the same in every process, with nothing to configure or to keep. Under another
 * secret browsers have to be allowed anew.
 */
export function vapidKeys(secret: string, publicUrl: string): VapidKeys {
  const material = Buffer.from(hkdfSync('sha256', secret, '', 'doorstart web push', bytes));
  const scalar = (BigInt(`0x${material.toString('hex')}`) % (order - 1n)) + 1n;
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
    // A push service refuses an address on this machine.
    subject: publicUrl.startsWith('https:') ? publicUrl : 'https://doorstart.invalid',
  };
}
