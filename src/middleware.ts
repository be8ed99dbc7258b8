import { defineMiddleware, sequence } from 'astro:middleware';
import { areaOf, isOpenDoor } from '#server/access/areas.ts';
import { NotAllowed } from '#server/access/may.ts';
import { signInPath } from '#server/accounts/returnPath.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { defaultLanguage, inLanguage } from '#server/kernel/languages.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { askedFrom } from './account/askedFrom.ts';
import { withoutFormerNames } from './site/formerNames.ts';
import { isLastingPath } from './site/publicPaths.ts';

/**
 * Tells of a page that failed in our own log, with what the database said about it. Astro knows the words of an error
 * only, and those may hold what somebody typed.
 */
const tellFailure = defineMiddleware(async ({ locals, routePattern }, next) => {
  try {
    return await next();
  } catch (err) {
    // What somebody may not see looks as if it does not exist (decision 0013).
    if (err instanceof NotAllowed) return refuse(locals.ctx, err);
    locals.ctx.log.error({ err, page: routePattern }, 'a page failed');
    if (isDatabaseAway(err)) locals.problem = 503;
    // Astro puts the page for failures in its place.
    return new Response(null, { status: 500 });
  }
});

function refuse(ctx: Ctx, { action }: NotAllowed): Response {
  logSecurity(ctx, { action: 'request', object: 'page', result: 'refused', reason: action });
  return new Response(null, { status: 404 });
}

/** Keeps everything for staff, but the door itself, to who is signed in, and out of every cache. */
const guardStaff = defineMiddleware(async ({ url, request, locals, redirect }, next) => {
  const path = url.pathname.replace(/\/+$/, '');
  const area = areaOf(path);
  if (!area) return next();
  // The portal is in Dutch only: an address has one form.
  if (locals.lang !== defaultLanguage) return redirect(url.pathname + url.search, 303);
  const allowed = locals.staff !== null || isOpenDoor(area, path);
  const response = allowed ? await next() : redirect(signInPath(await askedFrom(request, url)), 303);
  if (request.method !== 'POST') response.headers.set('Cache-Control', 'no-store');
  return response;
});

const forBack = 'private, no-cache';
/** What a page asks for that is not to be come back to, since it shows what only a code opened. */
const neverKept = 'private, no-store';

/**
 * Lets a browser go back to a page that is the answer to a form: with `no-store` it would show an error page of its
 * own. No other cache keeps it, and it is shown for Back and Forward alone (decision 0020).
 */
const keepForBack = defineMiddleware(async ({ request, locals }, next) => {
  const response = await next();
  const sent = request.method === 'POST' || locals.problem !== null;
  const isSealed = response.headers.get('Cache-Control') === neverKept;
  if (sent && response.status !== 303 && !isSealed) response.headers.set('Cache-Control', forBack);
  return response;
});

/** Hands pages that say the same to everybody to the server, which answers with them from then on. */
const keepPublic = defineMiddleware(async ({ url, request, locals }, next) => {
  const { pathname: path } = url;
  const response = await next();
  const { ctx, lang: language, rosterVersion, staff, problem } = locals;
  const { headers, status } = response;
  const isLasting = problem === null ? isLastingPath(path) && status === 200 : !staff && status === problem;
  if (request.method !== 'GET' || url.search !== '' || !isLasting) return response;
  headers.set('Cache-Control', problem === null ? 'public, max-age=0, must-revalidate' : forBack);
  const html = await response.text();
  ctx.pages.keep({ publicUrl: ctx.publicUrl, language, path, problem }, { rosterVersion, headers, html });
  return new Response(html, { status, headers });
});

/** Links from before names of parameters were English go on; 308 keeps what is sent from a page that was open then. */
const followFormerNames = defineMiddleware(({ url, locals }, next) => {
  const to = withoutFormerNames(url);
  if (to === null) return next();
  const headers = new Headers({ Location: inLanguage(locals.lang, to) });
  if (areaOf(url.pathname)) headers.set('Cache-Control', 'no-store');
  return new Response(null, { status: 308, headers });
});

/** Says in which charset a page is: Astro leaves that to the page itself. */
const sayCharset = defineMiddleware(async (_context, next) => {
  const response = await next();
  const { headers } = response;
  if (headers.get('Content-Type') === 'text/html') headers.set('Content-Type', 'text/html; charset=utf-8');
  return response;
});

export const onRequest = sequence(
  tellFailure,
  followFormerNames,
  keepForBack,
  guardStaff,
  keepPublic,
  sayCharset,
);
