import type { IncomingMessage } from 'node:http';
import { readBody } from '#server/http/body.ts';

export type BodyResult =
  | { ok: true; value: unknown }
  | { ok: false; error: 'too-large' | 'wrong-content-type' | 'broken-json' };

/** Whether a request comes with a body at all (RFC 9112 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The JSON of a request. What is too large is not kept, whatever length it announces or leaves out. */
export async function readJson(req: IncomingMessage): Promise<BodyResult> {
  const { headers } = req;
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const encoding = headers['content-encoding'] ?? 'identity';
  if (type.trim().toLowerCase() !== 'application/json' || encoding !== 'identity') {
    return { ok: false, error: 'wrong-content-type' };
  }
  const read = await readBody(req);
  if (!read.ok) return { ok: false, error: read.error === 'too-large' ? 'too-large' : 'broken-json' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, error: 'broken-json' };
  }
}
