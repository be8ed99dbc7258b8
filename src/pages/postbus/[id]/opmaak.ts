import type { APIRoute } from 'astro';
import { readMail } from '#server/mailbox/readMail.ts';

/** In a mail nothing runs and nothing is fetched; its styles stand at its elements. Only our own page frames it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** The HTML of one mail of the demo, for a frame: what is clicked opens in a window of its own. */
export const GET: APIRoute = async ({ params: { id = '' }, locals: { ctx } }) => {
  const mail = await readMail(ctx, id);
  if (mail === null) return new Response(null, { status: 404 });
  return new Response(mail.html.replaceAll('<a href=', '<a target="_blank" href='), {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-store',
    },
  });
};
