import { signOut, signOutEverywhere } from '#server/accounts/signOut.ts';
import { signOutThere } from '#server/accounts/sso/signOutThere.ts';
import { readForm, typed } from '#ui/form.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';

/** Of an answer that signs somebody out: pages that the browser keeps for Back go too. Drafts go by a script, see inbox/forgetDrafts.ts. */
export const clearingHeaders = { 'Clear-Site-Data': '"cache"' };

export interface SignedOutPage {
  /** Where they sign out at the provider of single sign-on too. */
  onTo: string;
  /** The `Set-Cookie` that takes their session from the browser. */
  cookie: string;
}

/** Ends this session, or with `everywhere` every session of who is signed in; and leads on to sign out at the provider. */
export const signOutStep: TakeStep<SignedOutPage> = async ({ request, locals: { ctx } }) => {
  // Nothing to see: a link does not sign anybody out.
  if (request.method !== 'POST') return redirectTo(staffPaths.today);
  const values = await readForm(request);
  const everywhere = values !== null && typed(values, 'everywhere') === 'yes';
  const cookies = request.headers.get('cookie');
  const onTo = await signOutThere(ctx, cookies);
  if (everywhere) await signOutEverywhere(ctx);
  else await signOut(ctx, cookies);
  const cookie = ctx.sessions.emptyCookie();
  if (onTo !== null) return showPage({ onTo, cookie });
  const to = `${staffPaths.signIn}?signed-out=${everywhere ? 'everywhere' : 'here'}`;
  return { ...redirectTo(to), cookies: [cookie], headers: clearingHeaders };
};
