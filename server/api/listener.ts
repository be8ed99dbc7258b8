import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Services } from '../context.ts';
import { apiBase, send } from './answer.ts';
import { createApi } from './api.ts';
import { ctxOf, type Door } from './door.ts';
import { preferredLanguage } from './language.ts';
import { problem } from './problems.ts';
import { respond } from './register.ts';
import { answerSlots, slotsRoute } from './slots.ts';
import { unexpected } from './unexpected.ts';

/** Answers all that comes in under /api/, of which no body has been read yet. */
export function apiListener(
  services: Services,
  door: Door,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const api = createApi(services, door);
  const listen = getRequestListener((request, env) => api.fetch(request, env), {
    // Astro shares this process and its Request and Response.
    overrideGlobalObjects: false,
    // Only a request out of which no URL can be made comes here.
    errorHandler: () => respond(problem('nl', 'bad-request')),
  });
  const slotsPath = apiBase + slotsRoute.path;
  const isSlots = ({ method, url = '' }: IncomingMessage) =>
    method === 'GET' && (url === slotsPath || url.startsWith(`${slotsPath}?`));

  return async (req, res) => {
    if (!isSlots(req)) {
      await listen(req, res);
      return;
    }
    // Hono takes as long over a request as the whole answer does here.
    const answer = await answerSlots(services, () => ctxOf(services, door, req), req).catch(
      (error: unknown) => unexpected(services.log, preferredLanguage(req.headers['accept-language']), error),
    );
    // It came too late: somebody answered that already.
    if (!res.headersSent) send(res, answer);
  };
}
