import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { askChecked } from '#server/outgoing/askChecked.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import { createBound } from '../bounded.ts';
import { faultOfStatus, Stopped, waitMsOf } from '../fault.ts';
import type { SignIn } from './secret.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Dav {
  /** For questions about a whole calendar: throws `Stopped` for any answer but one in XML. */
  ask: Fetch;
  /** For one entry: any status is an answer. */
  send: Fetch;
  signal: AbortSignal;
}

const mostRedirects = 3;
const mostBytes = 20 * 1024 * 1024;
const noBody: readonly number[] = [204, 205, 304];

/**
 * What `tsdav` asks by, instead of the `fetch` of Node: each address is checked, that of a redirect too, and what comes back is
 * bounded, all of it together. The password goes to the site that it is for: a server may name others. `signal` ends all of it.
 */
export function davFetch(reach: Reach, { server, user, password }: SignIn, signal: AbortSignal): Dav {
  // Of a reading all calendars are kept until they are picked from.
  const bounded = createBound(mostBytes);
  const home = siteOf(new URL(server).hostname);
  // RFC 7617 2.1: UTF-8, which every server of today takes.
  const authorization = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

  const send: Fetch = async (input, init = {}) => {
    const { method = 'GET', body } = init;
    if (body !== undefined && body !== null && typeof body !== 'string') throw new Error('expected a text');
    const asked = Object.fromEntries(new Headers(init.headers));
    const followed = init.redirect === 'manual' ? 0 : mostRedirects;
    let url = new URL(input instanceof Request ? input.url : input);
    for (let hop = 0; ; hop += 1) {
      const headers = siteOf(url.hostname) === home ? { ...asked, authorization } : asked;
      const answer = await askChecked(reach, url, { method, headers, body: body ?? '', signal });
      const { statusCode: status = 0, headers: said } = answer;
      const to = said.location !== undefined && status >= 300 && status < 400 ? said.location : null;
      if (to === null || followed === 0) {
        const whole = await pipeline(answer, bounded, text);
        const known = Object.entries(said).map(([name, value]) => [name, String(value)]);
        return new Response(noBody.includes(status) ? null : whole, {
          status: status >= 200 && status < 600 ? status : 500,
          headers: Object.fromEntries(known),
        });
      }
      answer.destroy();
      if (hop >= followed) throw new Stopped('redirects');
      const next = URL.canParse(to, url.href) ? new URL(to, url) : null;
      if (next === null) throw new Stopped('trouble');
      url = next;
    }
  };

  const ask: Fetch = async (input, init) => {
    const answer = await send(input, init);
    const { status, headers } = answer;
    // Where its way to the calendars leads is asked by a redirect.
    if (init?.redirect === 'manual' && status < 400) return answer;
    if (!answer.ok) throw new Stopped(faultOfStatus(status), waitMsOf(headers.get('retry-after')));
    const type = headers.get('content-type')?.toLowerCase() ?? '';
    if (type.includes('xml')) return answer;
    throw new Stopped(type.includes('html') ? 'web-page' : 'no-calendar');
  };
  return { ask, send, signal };
}

/** The last two names of a host, as of `p42-caldav.icloud.com`; an address of numbers as it is. */
const siteOf = (host: string): string =>
  /^[\d.]+$|:/.test(host) ? host : host.toLowerCase().split('.').slice(-2).join('.');
