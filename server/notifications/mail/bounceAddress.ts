// A mail that cannot be delivered comes back to the address that it was sent from. That one names the message, behind a plus sign
// (RFC 5233), so that what comes back is known however its text looks: `bounces+ID@example.nl`.

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** As many octets as stand before the @ (RFC 5321 4.5.3.1.1). */
const longestLocalPart = 64;
const idLength = 36;

/** What an address for bounces may have before its @, so that the name of a message fits behind it. */
export const longestBounceName = longestLocalPart - idLength - 1;

/** The address to which the bounce of a message comes: `bounces@example.nl` and the id of its row in the outbox (a UUID). */
export function bounceAddress(bounces: string, messageId: string): string {
  const at = bounces.lastIndexOf('@');
  return `${bounces.slice(0, at)}+${messageId}${bounces.slice(at)}`;
}

/**
 * Which message a bounce is about, read from the address that it came to; null for another address. Mail servers may write it in
 * capitals, and between `<` and `>`.
 */
export function messageOfBounce(bounces: string, address: string): string | null {
  const at = bounces.lastIndexOf('@');
  const [name, domain] = [bounces.slice(0, at), bounces.slice(at)].map((part) =>
    part.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&'),
  );
  const found = new RegExp(`^<?${name}\\+(${uuid})${domain}>?$`).exec(address.trim().toLowerCase());
  return found?.[1] ?? null;
}
