import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Encoded, encodingsTaken } from './encodings.ts';

/** The representation of a body that is sent for one request. */
export interface Representation {
  /** 200 or 304, unless the caller replaces it. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
}

/** The weak ETag of a body (RFC 9110 8.8.3), the same for all encodings and in all processes. */
export const etagOf = (body: Uint8Array): string =>
  `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** 304 if the client's ETag matches, else the body in its best accepted encoding. */
export async function represent(
  { headers }: Pick<IncomingMessage, 'headers'>,
  body: Encoded,
  etag?: string,
): Promise<Representation> {
  const told: Record<string, string> = { vary: 'Accept-Encoding' };
  if (etag !== undefined) {
    told.etag = etag;
    if (matches(headers['if-none-match'], etag)) return { status: 304, headers: told, body: null };
  }
  const best = await smallest(headers['accept-encoding'], body);
  if (best.encoding) told['content-encoding'] = best.encoding;
  return { status: 200, headers: told, body: best.bytes };
}

/** Sends a representation with further headers. A HEAD request gets the headers only. */
export function sendRepresentation(
  req: IncomingMessage,
  res: ServerResponse,
  headers: OutgoingHttpHeaders,
  { status, headers: told, body }: Representation,
): void {
  const all: OutgoingHttpHeaders = { ...headers, ...told };
  if (body) all['Content-Length'] = body.byteLength;
  res.writeHead(status, all);
  res.end(req.method === 'HEAD' || !body ? undefined : body);
}

async function smallest(accept: string | string[] | undefined, body: Encoded) {
  for (const encoding of encodingsTaken(accept?.toString())) {
    const bytes = await body.in(encoding);
    if (bytes) return { encoding, bytes };
  }
  return { encoding: null, bytes: body.identity };
}

/**
 * Weak comparison of If-None-Match (RFC 9110 13.1.2): `W/` is ignored. `Cache-Control: no-cache` of the request does not
 * prevent a 304: `fetch` adds it to every request that sets If-None-Match.
 */
export function matches(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined || ifNoneMatch === null) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
