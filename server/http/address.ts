import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { plainAddress } from '#server/kernel/limits/networks.ts';

/**
 * Tells from which address a request came, for limits only, as `plainAddress` writes it; empty when its connection is
 * gone. `X-Forwarded-For` counts as far as the proxies in it are trusted. Where a trusted proxy says something that is
 * no address, its own address counts: otherwise anybody could be anything.
 */
export function addressReader(trustedProxies: string[]): (req: IncomingMessage) => string {
  const trust = proxyAddr.compile(trustedProxies);
  return (req) => {
    if (req.socket.remoteAddress === undefined) return '';
    const known = proxyAddr.all(req, trust).map(plainAddress);
    return known.findLast((address) => address !== null) ?? '';
  };
}
