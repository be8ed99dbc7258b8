import { createServer, type RequestListener } from 'node:http';
import { apiListener } from '#server/api/listener.ts';
import type { Services } from '#server/http/context.ts';
import { createOrigins } from '#server/http/origin.ts';
import {
  type FixedClock,
  fixedClock,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
} from './factories.ts';
import { testDatabase } from './postgres.ts';

/** What the API answered; `body` is its JSON, or undefined when it was none. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape and fail on a wrong one
  body: any;
}

export interface CallOptions {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

export const publicUrl = 'https://doorstart.test';

/** A server of its own on a free port of this machine. */
export async function listenOn(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { port: address.port, url: `http://127.0.0.1:${address.port}`, close };
}

export type TestApi = Awaited<ReturnType<typeof startApi>>;

/**
 * The API over HTTP on a database with one location, one topic of 30 minutes and one casemanager with a meeting
 * link who works from Monday to Friday, nine to five. The clock stands at Friday 20 November 2026, ten o'clock.
 */
export async function startApi(options: { limitsEnabled?: boolean } = {}) {
  const database = await testDatabase();
  const clock: FixedClock = fixedClock();
  const location = await makeLocation(database.db, { id: 'centrum' });
  const topic = await makeTopic(database.db, { id: 'school' });
  const casemanager = await makeCasemanager(database.db, [{ locationId: location }], {
    meetingLink: 'https://video.example.nl/noor',
  });
  const services = await makeServices(database, { clock, publicUrl, ...options });
  const origins = createOrigins(publicUrl, () => '127.0.0.1');
  const server = await listenOn(
    apiListener(services, { addressOf: () => '192.0.2.1', origins }, { demo: true }),
  );
  return {
    database,
    services,
    clock,
    location,
    topic,
    casemanager,
    url: server.url,
    port: server.port,
    call: (path: string, callOptions?: CallOptions) => call(server.url, path, callOptions),
    async close() {
      await server.close();
      await stopServices(services);
      await database.drop();
    },
  };
}

export async function stopServices(services: Services): Promise<void> {
  await services.close();
}

async function call(url: string, path: string, options: CallOptions = {}): Promise<ApiAnswer> {
  const { json, method = json === undefined ? 'GET' : 'POST', headers = {}, body } = options;
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...type, ...headers },
    body: (json === undefined ? body : JSON.stringify(json)) ?? null,
  });
  const text = await response.text();
  const isJson = text !== '' && /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** A Monday at nine, free in `startApi`. */
export const monday = { start: '2026-11-23T09:00:00+01:00', location: 'centrum', modality: 'op-locatie' };

/** Somebody to book for; each with a contact of their own. */
let people = 0;
export function somebody() {
  people += 1;
  return { name: 'Sam', ageGroup: '18-22', contact: { email: `sam${people}@example.com` } };
}
