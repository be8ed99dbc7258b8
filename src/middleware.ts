import { defineMiddleware } from 'astro:middleware';
import { signInPath } from '../server/accounts/returnPath.ts';
import { defaultLanguage } from '../server/languages.ts';
import { staffPaths } from './components/agenda/paths.ts';

/** Keeps everything for staff, but the door itself, to who is signed in, and out of every cache. */
export const onRequest = defineMiddleware(async ({ url, request, locals, redirect }, next) => {
  const path = url.pathname.replace(/\/+$/, '');
  if (path !== staffPaths.today && !path.startsWith(`${staffPaths.today}/`)) return next();
  // The portal is in Dutch only: an address has one form.
  if (locals.lang !== defaultLanguage) return redirect(url.pathname + url.search, 303);
  // What was posted is lost with the session, and its address may answer no GET.
  const wish = request.method === 'GET' ? url.pathname + url.search : staffPaths.today;
  const allowed = locals.staff !== null || path === staffPaths.signIn;
  const response = allowed ? await next() : redirect(signInPath(wish), 303);
  response.headers.set('Cache-Control', 'no-store');
  return response;
});
