import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { z } from 'zod';
import type { Texter } from '#server/notifications/context.ts';
import { textsBy } from '#server/notifications/text/notify.ts';

// What GOV.UK Notify, of which NotifyNL is a fork, answers at its HTTP edge: the one part of the way that tests cannot start for real.

const serviceId = '26785a09-ab16-4eb0-8407-a37497a57506';
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0';
export const template = 'f33517ff-2a88-4f6e-b855-c550268ce08a';
const headSchema = z.object({ typ: z.literal('JWT'), alg: z.literal('HS256') });
const claimsSchema = z.object({ iss: z.literal(serviceId), iat: z.number().int() });
const messageSchema = z.strictObject({
  template_id: z.uuid(),
  phone_number: z.string(),
  personalisation: z.strictObject({ bericht: z.string() }),
  reference: z.string(),
  sms_sender_id: z.uuid().optional(),
});

/** Whether a request is of our service, as the provider checks it: HS256 (RFC 7518 3.2), `iss`, and a clock within 30 seconds. */
function isSigned(authorization: string, skewSeconds: number): boolean {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  const parsed = claimsSchema.safeParse(read(claims));
  if (!headSchema.safeParse(read(head)).success || !parsed.success) return false;
  return Math.abs(parsed.data.iat - (Date.now() / 1000 + skewSeconds)) <= 30;
}

export interface TakenText {
  id: string;
  to: string;
  body: string;
  reference: string;
  sender: string | undefined;
  status: string;
}

/** What it does instead of answering: an answer of its own, or taking the message and then saying nothing, with the line cut. */
type Trouble = { status: number; body: unknown; headers?: Record<string, string> } | 'take and drop';

export const refusal = (error: string, message: string) => ({ errors: [{ error, message }] });

/** A provider on this machine that keeps what it takes. */
export async function openNotifyServer() {
  const taken: TakenText[] = [];
  let trouble: Trouble | null = null;
  let skewSeconds = 0;
  const asked: string[] = [];
  const server = createServer(async (req, res) => {
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part);
    const url = new URL(req.url ?? '/', 'http://notify.test');
    asked.push(`${req.method} ${url.pathname}`);
    if (!isSigned(req.headers.authorization ?? '', skewSeconds))
      return answer(
        403,
        refusal('AuthError', 'Error: Your system clock must be accurate to within 30 seconds'),
      );
    if (req.method === 'GET' && url.pathname === '/v2/notifications') {
      const notifications = taken
        .filter(({ reference }) => reference === url.searchParams.get('reference'))
        .map(({ id, reference, status }) => ({ id, reference, status, type: 'sms' }));
      return answer(200, { notifications, links: { current: url.href } });
    }
    if (req.method !== 'POST' || url.pathname !== '/v2/notifications/sms') return answer(404, {});
    if (trouble !== null && trouble !== 'take and drop')
      return answer(trouble.status, trouble.body, trouble.headers);
    const parsed = messageSchema.safeParse(JSON.parse(Buffer.concat(parts).toString()));
    if (!parsed.success) return answer(400, refusal('ValidationError', parsed.error.message));
    const { template_id, phone_number: to, personalisation, reference, sms_sender_id: sender } = parsed.data;
    if (template_id !== template) return answer(400, refusal('BadRequestError', 'Template not found'));
    const id = randomUUID();
    taken.push({ id, to, body: personalisation.bericht, reference, sender, status: 'sending' });
    if (trouble === 'take and drop') return void req.socket.destroy();
    answer(201, { id, reference, content: { body: personalisation.bericht, from_number: 'Afspraak' } });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  return {
    taken,
    asked,
    logged,
    url: `http://127.0.0.1:${address.port}`,
    way: (
      changes: { sender?: string; template?: string; url?: string; receiptToken?: string } = {},
    ): Texter =>
      textsBy(
        {
          url: changes.url ?? `http://127.0.0.1:${address.port}`,
          apiKey: `doorstart_test-${serviceId}-${secret}`,
          template: changes.template ?? template,
          sender: changes.sender ?? null,
          receiptToken: changes.receiptToken ?? null,
        },
        { log },
      ),
    /** From now on; null for none. */
    makes(next: Trouble | null) {
      trouble = next;
    },
    /** Its clock, so much later than ours. */
    isLater(seconds: number) {
      skewSeconds = seconds;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
export type TestNotifyServer = Awaited<ReturnType<typeof openNotifyServer>>;
