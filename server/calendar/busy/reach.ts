import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** What of a network may be asked for the calendars of casemanagers. */
export interface Reach {
  /** The addresses of a host; throws when it has none. */
  lookup(host: string): Promise<readonly string[]>;
  /** Whether a connection may be made to this address of a host. */
  mayConnect(host: string, address: string): boolean;
  /** Whether this host may be asked without TLS. */
  mayBePlain(host: string): boolean;
}

/** What the ranges of an own network are called by `ipaddr.js`: RFC 1918, RFC 6598 and RFC 4193. */
const inside: readonly string[] = ['private', 'carrierGradeNat', 'uniqueLocal'];
/** Addresses of IPv6 that were given out so far (RFC 3513): anything else leads nowhere, or by a detour to somewhere inside. */
const givenOut = ipaddr.parseCIDR('2000::/3');

/**
 * Public addresses only, so that nobody can use a link to look around in the network of the gemeente. `hosts` are those that may
 * be inside of it, by name; a demo may ask them without TLS, and on its own machine. Never the addresses by which a machine in
 * a cloud asks who it is (169.254.0.0/16).
 */
export function createReach(hosts: readonly string[], { isDemo }: { isDemo: boolean }): Reach {
  const named = new Set(hosts.map((host) => host.toLowerCase()));
  return {
    lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    mayConnect(host, address) {
      const range = rangeOf(address);
      if (range === 'unicast') return true;
      if (!named.has(host)) return false;
      return inside.includes(range) || (isDemo && range === 'loopback');
    },
    mayBePlain: (host) => isDemo && named.has(host),
  };
}

/** The kind of an address, of one of IPv4 within one of IPv6 (RFC 4291 2.5.5.2) as well; `unicast` is public. */
function rangeOf(text: string): string {
  if (!ipaddr.isValid(text)) return 'invalid';
  const address = ipaddr.process(text);
  const range = address.range();
  if (address instanceof ipaddr.IPv6 && range === 'unicast' && !address.match(givenOut)) return 'reserved';
  return range;
}
