import type { IncomingMessage } from 'node:http';
import type { Visitor } from '../chat/visitorKey.ts';

/** The browser that sent a request, as far as it can be told without leaving anything in it. */
export const visitorOf = (req: IncomingMessage, addressOf: (req: IncomingMessage) => string): Visitor => ({
  address: addressOf(req),
  userAgent: req.headers['user-agent'] ?? '',
});
