import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

// A push service on this machine, and browsers that subscribed to it: what they are told is decrypted as RFC 8291 says, by code of
// its own.

const messageSchema = z.strictObject({ text: z.string(), path: z.string(), tag: z.string() });
export type Told = z.output<typeof messageSchema>;

export interface Pushed {
  /** Whose endpoint it came to. */
  name: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export type PushAnswer = (res: ServerResponse) => void;
const created: PushAnswer = (res) => res.writeHead(201).end();

export async function openPushService() {
  const taken: Pushed[] = [];
  let answer: PushAnswer = created;
  let told: (() => void)[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    taken.push({ name: req.url?.slice(1) ?? '', headers: req.headers, body: Buffer.concat(chunks) });
    for (const tell of told.splice(0)) tell();
    answer(res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    origin,
    taken,
    browser: (name: string) => makeBrowser(`${origin}/${name}`),
    answers: (by: PushAnswer = created) => {
      answer = by;
    },
    /** Done at the next request that comes. */
    next: () => new Promise<void>((done) => told.push(done)),
    async close() {
      told = [];
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A browser with keys of its own; `read` decrypts what it was sent, and fails on anything else. */
function makeBrowser(endpoint: string) {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint,
      p256dh: keys.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    },
    read: ({ body }: Pushed): Told => {
      // RFC 8188, 2.1: salt, record size, length of the key id, key id.
      const salt = body.subarray(0, 16);
      const idLength = body.readUInt8(20);
      const theirs = body.subarray(21, 21 + idLength);
      const hmac = (key: Buffer, ...parts: Buffer[]) =>
        createHmac('sha256', key).update(Buffer.concat(parts)).digest();
      const one = Buffer.from([1]);
      // RFC 8291, 3.3 and 3.4.
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
      const secret = hmac(hmac(auth, keys.computeSecret(theirs)), info, one);
      const prk = hmac(salt, secret);
      const key = hmac(prk, Buffer.from('Content-Encoding: aes128gcm\0'), one).subarray(0, 16);
      const nonce = hmac(prk, Buffer.from('Content-Encoding: nonce\0'), one).subarray(0, 12);
      const sealed = body.subarray(21 + idLength);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      return messageSchema.parse(JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')));
    },
  };
}

/** The claims of a VAPID header (RFC 8292), after its signature was checked with the key that it names. */
export function vapidClaims(header: string | undefined): { key: string; claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('a VAPID token that is not signed by its key');
  return {
    key,
    claims: z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(claims, 'base64url').toString())),
  };
}
