import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Reach } from './reach.ts';

/** Why nothing was asked. */
export type RefusedWhy = 'not-https' | 'private-address' | 'no-address' | 'too-slow';

/** Nothing was asked. */
export class Refused extends Error {
  override name = 'Refused';
  readonly why: RefusedWhy;
  constructor(why: RefusedWhy) {
    super(why);
    this.why = why;
  }
}

interface Asked {
  /** GET unless given. */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array | string;
  signal: AbortSignal;
}

/**
 * One request to an address that somebody gave, and its answer with the body still to be read. The host is looked up once,
 * each of its addresses checked, and connected to as it was checked: a name that means something else a moment later (rebinding)
 * changes nothing. Follows no redirect. Rejects with `Refused` or what Node says.
 */
export async function askChecked(
  reach: Reach,
  url: URL,
  { method = 'GET', headers = {}, body, signal }: Asked,
): Promise<IncomingMessage> {
  // A dot at the end names the same host.
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && reach.mayBePlain(host)))
    throw new Refused('not-https');
  const address = await addressOf(reach, host, signal);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const options = {
      method,
      // No connection that was made for another host is used again.
      agent: false,
      lookup: only(address),
      signal,
      maxHeaderSize: 16_384,
      headers: { 'user-agent': 'Doorstart', ...headers },
    };
    const asked = request(url, options, resolve);
    // Whoever reads the answer hears what goes wrong after it came.
    asked.on('error', reject);
    asked.end(body);
  });
}

async function addressOf(reach: Reach, host: string, signal: AbortSignal): Promise<string> {
  const addresses = isIP(host) ? [host] : await lookUp(reach, host, signal);
  // One that is inside is enough to refuse: who points there by half means it.
  if (!addresses.every((address) => reach.mayConnect(host, address))) throw new Refused('private-address');
  const [first] = addresses;
  if (first === undefined) throw new Refused('no-address');
  return addresses.find((address) => isIP(address) === 4) ?? first;
}

/** A question to DNS cannot be called back, so nobody waits for it longer than the signal says. */
function lookUp(reach: Reach, host: string, signal: AbortSignal): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Refused('too-slow'));
    if (signal.aborted) return late();
    signal.addEventListener('abort', late, { once: true });
    reach
      .lookup(host)
      .then(resolve, () => reject(new Refused('no-address')))
      .finally(() => signal.removeEventListener('abort', late));
  });
}

/** Node looks up a name by this: it gets what was checked, and nothing else. */
const only = (address: string): LookupFunction => {
  const family = isIP(address);
  return (_host, { all }, done) => (all ? done(null, [{ address, family }]) : done(null, address, family));
};
