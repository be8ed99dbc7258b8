import { findTopic } from '#server/booking/slotRequest.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { InvitationOver } from '#server/referral/findInvitation.ts';
import { findInvitationTimes } from '#server/referral/findReferralTimes.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import type { OpenedInvitation } from '#server/referral/types.ts';
import { notFound, type Step, showPage, type TakeStep } from '#ui/step.ts';

/** A link that opens nothing any more. */
export interface OverPage {
  view: 'over';
  why: InvitationOver['error'];
}

export type InvitationPage =
  | OverPage
  | {
      view: 'invitation';
      invitation: OpenedInvitation;
      /** What it is about can still be chosen, and there is a free time for it. */
      isOffered: boolean;
      isFree: boolean;
      /** It was corrected just now. */
      isCorrected: boolean;
    };

/** What was said of somebody who was invited, before they choose a time. */
export const invitationStep: TakeStep<InvitationPage> = async ({ url, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const opened = await openInvitation(ctx, token);
  if (!opened.ok) return invitationOver(opened);
  const { invitation } = opened;
  const { id } = invitation.topic;
  const roster = await ctx.roster.current();
  const from = dateInAmsterdam(ctx.clock.now());
  const found = await findInvitationTimes(ctx, token, { topic: id, from });
  return showPage({
    view: 'invitation',
    invitation,
    isOffered: findTopic(roster, id, 'invited') !== undefined,
    isFree: found.ok && found.times.days.length > 0,
    isCorrected: url.searchParams.get('done') === 'corrected',
  });
};

/** The page of a link that opens nothing (any more). */
export const invitationOver = ({ error }: NotFound | InvitationOver): Step<OverPage> =>
  error === 'not-found' ? notFound : showPage({ view: 'over', why: error }, 410);
