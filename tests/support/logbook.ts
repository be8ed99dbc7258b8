import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

const attributes = z
  .array(z.strictObject({ key: z.string(), value: z.strictObject({ stringValue: z.string() }) }))
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value.stringValue])));
const spanSchema = z.strictObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string().min(1),
  kind: z.number().int(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes,
  status: z.strictObject({ code: z.number().int().optional() }),
});
const requestSchema = z.strictObject({
  resourceSpans: z.tuple([
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.tuple([
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(spanSchema).min(1),
        }),
      ]),
    }),
  ]),
});

export type TakenSpan = z.output<typeof spanSchema>;

/** How a logboek answers: with a confirmation, or as a test says. */
export type Answer = (res: ServerResponse) => void;
const confirm: Answer = (res) =>
  res.setHeader('content-type', 'application/json').end('{"partialSuccess":{}}');

/** A collector of OTLP over HTTP on this machine, that keeps what it was sent and refuses what is no such request. */
export async function openLogbook() {
  const taken: {
    spans: TakenSpan[];
    resource: Record<string, string>;
    headers: IncomingHttpHeaders;
    body: string;
  }[] = [];
  let answer: Answer = confirm;
  let told: (() => void)[] = [];
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    const request = requestSchema.safeParse(JSON.parse(body));
    if (!request.success || req.method !== 'POST' || req.url !== '/v1/traces') {
      res.writeHead(400).end(String(request.error));
      return;
    }
    const [{ resource, scopeSpans }] = request.data.resourceSpans;
    taken.push({ spans: scopeSpans[0].spans, resource: resource.attributes, headers: req.headers, body });
    for (const tell of told.splice(0)) tell();
    answer(res);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const port = await listen(0);
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
    told = [];
  };
  return {
    config: {
      endpoint: `http://127.0.0.1:${port}/v1/traces`,
      register: 'https://register.example.nl/doorstart',
      token: 'of-tests',
    },
    taken,
    spans: () => taken.flatMap(({ spans }) => spans),
    /** What it answers from now on; nothing for a confirmation. */
    answers: (by: Answer = confirm) => {
      answer = by;
    },
    /** Done at the next request that comes. */
    next: () => new Promise<void>((done) => told.push(done)),
    close,
    open: () => listen(port),
  };
}
