import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { anywhere } from '#server/outgoing/reach.ts';

// What Microsoft answers at its HTTP edge (login and Graph v1.0), as its reference has it: it cannot be started for real.

const time = z.strictObject({ dateTime: z.string(), timeZone: z.literal('UTC') });
const written = z.strictObject({
  subject: z.string(),
  body: z.strictObject({ contentType: z.literal('text'), content: z.string() }),
  start: time,
  end: time,
  location: z.strictObject({ displayName: z.string() }),
  showAs: z.literal('busy'),
  sensitivity: z.literal('private'),
  singleValueExtendedProperties: z
    .array(
      z.strictObject({
        id: z.string().regex(/^String \{[0-9a-f-]{36}\} Name doorstart$/),
        value: z.string(),
      }),
    )
    .optional(),
  transactionId: z.string().optional(),
});
const batch = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        id: z.string(),
        method: z.literal('GET'),
        url: z.string(),
        headers: z.record(z.string(), z.string()),
      }),
    )
    .max(20),
});

/** An event as Graph gives it. */
export type GraphEvent = Record<string, unknown> & { id: string };

export const graphApp = {
  tenant: 'denhaag.nl',
  clientId: '8f1a4c0e-0b1f-4f5e-9a53-2a1d6b8f0c11',
  secret: 's3cret',
};

export async function openGraphServer(mailboxes: readonly string[]) {
  let tokens = 0;
  let made = 0;
  const events = new Map<string, GraphEvent[]>(mailboxes.map((mailbox) => [mailbox, []]));
  const transactions = new Map<string, GraphEvent>();
  const server = {
    asked: [] as string[],
    /** What a view of the calendar has, beside what was written: pages of it. */
    view: [[]] as Record<string, unknown>[][],
    events,
    /** Tokens of before this one are refused. */
    validFrom: 0,
    /** Answers in the place of Graph; false to let Graph do it. */
    answer: (() => false) as (req: IncomingMessage, res: ServerResponse) => boolean,
    hosts: { login: '', api: '', reach: anywhere },
    async close() {
      inner.closeAllConnections();
      inner.close();
      await once(inner, 'close');
    },
  };
  const json = (res: ServerResponse, status: number, body: unknown) =>
    void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const refuse = (res: ServerResponse, status: number, code: string) =>
    json(res, status, { error: { code, message: code } });

  const take = async (req: IncomingMessage, res: ServerResponse) => {
    const url = new URL(req.url ?? '', server.hosts.api);
    server.asked.push(`${req.method} ${url.pathname.replace(/^\/v1\.0/, '')}`);
    if (server.answer(req, res)) return;
    const body = await text(req);
    if (url.pathname === `/${graphApp.tenant}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(body);
      const isOurs =
        form.get('grant_type') === 'client_credentials' &&
        form.get('client_id') === graphApp.clientId &&
        form.get('client_secret') === graphApp.secret &&
        form.get('scope') === `${server.hosts.api}/.default`;
      if (!isOurs) return json(res, 401, { error: 'invalid_client' });
      tokens += 1;
      return json(res, 200, { token_type: 'Bearer', expires_in: 3599, access_token: `token ${tokens}` });
    }
    const token = Number(/^Bearer token (\d+)$/.exec(req.headers.authorization ?? '')?.[1] ?? 0);
    if (token === 0 || token < server.validFrom) return refuse(res, 401, 'InvalidAuthenticationToken');
    if (url.pathname === '/v1.0/$batch') {
      const responses = batch.parse(JSON.parse(body)).requests.map(({ id, url: path }) => {
        const [, mailbox = '', event = ''] = /^\/users\/([^/]+)\/events\/([^/?]+)\?/.exec(path) ?? [];
        const found = events
          .get(decodeURIComponent(mailbox))
          ?.find((one) => one.id === decodeURIComponent(event));
        const code = events.has(decodeURIComponent(mailbox)) ? 'ErrorItemNotFound' : 'ErrorInvalidUser';
        return found
          ? { id, status: 200, body: found }
          : { id, status: 404, body: { error: { code, message: code } } };
      });
      return json(res, 200, { responses });
    }
    const [, mailbox = '', what = '', id = ''] =
      /^\/v1\.0\/users\/([^/]+)\/(calendarView|events)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const own = events.get(decodeURIComponent(mailbox));
    if (!own) return refuse(res, 404, 'ErrorInvalidUser');
    if (what === 'calendarView') {
      if (req.headers.prefer !== 'outlook.timezone="UTC"') return refuse(res, 400, 'BadRequest');
      const page = Number(url.searchParams.get('$skip') ?? 0);
      const more = page + 1 < server.view.length;
      const next = new URL(url);
      next.searchParams.set('$skip', String(page + 1));
      const value = [...(server.view[page] ?? []), ...(page === 0 ? own : [])];
      return json(res, 200, { value, ...(more ? { '@odata.nextLink': next.href } : {}) });
    }
    if (id === '' && req.method === 'GET') {
      const uid = /ep\/value eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1] ?? '';
      return json(res, 200, { value: own.filter((one) => JSON.stringify(one).includes(uid)) });
    }
    if (req.method === 'POST') {
      const { transactionId = '', ...event } = written.parse(JSON.parse(body));
      const known = transactions.get(transactionId);
      if (known) return json(res, 201, known);
      made += 1;
      const created = { ...event, id: `AAMk/${made}=`, isAllDay: false, isCancelled: false };
      transactions.set(transactionId, created);
      own.push(created);
      return json(res, 201, created);
    }
    const found = own.find((one) => one.id === decodeURIComponent(id));
    if (!found) return refuse(res, 404, 'ErrorItemNotFound');
    if (req.method === 'PATCH') {
      Object.assign(found, written.parse(JSON.parse(body)));
      return json(res, 200, found);
    }
    own.splice(own.indexOf(found), 1);
    return void res.writeHead(204).end();
  };
  const inner = createServer((req, res) => {
    take(req, res).catch((error) => refuse(res, 400, String(error)));
  });
  inner.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  const { port } = inner.address() as AddressInfo;
  server.hosts.login = `http://127.0.0.1:${port}`;
  server.hosts.api = `http://127.0.0.1:${port}`;
  return server;
}
