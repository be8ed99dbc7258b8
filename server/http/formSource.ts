import type { IncomingMessage } from 'node:http';
import type { Tokens } from '#server/kernel/tokens.ts';
import type { Origins } from './origin.ts';

/** The hidden field with the CSRF token in every form of the portal; the token is bound to the session. */
export const formKeyField = 'formuliersleutel';

/** The source of a form: a page of ours, another site, or unknown. */
export type FormSource = 'own' | 'foreign' | 'unknown';

/**
 * Reads the source from `Origin`, which browsers send with every form, or else from `Sec-Fetch-Site` (Fetch Metadata). Text
 * browsers send neither.
 */
export function sourceOf(req: IncomingMessage, origins: Pick<Origins, 'isOwn'>): FormSource {
  const own = origins.isOwn(req);
  const site = req.headers['sec-fetch-site'];
  if (own === null && site === undefined) return 'unknown';
  return (own ?? site === 'same-origin') ? 'own' : 'foreign';
}

/** The CSRF token for the forms of one session. `sessionId` is the hash of the session token. */
export const formKeyOf = (tokens: Tokens, sessionId: string) => tokens.make('form', sessionId, 1);

/** Whether a posted form carries this CSRF token. */
export async function carriesKey(body: Buffer, contentType: string, key: string): Promise<boolean> {
  try {
    const headers = { 'Content-Type': contentType };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    return form.get(formKeyField) === key;
  } catch {
    return false;
  }
}
