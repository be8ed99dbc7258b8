import type { APIRoute } from 'astro';

/** RFC 9309. Pages that are nobody's business carry `noindex` themselves: who may not read them cannot see that. */
export const GET: APIRoute = ({ locals }) =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /api/',
      'Disallow: /live/',
      `Sitemap: ${locals.ctx.publicUrl}/sitemap.xml`,
      '',
    ].join('\n'),
    { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' } },
  );
