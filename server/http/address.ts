import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/**
 * Tells from which address a request came, for limits only.
 * `X-Forwarded-For` counts as far as the proxies in it are trusted. Of an IPv6 address only the network part
 * is kept, because one visitor may use all of the rest.
 */
export function addressReader(trustedProxies: string[]): (req: IncomingMessage) => string {
  const trust = proxyAddr.compile(trustedProxies);
  return (req) => {
    const address = proxyAddr(req, trust) ?? '';
    return address.includes('.') ? address.replace(/^::ffff:/, '') : network(address);
  };
}

/** The first 64 bits of an IPv6 address. */
function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const after = tail.split(':').filter(Boolean);
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return groups.slice(0, 4).join(':');
}
