import type { IncomingMessage } from 'node:http';
import { getRawBody } from 'raw-body';
import { z } from 'zod';

/** The most that a form or a JSON body may hold. */
export const mostBytes = 64 * 1024;

export type Body = { ok: true; bytes: Buffer } | { ok: false; error: 'too-large' | 'broken-off' };

const tooLarge = z.object({ type: z.literal('entity.too.large') });

/**
 * Reads a body whole. What is too large is not kept, whatever length it announces or leaves out, and its connection
 * stays open for the answer. Who hung up hears no answer, but that is no fault of ours.
 */
export async function readBody(req: IncomingMessage): Promise<Body> {
  const length = req.headers['content-length'] ?? null;
  try {
    return { ok: true, bytes: await getRawBody(req, { limit: mostBytes, length }) };
  } catch (error) {
    return { ok: false, error: tooLarge.safeParse(error).success ? 'too-large' : 'broken-off' };
  }
}
