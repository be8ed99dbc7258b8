import type { IncomingMessage } from 'node:http';
import { networksOf } from '#server/kernel/limits/networks.ts';
import type { Visitor } from '#server/kernel/visitor.ts';

/** The browser that sent a request, identified without storing anything in it. */
export const visitorOf = (req: IncomingMessage, addressOf: (req: IncomingMessage) => string): Visitor => ({
  network: networksOf(addressOf(req))[0],
  userAgent: req.headers['user-agent'] ?? '',
});
