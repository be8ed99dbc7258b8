import type { APIRoute } from 'astro';
import { staffOf } from '#server/accounts/staffOf.ts';
import { readForm } from '#ui/form.ts';
import { askPreview } from '../../../hours/askPreview.ts';
import { readPosted } from '../../../hours/readPosted.ts';

/** What jongeren would see of the week in the form, as JSON for the page that shows it beside. Nothing is saved. */
export const POST: APIRoute = async ({ request, locals, url }) => {
  const { ctx } = locals;
  const values = await readForm(request);
  if (values === null) return new Response(null, { status: 400 });
  const { draft } = readPosted(values);
  const view = await askPreview(ctx, url.searchParams.get('who') ?? staffOf(ctx).id, draft);
  return view === null ? new Response(null, { status: 404 }) : Response.json(view);
};
