import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { needsOf } from '#server/booking/needs.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Description, describeReferral, referrerOf } from './describeReferral.ts';
import { findInvitation, type InvitationOver } from './findInvitation.ts';
import type { ReferralRecord } from './selectReferrals.ts';
import type { OpenedInvitation } from './types.ts';

/** What the jongere reads who opens the link of an invitation: who referred, and what was said. */
export async function openInvitation(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; invitation: OpenedInvitation } | NotFound | InvitationOver> {
  may(ctx, 'referral.own');
  const result = await findInvitation(ctx, token);
  if (!result.ok) return result;
  const { found, invitation } = result;
  const { referral } = await describeReferral(ctx, found);
  return { ok: true, invitation: { ...forJongere(found, referral), expiresAt: invitation.expiresAt } };
}

/** A referral as its jongere reads it: all that was said of them, and of who referred the name and the organisation. */
export function forJongere(
  found: ReferralRecord,
  referral: Description['referral'],
): Omit<OpenedInvitation, 'expiresAt'> {
  const { email, phone, contactOf } = referral;
  return {
    referrer: referrerOf(found),
    firstName: referral.firstName,
    contactOf,
    contact: contactOf === 'jongere' ? { email, phone } : null,
    ageGroup: referral.ageGroup,
    language: referral.language,
    reachBy: referral.reachBy,
    reachNote: referral.reachNote,
    told: referral.told,
    ...needsOf(referral),
    topic: referral.topic,
    urgent: referral.urgent,
    consent: referral.consent,
    version: referral.version,
  };
}
