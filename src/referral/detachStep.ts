import { openInvitation } from '#server/referral/openInvitation.ts';
import { detachReferral } from '#server/referral/ownReferral.ts';
import type { Referrer } from '#server/referral/types.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';
import { invitationOver, type OverPage } from './invitationStep.ts';

export type DetachPage = OverPage | { view: 'ask'; referrer: Referrer };

/** Takes off what was said, before there is an afspraak. */
export const detachStep: TakeStep<DetachPage> = async ({ request, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const opened = await openInvitation(ctx, token);
  if (!opened.ok) return invitationOver(opened);
  if (request.method !== 'POST') return showPage({ view: 'ask', referrer: opened.invitation.referrer });
  const result = await detachReferral(ctx, token);
  // Its own page says what became of the link, also when somebody was first.
  return !result.ok && result.error === 'not-found'
    ? invitationOver(result)
    : redirectTo(pathsIn(ctx.language).invitation(token));
};
