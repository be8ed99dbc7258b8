import type { IncomingMessage } from 'node:http';
import { getRawBody } from 'raw-body';
import { z } from 'zod';

/** Maximum size of a form or a JSON body. */
export const mostBytes = 64 * 1024;

export type Body = { ok: true; bytes: Buffer } | { ok: false; error: 'too-large' | 'broken-off' };

const tooLarge = z.object({ type: z.literal('entity.too.large') });

/**
 * Reads a whole body, of at most so many bytes. One that is too large is not buffered, whether or not it announces its length, and the connection stays
 * open for the response. A client that disconnected is not an error of the server: `broken-off`.
 */
export async function readBody(req: IncomingMessage, most = mostBytes): Promise<Body> {
  const length = req.headers['content-length'] ?? null;
  try {
    return { ok: true, bytes: await getRawBody(req, { limit: most, length }) };
  } catch (error) {
    return { ok: false, error: tooLarge.safeParse(error).success ? 'too-large' : 'broken-off' };
  }
}
