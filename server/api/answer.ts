import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Encoded, encoded } from '#server/http/encodings.ts';
import { represent } from '#server/http/represent.ts';

/** An answer of the API before it goes out. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | null;
}

export const apiVersion = '1.6.0';

/** Before every path of the API: only the major version (API Design Rules, uri-version). */
export const apiBase = '/api/v1';

/** On every answer: what is said here is the reader's alone and may be wrong a moment later. */
export const commonHeaders = { 'api-version': apiVersion, 'cache-control': 'no-store' };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return written(status, JSON.stringify(value), headers);
}

/** As `json`, of what is JSON already. */
function written(status: number, body: Answer['body'], headers: Record<string, string>): Answer {
  return { status, headers: { ...commonHeaders, 'content-type': 'application/json', ...headers }, body };
}

/** JSON that may be compressed while the reader waits. */
export const packed = (value: unknown): Encoded =>
  encoded(new TextEncoder().encode(JSON.stringify(value)), 'often');

interface OpenOptions {
  headers?: Record<string, string>;
  /** A validator of the body: who has it already gets 304. */
  etag?: string;
}

/**
 * 200 with JSON that holds nothing of anybody's own, compressed as the reader takes it. Other answers are not compressed:
 * how small they get would tell of a token in them, beside words that somebody else chose (BREACH, CVE-2013-3587).
 */
export async function openAnswer(
  req: IncomingMessage,
  body: Encoded,
  { headers = {}, etag }: OpenOptions = {},
): Promise<Answer> {
  const chosen = await represent(req, body, etag);
  const vary = [headers.vary, chosen.headers.vary].filter(Boolean).join(', ');
  return written(chosen.status, chosen.body, { ...headers, ...chosen.headers, vary });
}

export function noContent(headers: Record<string, string> = {}): Answer {
  return { status: 204, headers: { ...commonHeaders, ...headers }, body: null };
}

/** An answer as hono passes it on. */
export function responseOf({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}

/** Writes an answer on node's own response. */
export function send(res: ServerResponse, { status, headers, body }: Answer): void {
  if (body !== null) headers['content-length'] = String(Buffer.byteLength(body));
  res.writeHead(status, headers);
  res.end(body ?? undefined);
}
