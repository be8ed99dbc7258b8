import type { APIRoute } from 'astro';
import { previewMessage } from '#server/notifications/preview/previewMessage.ts';
import { askedOf } from '../../../../beheer/preview/asked.ts';
import { mailAnswer } from '../../../../mailbox/mailAnswer.ts';

/** The HTML of an example, for a frame. Its links lead nowhere, and are none here. */
export const GET: APIRoute = async ({ url, locals: { ctx } }) => {
  const preview = await previewMessage(ctx, askedOf(Object.fromEntries(url.searchParams)).input);
  if (preview.kind !== 'mail') return new Response(null, { status: 404 });
  return mailAnswer(preview.html.replaceAll('<a href=', '<a data-href='), 'allow-same-origin');
};
