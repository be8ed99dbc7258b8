import type { IncomingMessage } from 'node:http';
import type { Services } from '#server/http/context.ts';
import { createOpenStream, type OpenStream } from './openStream.ts';

/** Serves GET /live/mailbox, of a demo: `change` tells that a message came. Null where there is no mailbox. */
export function createMailboxStream(
  services: Services,
  addressOf: (req: IncomingMessage) => string,
): OpenStream | null {
  if (services.mailbox === null) return null;
  return createOpenStream(services, addressOf, {
    isAbout: (change) => change === null || Boolean(change.mailbox),
    gatherMs: 200,
    beatMs: 15_000,
    sweepMs: 60_000,
  });
}
