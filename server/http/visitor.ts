import type { IncomingMessage } from 'node:http';
import type { Visitor } from '#server/chat/visitorKey.ts';
import { networksOf } from '#server/kernel/limits/networks.ts';

/** The browser that sent a request, identified without storing anything in it. */
export const visitorOf = (req: IncomingMessage, addressOf: (req: IncomingMessage) => string): Visitor => ({
  network: networksOf(addressOf(req))[0],
  userAgent: req.headers['user-agent'] ?? '',
});
