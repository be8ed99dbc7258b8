import type { IncomingMessage } from 'node:http';

export const mostBytes = 64 * 1024;

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
  if (Number(headers['content-length'] ?? 0) > mostBytes) return { ok: false, error: 'too-large' };
  const read = await readBytes(req);
  if (!read.ok) return read;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, error: 'broken-json' };
  }
}

type Bytes = { ok: true; bytes: Buffer } | { ok: false; error: 'too-large' | 'broken-json' };

function readBytes(req: IncomingMessage): Promise<Bytes> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Bytes) => {
      req.off('data', take).off('end', end).off('error', breakOff).off('close', breakOff);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) {
        // Iterating would destroy the connection here, and with it the answer.
        req.pause();
        finish({ ok: false, error: 'too-large' });
      } else chunks.push(chunk);
    };
    const end = () => finish({ ok: true, bytes: Buffer.concat(chunks) });
    // Who hung up hears no answer, but it is no fault of ours either.
    const breakOff = () => finish({ ok: false, error: 'broken-json' });
    req.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff);
  });
}
