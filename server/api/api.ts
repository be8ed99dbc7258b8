import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Services } from '#server/http/context.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { apiBase, noContent, openAnswer, responseOf } from './answer.ts';
import { answerBounce, bouncesPath } from './bounces.ts';
import { createDescriptions } from './descriptions.ts';
import { endpoints } from './endpoints.ts';
import { problem } from './problems.ts';
import { type Api, register } from './register.ts';
import { answerTextReceipt, textReceiptsPath } from './textReceipts.ts';
import { unexpected } from './unexpected.ts';

const documentPath = `${apiBase}/openapi.json`;
/** Pages of anybody may read the description (API Design Rules, publish-openapi; Fetch, CORS); of the rest none may. */
const anybodyReads = { 'access-control-allow-origin': '*' };
const anybodyAsks = { 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': '*' };

/** The API under /api/v1 with its description. What goes wrong is always told as a problem (RFC 9457). */
export function createApi(services: Services, requestInfo: RequestInfo): Api {
  const api: Api = new Hono<{ Bindings: HttpBindings }>();
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed(c, methods) {
        const headers = { allow: [...methods, 'OPTIONS'].join(', ') };
        const cors = c.req.path === documentPath ? { ...anybodyReads, ...anybodyAsks } : {};
        if (c.req.method === 'OPTIONS') return responseOf(noContent({ ...headers, ...cors }));
        return responseOf(problem(languageOf(c), 'method-not-allowed', { headers }));
      },
    }),
  );
  for (const endpoint of endpoints) register(api, endpoint, services, requestInfo);
  const described = createDescriptions();
  api.get(documentPath, async (c) => {
    const { incoming: req } = c.env;
    const { body, etag } = described(await services.roster.current(), requestInfo.origins.publicUrl(req));
    const headers = { ...anybodyReads, 'cache-control': 'no-cache' };
    return responseOf(await openAnswer(req, body, { headers, etag }));
  });
  api.post(textReceiptsPath, async (c) =>
    responseOf(await answerTextReceipt(services, requestInfo, c.env.incoming)),
  );
  api.post(bouncesPath, async (c) => responseOf(await answerBounce(services, requestInfo, c.env.incoming)));
  api.notFound((c) => responseOf(problem(languageOf(c), 'unknown-path')));
  api.onError((error, c) => responseOf(unexpected(services.log, languageOf(c), error)));
  return api;
}

const languageOf = (c: { req: { header(name: string): string | undefined } }) =>
  preferredLanguage(c.req.header('accept-language'));
