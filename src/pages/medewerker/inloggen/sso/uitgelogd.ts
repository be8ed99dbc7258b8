import type { APIRoute } from 'astro';
import { endedThere } from '#server/accounts/sso/signOutThere.ts';
import { staffPaths } from '../../../../agenda/paths.ts';

/** Where the provider leads back to whoever signed out there; and what it opens unseen when somebody did so elsewhere. */
export const GET: APIRoute = async ({ url, locals: { ctx } }) => {
  if (!ctx.sso) return new Response(null, { status: 404 });
  const issuer = url.searchParams.get('iss');
  const providerSession = url.searchParams.get('sid');
  if (providerSession === null)
    return new Response(null, { status: 303, headers: { Location: `${staffPaths.signIn}?signed-out=here` } });
  await endedThere(ctx, { issuer, providerSession });
  return new Response(null, { status: 204 });
};
