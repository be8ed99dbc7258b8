import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

// A system of a gemeente that hears what happened, as somebody else would write it after the two standards alone.

/** Standard Webhooks 1.0: any of the signatures by any secret of the receiver, and not older than five minutes. */
export function isSigned({ headers, body }: Got, secret: string, now: number): boolean {
  const [id = '', timestamp = '', given = ''] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`] ?? ''),
  );
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  assert.ok(secret.startsWith('whsec_'));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return given.split(' ').some((one) => {
    const [version, signature = ''] = one.split(',');
    const bytes = Buffer.from(signature, 'base64');
    return version === 'v1' && bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
  });
}

/** CloudEvents 1.0, structured mode, with what the profile of the Dutch government makes of it. */
const eventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.union([z.url(), z.string().regex(/^urn:nld:oin:\d{20}:systeem:[a-z]+$/)]),
  type: z.string().regex(/^nl(\.[a-z-]+)+$/),
  subject: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
});

export interface Got {
  headers: IncomingHttpHeaders;
  body: string;
  event: z.output<typeof eventSchema>;
}

export async function openReceiver() {
  const got: Got[] = [];
  const usual = (res: ServerResponse): void => {
    res.writeHead(204).end();
  };
  let answer = usual;
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    assert.match(req.headers['content-type'] ?? '', /^application\/cloudevents\+json/);
    got.push({ headers: req.headers, body, event: eventSchema.parse(JSON.parse(body)) });
    answer(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/in`;
  return {
    url,
    got,
    types: () => got.map(({ event }) => event.type.replace('nl.doorstart.', '')),
    answers: (by: (res: ServerResponse) => void = usual) => {
      answer = by;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
