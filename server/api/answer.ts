import type { ServerResponse } from 'node:http';

/** An answer of the API before it goes out. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | null;
}

export const apiVersion = '1.1.0';

/** Before every path of the API: only the major version (API Design Rules, uri-version). */
export const apiBase = '/api/v1';

/** On every answer: what is said here is the reader's alone and may be wrong a moment later. */
export const commonHeaders = { 'api-version': apiVersion, 'cache-control': 'no-store' };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return written(status, JSON.stringify(value), headers);
}

/** As `json`, of what is JSON already. */
export function written(status: number, body: Answer['body'], headers: Record<string, string> = {}): Answer {
  return { status, headers: { ...commonHeaders, 'content-type': 'application/json', ...headers }, body };
}

export function noContent(headers: Record<string, string> = {}): Answer {
  return { status: 204, headers: { ...commonHeaders, ...headers }, body: null };
}

/** Writes an answer on node's own response. */
export function send(res: ServerResponse, { status, headers, body }: Answer): void {
  if (body !== null) headers['content-length'] = String(Buffer.byteLength(body));
  res.writeHead(status, headers);
  res.end(body ?? undefined);
}
