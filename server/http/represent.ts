import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Encoded, encodingsTaken } from './encodings.ts';

/** What goes out of a body for one request. */
export interface Representation {
  /** 200 or 304, until somebody knows better. */
  status: number;
  /** Their names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
}

/** A weak validator of a body (RFC 9110 8.8.3): the encodings share it, and so do all processes. */
export const etagOf = (body: Uint8Array): string =>
  `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** A body in the best encoding that the reader takes; with a validator, 304 when the reader has it already. */
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

/** Sends what was chosen of a body, with what else is to be told of it. A HEAD gets the headers alone. */
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

/** RFC 9110 13.1.2: compares weakly, so `W/` does not count. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}
