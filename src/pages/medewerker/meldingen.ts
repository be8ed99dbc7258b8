import type { APIRoute } from 'astro';
import { browserWords } from '#server/accounts/browserWords.ts';
import { readForm } from '#ui/form.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { changeNotices } from '../../notices/changeNotices.ts';

/** Saves what one's devices are told. What a form posted goes back to the own settings; a script is answered with a status alone. */
export const POST: APIRoute = async ({ request, redirect, locals: { ctx } }) => {
  const values = (await readForm(request)) ?? {};
  const status = await changeNotices(ctx, values, browserWords(request.headers.get('user-agent')));
  return status === 'saved' ? redirect(`${staffPaths.own}?done=saved`, 303) : new Response(null, { status });
};

/** Nothing to see: a link changes nothing. */
export const GET: APIRoute = ({ redirect }) => redirect(staffPaths.own, 303);
