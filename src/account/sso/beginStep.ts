import { returnPath } from '#server/accounts/returnPath.ts';
import { beginSso } from '#server/accounts/sso/begin.ts';
import { notFound, redirectTo, type TakeStep } from '#ui/step.ts';
import { showTrouble, type TroublePage } from './trouble.ts';

/** On to the provider; or a page that says that it cannot be reached. */
export const beginSsoStep: TakeStep<TroublePage> = async ({ request, url, locals: { ctx, staff } }) => {
  const back = url.searchParams.get('back');
  if (!ctx.sso) return notFound;
  if (staff) return redirectTo(returnPath(back));
  const begun = await beginSso(ctx, { back, cookies: request.headers.get('cookie') });
  if (begun.ok) return { ...redirectTo(begun.url), cookies: [begun.cookie] };
  if (begun.error === 'none') return notFound;
  return begun.error === 'away' ? showTrouble('away') : showTrouble('too-many', begun.retryAfterSeconds);
};
