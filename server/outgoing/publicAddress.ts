import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Addresses of IPv6 that were given out so far (RFC 3513): anything else leads nowhere, or by a detour to somewhere inside. */
const givenOut = ipaddr.parseCIDR('2000::/3');

/**
 * The kind of an address as IANA's registries of special addresses have it (RFC 6890), of one of IPv4 within one of IPv6 (RFC 4291
 * 2.5.5.2) as well. Only `unicast` is public.
 */
export function rangeOf(text: string): string {
  if (isIP(text) === 0) return 'invalid';
  const address = ipaddr.process(text);
  const range = address.range();
  if (address instanceof ipaddr.IPv6 && range === 'unicast' && !address.match(givenOut)) return 'reserved';
  return range;
}

/** Whether an IP address is one of the public internet: no loopback, private, link-local, shared, mapped or reserved one. */
export const isPublicAddress = (address: string): boolean => rangeOf(address) === 'unicast';

/** The host of a URL when that is an IP address, without brackets; null for a name. */
export function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}
