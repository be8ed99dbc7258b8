import type { IncomingMessage } from 'node:http';
import type { Ctx, Services } from '#server/http/context.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { preferredLanguage } from './language.ts';
import type { Origins } from './origin.ts';
import { readTraceparent } from './traceContext.ts';

/** What the HTTP layer knows about a request. */
export interface RequestInfo {
  /** The address of the client, behind trusted proxies. */
  addressOf(req: IncomingMessage): string;
  origins: Origins;
}

/** The actor of the API is always a jongere: nobody signs in there. */
export function ctxOf(services: Services, { addressOf, origins }: RequestInfo, req: IncomingMessage): Ctx {
  return {
    ...services,
    publicUrl: origins.publicUrl(req),
    actor: jongereAt(services.limits, addressOf(req)),
    door: 'api',
    trace: readTraceparent(req.headers.traceparent),
    language: preferredLanguage(req.headers['accept-language']),
  };
}
