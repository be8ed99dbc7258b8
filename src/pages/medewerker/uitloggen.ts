import type { APIRoute } from 'astro';
import { signOut, signOutEverywhere } from '#server/accounts/signOut.ts';
import { readForm, typed } from '#ui/form.ts';
import { staffPaths } from '../../agenda/paths.ts';

/** Ends this session, or with `everywhere` every session of who is signed in. */
export const POST: APIRoute = async ({ request, locals: { ctx } }) => {
  const values = await readForm(request);
  const everywhere = values !== null && typed(values, 'everywhere') === 'yes';
  if (everywhere) await signOutEverywhere(ctx);
  else await signOut(ctx, request.headers.get('cookie'));
  const headers = {
    Location: `${staffPaths.signIn}?signed-out=${everywhere ? 'everywhere' : 'here'}`,
    'Set-Cookie': ctx.sessions.emptyCookie(),
    // Also pages that the browser keeps for Back. Drafts go by a script, see inbox/forgetDrafts.ts.
    'Clear-Site-Data': '"cache"',
  };
  return new Response(null, { status: 303, headers });
};

/** Nothing to see: a link does not sign anybody out. */
export const GET: APIRoute = ({ redirect }) => redirect(staffPaths.today, 303);
