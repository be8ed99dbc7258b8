import type { IncomingMessage } from 'node:http';

/** The most that a form or a JSON body may hold. */
export const mostBytes = 64 * 1024;

/** Reads a body whole, or says that it is too large without reading on. */
export async function readBody(req: IncomingMessage): Promise<Buffer | 'too-large'> {
  if (Number(req.headers['content-length'] ?? 0) > mostBytes) return 'too-large';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    if (!Buffer.isBuffer(chunk)) throw new Error('expected a body of bytes');
    size += chunk.length;
    if (size > mostBytes) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
