import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Services } from '#server/http/context.ts';
import { countRequest } from '#server/http/countRequest.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { isOpen } from '#server/settings/isOpen.ts';
import { type Answer, responseOf, send } from './answer.ts';
import { createApi } from './api.ts';
import { problem, retryAfter } from './problems.ts';
import { unexpected } from './unexpected.ts';

/** Answers all that comes in under /api/, of which no body has been read yet. */
export function apiListener(
  services: Services,
  requestInfo: RequestInfo,
  { demo }: { demo: boolean },
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const api = createApi(services, requestInfo);
  const listen = getRequestListener((request, env) => api.fetch(request, env), {
    // Astro shares this process and its Request and Response.
    overrideGlobalObjects: false,
    // Only a request out of which no URL can be made comes here.
    errorHandler: () => responseOf(problem('nl', 'bad-request')),
  });

  /** Who asks too much, or before this Doorstart is open, is told so before anything else is done for them; null for others. */
  const refusalOf = async (req: IncomingMessage): Promise<Answer | null> => {
    const language = () => preferredLanguage(req.headers['accept-language']);
    try {
      const counted = await countRequest(services, requestInfo.addressOf(req));
      if (!counted.ok)
        return problem(language(), 'too-many', { headers: retryAfter(counted.retryAfterSeconds) });
      const { settings } = await services.roster.current();
      return isOpen(settings, { demo })
        ? null
        : problem(language(), 'unavailable', { headers: retryAfter(3600) });
    } catch (error) {
      return unexpected(services.log, language(), error);
    }
  };

  return async (req, res) => {
    const refusal = await refusalOf(req);
    if (refusal) send(res, refusal);
    else await listen(req, res);
  };
}
