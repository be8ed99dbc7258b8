import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor, Services } from '#server/kernel/context.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { partOf } from '#server/security/partOf.ts';
import { logSecurity } from '#server/security/securityLog.ts';

/** Not signed in, not allowed, too often. */
const refusals = new Set([401, 403, 429]);

/**
 * Has the security log tell when this request is refused, whoever answers it. The answer says afterwards who asked,
 * where that is found out on the way.
 */
export function watchRefusals(
  req: IncomingMessage,
  res: ServerResponse,
  { log, limits }: Pick<Services, 'log' | 'limits'>,
  addressOf: (req: IncomingMessage) => string,
): (actor: Actor) => void {
  // Before it is rewritten on the way to a page.
  const [path = '/'] = (req.url ?? '/').split('?', 1);
  let known: Actor | undefined;
  res.once('close', () => {
    if (!res.headersSent || !refusals.has(res.statusCode)) return;
    const actor = known ?? jongereAt(limits, addressOf(req));
    logSecurity(
      { log, actor },
      { action: 'request', object: partOf(path), result: 'refused', reason: res.statusCode },
    );
  });
  return (actor) => {
    known = actor;
  };
}
