import type { APIRoute } from 'astro';
import { checkMoveSchema, countCheck } from '#server/figures/countCheck.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { readForm } from '#ui/form.ts';

/** A browser that answers the check by itself says that somebody began, or what came out: the word alone. */
export const POST: APIRoute = async ({ request, locals: { ctx } }) => {
  const move = checkMoveSchema.safeParse(await readForm(request));
  if (!move.success) return new Response(null, { status: 400 });
  countCheck(ctx, move.data);
  return new Response(null, { status: 204 });
};

/** Nothing to see: a link counts nothing. */
export const GET: APIRoute = ({ redirect, locals: { lang } }) =>
  redirect(inLanguage(lang, '/startkwalificatie'), 303);
