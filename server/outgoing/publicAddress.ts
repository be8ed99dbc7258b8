import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Said when an address lies in a private network; nothing was sent. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress';
}

/** Whether an IP address is one of the public internet: no loopback, private, link-local, shared, mapped or reserved one. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.process(address);
  return plain.range() === 'unicast';
}

/** The host of a URL when that is an IP address, without brackets; null for a name. */
export function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}

/**
 * Looks a name up as `net.connect` asks for it, and refuses it when any of its addresses is not public. The connection goes to
 * what was looked at here, so a name that changes between a check and a call (DNS rebinding) gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error) return callback(error, '', 0);
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddress(`${hostname} is not on the public internet`), '', 0);
    if (options.all) return callback(null, found);
    callback(null, first.address, first.family);
  });
};
