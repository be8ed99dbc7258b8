import type { IncomingMessage } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { CalendarFault } from '#db/schema/calendarWords.ts';
import { askChecked } from '#server/outgoing/askChecked.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import { createBound } from '../bounded.ts';
import { faultOf, faultOfStatus, Stopped, waitMsOf } from '../fault.ts';

/** What the other side said of the copy that we have, to ask for changes only (RFC 9110 13.1). */
export interface Copy {
  etag: string | null;
  lastModified: string | null;
}

export type Fetched =
  | { ok: true; unchanged: false; text: string; copy: Copy }
  | { ok: true; unchanged: true }
  | { ok: false; fault: CalendarFault; waitMs?: number };

const mostRedirects = 5;
const allMs = 20_000;
/** A longer one is not worth keeping: the copy is fetched anew then. */
const mostCopyText = 300;

/**
 * Fetches the text of a link. Each address, that of a redirect too, is looked up once, checked, and connected to as it was checked:
 * a name that means something else a moment later (rebinding) changes nothing. Bounded in redirects, bytes, packed and unpacked,
 * and time for all of it.
 */
export async function fetchLink(
  reach: Reach,
  link: string,
  { copy, signal }: { copy: Copy | null; signal: AbortSignal },
): Promise<Fetched> {
  const headers = {
    accept: 'text/calendar, */*;q=0.1',
    'accept-encoding': 'gzip, deflate, br',
    ...(copy?.etag && { 'if-none-match': copy.etag }),
    ...(copy?.lastModified && { 'if-modified-since': copy.lastModified }),
  };
  const within = AbortSignal.any([signal, AbortSignal.timeout(allMs)]);
  try {
    let url = new URL(link);
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const response = await askChecked(reach, url, { headers, signal: within });
      const to = whereTo(response, url);
      if (to === null) return await read(response);
      response.destroy();
      url = to;
    }
    return { ok: false, fault: 'redirects' };
  } catch (error) {
    return { ok: false, fault: faultOf(error, within) };
  }
}

function whereTo({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return null;
  if (location === undefined || !URL.canParse(location, from.href)) throw new Stopped('trouble');
  const to = new URL(location, from.href);
  if (to.protocol === 'webcal:') return new URL(to.href.replace(/^webcal:/, 'https:'));
  return to;
}

async function read(response: IncomingMessage): Promise<Fetched> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) {
    response.destroy();
    if (statusCode === 304) return { ok: true, unchanged: true };
    const waitMs = waitMsOf(headers['retry-after']);
    return { ok: false, fault: faultOfStatus(statusCode), ...(waitMs !== null && { waitMs }) };
  }
  const whole = await pipeline(
    response,
    createBound(),
    unpack(headers['content-encoding']),
    createBound(),
    text,
  );
  const begin = whole
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 100);
  if (begin.startsWith('<')) return { ok: false, fault: 'web-page' };
  if (!/^BEGIN:VCALENDAR/i.test(begin)) return { ok: false, fault: 'no-calendar' };
  const kept = (header: string | undefined) => (header && header.length <= mostCopyText ? header : null);
  const copy = { etag: kept(headers.etag), lastModified: kept(headers['last-modified']) };
  return { ok: true, unchanged: false, text: whole, copy };
}

/** Of what was packed once; who packs twice has no calendar for us. */
function unpack(encoding = 'identity'): Duplex {
  const name = encoding.trim().toLowerCase();
  if (name === 'gzip' || name === 'x-gzip') return zlib.createGunzip();
  if (name === 'deflate') return zlib.createInflate();
  if (name === 'br') return zlib.createBrotliDecompress();
  if (name === 'identity' || name === '') return new PassThrough();
  throw new Stopped('no-calendar');
}
