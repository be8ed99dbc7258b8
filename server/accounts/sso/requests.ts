import { z } from 'zod';
import type { Services } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Expected } from './provider.ts';

// A sign-in that is under way at the provider: bound to the browser that began it, and used up by the first answer.

/** How long somebody may take at the provider, with a second factor that has to be set up perhaps. */
export const requestMs = 10 * 60_000;

/** Remembers what an answer has to fit. `browser` is the word in the cookie of the browser. */
export async function keepRequest(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  { state, nonce, codeVerifier }: Expected,
  { browser, returnTo }: { browser: string; returnTo: string },
): Promise<void> {
  const until = new Date(clock.now() + requestMs).toISOString();
  await sql`
    insert into sso_requests (state_hash, browser_hash, nonce, code_verifier, return_to, expires_at)
    values (${hashToken(state)}, ${hashToken(browser)}, ${nonce}, ${codeVerifier}, ${returnTo}, ${until})`;
}

const requestSchema = z.object({ nonce: z.string(), codeVerifier: z.string(), returnTo: z.string() });

/** What the answer with this state has to fit, once: null for a state that is unknown, used, over, or of another browser. */
export async function takeRequest(
  { sql, clock }: Pick<Services, 'sql' | 'clock'>,
  { state, browser }: { state: string; browser: string },
): Promise<(Expected & { returnTo: string }) | null> {
  const now = new Date(clock.now()).toISOString();
  const [row] = await sql`
    delete from sso_requests
    where state_hash = ${hashToken(state)} and browser_hash = ${hashToken(browser)} and expires_at > ${now}
    returning nonce, code_verifier as "codeVerifier", return_to as "returnTo"`;
  return row ? { state, ...requestSchema.parse(row) } : null;
}

/** Deletes those with which nobody came back. */
export async function forgetSsoRequests({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  await sql`delete from sso_requests where expires_at <= ${new Date(clock.now()).toISOString()}`;
}
