import type { IncomingMessage } from 'node:http';

/** The most that a form or a JSON body may hold. */
export const mostBytes = 64 * 1024;

export type Body = { ok: true; bytes: Buffer } | { ok: false; error: 'too-large' | 'broken-off' };

/** Reads a body whole. What is too large is not kept, whatever length it announces or leaves out. */
export function readBody(req: IncomingMessage): Promise<Body> {
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) {
    return Promise.resolve({ ok: false, error: 'too-large' });
  }
  // Who hung up before this hears nothing, and says nothing more.
  if (req.destroyed) return Promise.resolve({ ok: false, error: 'broken-off' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Body) => {
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
    const breakOff = () => finish({ ok: false, error: 'broken-off' });
    req.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff);
  });
}
