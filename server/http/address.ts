import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { plainAddress } from '#server/kernel/limits/networks.ts';

/**
 * The address of the client, for limits only, normalised by `plainAddress`; empty when the connection is closed.
 * `X-Forwarded-For` is used as far as its proxies are trusted. When a trusted proxy forwards something that is no address, the
 * address of the proxy counts, so that nobody can pretend to be somebody else.
 */
export function addressReader(trustedProxies: string[]): (req: IncomingMessage) => string {
  const trust = proxyAddr.compile(trustedProxies);
  return (req) => {
    if (req.socket.remoteAddress === undefined) return '';
    const known = proxyAddr.all(req, trust).map(plainAddress);
    return known.findLast((address) => address !== null) ?? '';
  };
}
