import type { APIRoute } from 'astro';
import { readMail } from '#server/mailbox/readMail.ts';
import { mailAnswer } from '../../../mailbox/mailAnswer.ts';

/** The HTML of one mail of the demo, for a frame: what is clicked opens in a window of its own. */
export const GET: APIRoute = async ({ params: { id = '' }, locals: { ctx } }) => {
  const mail = await readMail(ctx, id);
  if (mail === null) return new Response(null, { status: 404 });
  return mailAnswer(
    mail.html.replaceAll('<a href=', '<a target="_blank" href='),
    'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  );
};
