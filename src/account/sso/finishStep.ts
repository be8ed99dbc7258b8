import { signOut } from '#server/accounts/signOut.ts';
import { finishSso } from '#server/accounts/sso/finish.ts';
import { notFound, redirectTo, type TakeStep } from '#ui/step.ts';
import { showTrouble, type TroublePage } from './trouble.ts';

/** Whoever comes back from the provider goes on to the page that they asked for; or hears why not, and what to do. */
export const finishSsoStep: TakeStep<TroublePage> = async ({ request, url, locals: { ctx } }) => {
  const cookies = request.headers.get('cookie');
  const address = new URL(url.pathname + url.search, ctx.publicUrl);
  const finished = await finishSso(ctx, address, {
    cookies,
    userAgent: request.headers.get('user-agent'),
  });
  if (finished.ok) {
    // Whoever was signed in with this browser is so no more.
    await signOut(ctx, cookies);
    return { ...redirectTo(finished.returnTo), cookies: finished.cookies };
  }
  return finished.error === 'none' ? notFound : showTrouble(finished.error);
};
