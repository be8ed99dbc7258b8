import type { IncomingMessage } from 'node:http';
import type { Tokens } from '#server/kernel/tokens.ts';
import type { Origins } from './origin.ts';

/** The hidden field of every form of the portal: what it holds is bound to the session. */
export const formKeyField = 'formuliersleutel';

/** Where a form was sent from: a page of ours, another site, or a client that does not say. */
export type FormSource = 'own' | 'foreign' | 'unknown';

/**
 * Tells it by `Origin`, which browsers send with every form, or else by `Sec-Fetch-Site` (Fetch Metadata). Text
 * browsers send neither.
 */
export function sourceOf(req: IncomingMessage, origins: Pick<Origins, 'isOwn'>): FormSource {
  const own = origins.isOwn(req);
  const site = req.headers['sec-fetch-site'];
  if (own === null && site === undefined) return 'unknown';
  return (own ?? site === 'same-origin') ? 'own' : 'foreign';
}

/** What the forms of one session carry, so that another site cannot make one. `sessionId` is the hash of its token. */
export const formKeyOf = (tokens: Tokens, sessionId: string) => tokens.make('form', sessionId, 1);

/** Whether a posted form carries this key. */
export async function carriesKey(body: Buffer, contentType: string, key: string): Promise<boolean> {
  try {
    const headers = { 'Content-Type': contentType };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    return form.get(formKeyField) === key;
  } catch {
    return false;
  }
}
