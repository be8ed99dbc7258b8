import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { askChecked } from '#server/outgoing/askChecked.ts';
import { publicOnly, type Reach } from '#server/outgoing/reach.ts';
import { createBound } from '../bounded.ts';
import { faultOfStatus, Stopped, waitMsOf } from '../fault.ts';

/** How Doorstart signs in to Microsoft 365 as itself: an app that the beheerder of a tenant allows calendars. */
export interface GraphConfig {
  tenant: string;
  clientId: string;
  secret: string;
}

/** Where Microsoft is. */
export interface GraphHosts {
  login: string;
  api: string;
  reach: Reach;
}

/** The cloud of most; a connection goes to public addresses alone, as everything does. */
export const microsoft: GraphHosts = {
  login: 'https://login.microsoftonline.com',
  api: 'https://graph.microsoft.com',
  reach: publicOnly,
};

/** What Graph answered: JSON, or nothing. */
export interface GraphAnswer {
  status: number;
  body: unknown;
  /** What Graph calls the error. */
  code: string | null;
}

interface Asked {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal: AbortSignal;
}

export interface GraphApi {
  /**
   * Asks a path of the API, or an address that it gave for the next page. A 404 is an answer; whatever else is refused throws
   * `Stopped`. Times are in UTC.
   */
  ask(path: string, asked: Asked): Promise<GraphAnswer>;
}

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });
const errorSchema = z.object({ error: z.object({ code: z.string() }) });
const marginMs = 60_000;

/** The API of Microsoft 365 by client credentials (RFC 6749 4.4). A token is remembered until it is nearly over. */
export function createGraphApi(config: GraphConfig, { login, api, reach }: GraphHosts): GraphApi {
  let token: { text: string; until: number } | null = null;

  const send = async (
    url: URL,
    method: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal,
  ) => {
    const answer = await askChecked(reach, url, { method, headers, body, signal });
    const whole = await pipeline(answer, createBound(), text);
    return { status: answer.statusCode ?? 0, wait: answer.headers['retry-after'], whole };
  };

  const tokenNow = async (signal: AbortSignal): Promise<string> => {
    if (token && performance.now() < token.until) return token.text;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: config.clientId,
      client_secret: config.secret,
      scope: `${api}/.default`,
    });
    const url = new URL(`${login}/${encodeURIComponent(config.tenant)}/oauth2/v2.0/token`);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, wait, whole } = await send(url, 'POST', type, form.toString(), signal);
    // A secret that is over or wrong is a 400 or 401 (RFC 6749 5.2).
    if (status === 400 || status === 401) throw new Stopped('sign-in');
    if (status !== 200) throw new Stopped(faultOfStatus(status), waitMsOf(wait));
    const { access_token, expires_in } = parsed(whole, tokenSchema);
    token = { text: access_token, until: performance.now() + expires_in * 1000 - marginMs };
    return access_token;
  };

  return {
    async ask(path, { method = 'GET', body, signal }) {
      const url = new URL(path, `${api}/v1.0/`);
      // The next page is at an address that an answer gave: the token goes nowhere else.
      if (url.origin !== new URL(api).origin) throw new Stopped('trouble');
      for (let again = false; ; again = true) {
        const headers: Record<string, string> = {
          authorization: `Bearer ${await tokenNow(signal)}`,
          prefer: 'outlook.timezone="UTC"',
          accept: 'application/json',
        };
        if (body !== undefined) headers['content-type'] = 'application/json';
        const sent = body === undefined ? '' : JSON.stringify(body);
        const { status, wait, whole } = await send(url, method, headers, sent, signal);
        if (status === 401 && !again) {
          // Withdrawn before its time.
          token = null;
          continue;
        }
        if (status !== 404 && (status < 200 || status >= 300))
          throw new Stopped(faultOfStatus(status), waitMsOf(wait));
        const json = whole === '' ? null : parsed(whole, z.unknown());
        return { status, body: json, code: codeOf(json) };
      }
    },
  };
}

/** What Graph calls an error; null for what is none. */
export const codeOf = (body: unknown): string | null => errorSchema.safeParse(body).data?.error.code ?? null;

/** What is no JSON is a page of somebody in between. */
export function parsed<T>(whole: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(whole);
  } catch {
    throw new Stopped(whole.trimStart().startsWith('<') ? 'web-page' : 'no-calendar');
  }
  const known = schema.safeParse(json);
  if (!known.success) throw new Stopped('no-calendar');
  return known.data;
}
