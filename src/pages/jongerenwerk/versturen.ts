import type { APIRoute } from 'astro';
import { readForm } from '#ui/form.ts';
import { takeWaiting } from '../../street/offline/sendStep.ts';
import { streetPaths } from '../../street/paths.ts';

/** Takes a referral that waited in a browser for a connection; answers what became of it as JSON. */
export const POST: APIRoute = async ({ request, locals: { ctx } }) => {
  const answer = await takeWaiting(ctx, await readForm(request));
  if (answer === null) return new Response(null, { status: 400 });
  return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } });
};

/** Nothing to see: a link sends nothing. */
export const GET: APIRoute = ({ redirect }) => redirect(streetPaths.all, 303);
