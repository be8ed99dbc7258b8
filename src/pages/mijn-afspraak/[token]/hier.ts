import type { APIRoute } from 'astro';
import { sayHere } from '#server/booking/sayHere.ts';
import { readForm, typed } from '#ui/form.ts';
import { pathsIn } from '../../../booking/paths.ts';

/** A jongere says that they are there, or takes it back; the page of the afspraak says how it stands then. */
export const POST: APIRoute = async ({ request, redirect, params: { token = '' }, locals: { ctx } }) => {
  const values = (await readForm(request)) ?? {};
  const result = await sayHere(ctx, token, typed(values, 'here') !== 'no');
  if (!result.ok && result.error === 'not-found') return new Response(null, { status: 404 });
  return redirect(`${pathsIn(ctx.language).appointment(token)}#hier`, 303);
};

/** Nothing to see: a link changes nothing. */
export const GET: APIRoute = ({ redirect, params: { token = '' }, locals: { ctx } }) =>
  redirect(pathsIn(ctx.language).appointment(token), 303);
