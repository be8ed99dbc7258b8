import type { APIRoute } from 'astro';
import { openFeed } from '#server/calendar/openFeed.ts';
import { matches } from '#server/http/represent.ts';
import { texts } from '../../content/texts.ts';

/** The feed of a casemanager, for the calendar that they use elsewhere. Who has it already is told so before it is written. */
export const GET: APIRoute = async ({ params: { token = '' }, request, locals: { ctx } }) => {
  const feed = await openFeed(ctx, token);
  if (!feed.ok) return refused(feed.error === 'too-many' ? feed.retryAfterSeconds : null);
  const etag = `W/"${feed.version}"`;
  const headers = {
    ETag: etag,
    // Each time it is asked whether it changed, and nobody in between keeps it: an address that was renewed ends at once.
    'Cache-Control': 'private, no-cache',
    'X-Robots-Tag': 'noindex',
  };
  if (matches(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  return new Response(await feed.read(), {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="doorstart.ics"',
    },
  });
};

/** Unknown, renewed and ended look the same; `after` is how many seconds to wait. In words, for who opens the link in a browser. */
function refused(after: number | null): Response {
  const t = texts();
  const headers = new Headers({
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    'Content-Type': 'text/plain; charset=utf-8',
  });
  if (after === null) return new Response(t('calendars.feed.unknown'), { status: 404, headers });
  headers.set('Retry-After', String(after));
  return new Response(t('calendars.feed.too-often'), { status: 429, headers });
}
