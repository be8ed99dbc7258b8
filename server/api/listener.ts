import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ctxOf, type Door } from '#server/http/door.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { Services } from '#server/kernel/context.ts';
import { countRequest } from '#server/kernel/limits/countRequest.ts';
import { type Answer, apiBase, send } from './answer.ts';
import { createApi } from './api.ts';
import { problem, retryAfter } from './problems.ts';
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

  /** What can be said before hono is asked, which takes as long over a request as the whole answer does here. */
  const answerOf = async (req: IncomingMessage): Promise<Answer | null> => {
    const language = () => preferredLanguage(req.headers['accept-language']);
    try {
      const counted = await countRequest(services, door.addressOf(req));
      if (!counted.ok) {
        return problem(language(), 'too-many', { headers: retryAfter(counted.retryAfterSeconds) });
      }
      return isSlots(req) ? await answerSlots(services, () => ctxOf(services, door, req), req) : null;
    } catch (error) {
      return unexpected(services.log, language(), error);
    }
  };

  return async (req, res) => {
    const answer = await answerOf(req);
    if (!answer) await listen(req, res);
    // It may come too late: somebody answered that already.
    else if (!res.headersSent) send(res, answer);
  };
}
