import type { IncomingMessage } from 'node:http';
import { createApp } from 'astro/app/entrypoint';
import { createRequestFromNodeRequest, getAbortControllerCleanup } from 'astro/app/node';
import type { RequestLocals } from '#server/http/context.ts';

// Not streamed: only a page that was rendered to its end can still become a 500 when one of its components throws.
const app = createApp({ streaming: false });

/**
 * Renders the page that a request asks for, to its end. What throws becomes `500.astro`; when that throws too, an
 * answer without a body; while the database is away the status is 503. A body that was read before is taken from `req.body`.
 */
export async function render(req: IncomingMessage, locals: RequestLocals): Promise<Response> {
  const request = createRequestFromNodeRequest(req);
  const route = app.match(request);
  const found = route ? { routeData: route } : {};
  try {
    const page = await app.render(request, { addCookieHeader: true, locals, ...found });
    const away = page.status === 500 && locals.problem === 503;
    return away ? new Response(page.body, { status: 503, headers: page.headers }) : page;
  } finally {
    getAbortControllerCleanup(req)?.();
  }
}
