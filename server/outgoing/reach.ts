import { lookup } from 'node:dns/promises';
import { rangeOf } from './publicAddress.ts';

/** What of a network may be asked. */
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

const lookUpAll = async (host: string) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Public addresses only, so that nobody can use an address that they give to look around in the network of the gemeente. `hosts` are
 * those that may be inside of it, by name; a demo may ask them without TLS, and on its own machine. Never the addresses by which a
 * machine in a cloud asks who it is (169.254.0.0/16).
 */
export function createReach(hosts: readonly string[], { isDemo }: { isDemo: boolean }): Reach {
  const named = new Set(hosts.map((host) => host.toLowerCase()));
  return {
    lookup: lookUpAll,
    mayConnect(host, address) {
      const range = rangeOf(address);
      if (range === 'unicast') return true;
      if (!named.has(host)) return false;
      return inside.includes(range) || (isDemo && range === 'loopback');
    },
    mayBePlain: (host) => isDemo && named.has(host),
  };
}

/** Public addresses, over https. */
export const publicOnly: Reach = createReach([], { isDemo: false });

/** Wherever it is, over plain HTTP too. */
export const anywhere: Reach = { lookup: lookUpAll, mayConnect: () => true, mayBePlain: () => true };
