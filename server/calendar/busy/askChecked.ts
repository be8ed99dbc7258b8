import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { CalendarFault } from '#db/schema/calendarWords.ts';
import type { Reach } from './reach.ts';

/** A reason to stop, as the answer has it. */
export class Refused extends Error {
  readonly fault: CalendarFault;
  constructor(fault: CalendarFault) {
    super(fault);
    this.fault = fault;
  }
}

interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PROPFIND' | 'REPORT';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
}

/**
 * One request to an address that somebody typed, and its answer with the body still to be read. The host is looked up once,
 * checked, and connected to as it was checked: a name that means something else a moment later (rebinding) changes nothing.
 * Follows no redirect. Rejects with `Refused` or what Node says: `faultOf` makes a word of either.
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
    asked.once('error', reject);
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

const ofCertificate = /^(CERT_|ERR_TLS_|ERR_SSL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/** What went wrong with a request, in a word. Throws what is a fault of ours. */
export function faultOf(error: unknown, signal: AbortSignal): CalendarFault {
  if (error instanceof Refused) return error.fault;
  if (signal.aborted) return 'too-slow';
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) throw error;
  if (ofCertificate.test(code)) return 'certificate';
  // Packed by another way than it says, or only half of it came.
  if (/^(Z_|ERR_BROTLI|ERR__ERROR)/.test(code)) return 'cut-off';
  return 'unreachable';
}
