import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '#server/http/context.ts';
import type { Actor } from '#server/kernel/context.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { partOf } from '#server/security/partOf.ts';
import { logSecurity } from '#server/security/securityLog.ts';

/** Statuses that are logged: not signed in, not allowed, rate limited. */
const refusals = new Set([401, 403, 429]);

/**
 * Writes to the security log when this request is refused, whichever handler answers. Returns a function that sets the actor,
 * for handlers that find out who asked.
 */
export function watchRefusals(
  req: IncomingMessage,
  res: ServerResponse,
  { log, limits, audit, clock }: Pick<Services, 'log' | 'limits' | 'audit' | 'clock'>,
  addressOf: (req: IncomingMessage) => string,
): (actor: Actor) => void {
  // Read now, because the URL is rewritten before it reaches a page.
  const [path = '/'] = (req.url ?? '/').split('?', 1);
  let known: Actor | undefined;
  res.once('close', () => {
    if (!res.headersSent || !refusals.has(res.statusCode)) return;
    const actor = known ?? jongereAt(limits, addressOf(req));
    logSecurity(
      { log, actor, audit, clock, door: path.startsWith('/api/') ? 'api' : 'page' },
      { action: 'request', object: partOf(path), result: 'refused', reason: res.statusCode },
    );
  });
  return (actor) => {
    known = actor;
  };
}
