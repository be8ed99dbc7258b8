import { createHmac, randomBytes } from 'node:crypto';

// Signatures of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA-256 over id, moment and body.

const prefix = 'whsec_';

/** A new secret, as its receiver gets it. */
export const newSecret = (): string => prefix + randomBytes(32).toString('base64');

/** The headers of a message, signed with each secret; a receiver takes one that fits any of its own. `now` is epoch ms. */
export function signedHeaders(
  { id, body, secrets }: { id: string; body: string; secrets: readonly string[] },
  now: number,
): Record<string, string> {
  const timestamp = Math.floor(now / 1000).toString();
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
