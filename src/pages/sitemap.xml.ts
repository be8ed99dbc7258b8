import type { APIRoute } from 'astro';
import { inLanguage, languageList } from '#server/kernel/languages.ts';
import { inEveryLanguage } from '../site/addresses.ts';
import { publicPaths } from '../site/publicPaths.ts';

/** Every page that may be found, in every language, by the protocol of sitemaps.org. */
export const GET: APIRoute = ({ locals }) => {
  const { publicUrl } = locals.ctx;
  const entries = publicPaths.flatMap((path) => {
    const others = inEveryLanguage(publicUrl, path).map(
      ({ hreflang, href }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`,
    );
    return languageList.map(
      (language) => `<url><loc>${publicUrl}${inLanguage(language, path)}</loc>${others.join('')}</url>`,
    );
  });
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
  return new Response(body, {
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
};
