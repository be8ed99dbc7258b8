import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * An address in the one way in which we write it down: an IPv4 address that came as IPv6 (mapped, RFC 4291 2.5.5.2, or
 * through NAT64, RFC 6052) as the IPv4 address that it is, without the zone of a link (RFC 4007). Null for what is
 * no address.
 */
export function plainAddress(text: string): string | null {
  if (isIP(text) === 0) return null;
  const [bare = ''] = text.split('%', 1);
  const address = ipaddr.process(bare);
  if (address.kind() === 'ipv6' && address.range() === 'rfc6052') {
    return ipaddr.fromByteArray(address.toByteArray().slice(12)).toString();
  }
  return address.toString();
}

/**
 * The networks that an address belongs to and that one party may have all of, from small to large. Of IPv6 those are
 * a /64 (one link), a /56 (one connection at home) and a /48 (one site), as RFC 6177 and RIPE-690 hand them out:
 * `2001:db8:0:1200::/56`. An IPv4 address is handed out by itself. What is no address belongs to one network of its kind.
 */
export function networksOf(address: string): [smallest: string, ...wider: string[]] {
  const plain = plainAddress(address);
  if (plain === null) return ['unknown'];
  if (isIP(plain) === 4) return [plain];
  const network = (bits: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/${bits}`)}/${bits}`;
  return [network(64), network(56), network(48)];
}

/**
 * Each network around an address may do twice as much as the one within it: more people share it, but one visitor can
 * have all of its addresses. `order` is 0 for the smallest.
 */
export function mostOfNetwork(mostOfAddress: number, order: number): number {
  return mostOfAddress * 2 ** order;
}
