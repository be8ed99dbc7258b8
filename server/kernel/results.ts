/** Somebody else's and nobody's are the same. */
export type NotFound = { ok: false; error: 'not-found' };
