import type { APIRoute } from 'astro';
import { areaOf, staffArea } from '#server/access/areas.ts';
import { saveDisplay } from '#server/accounts/saveDisplay.ts';
import { readForm, typed } from '#ui/form.ts';
import { staffPaths } from '../../agenda/paths.ts';

/** Saves how large the workplace is shown, and goes back to the page on which that was chosen. */
export const POST: APIRoute = async ({ request, redirect, locals: { ctx } }) => {
  const values = (await readForm(request)) ?? {};
  await saveDisplay(ctx, { roomy: typed(values, 'roomy') === 'yes' });
  const back = typed(values, 'back') ?? '';
  return redirect(areaOf(back) === staffArea ? back : staffPaths.own, 303);
};

/** Nothing to see: a link changes nothing. */
export const GET: APIRoute = ({ redirect }) => redirect(staffPaths.own, 303);
