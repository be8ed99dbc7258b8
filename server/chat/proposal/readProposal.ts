import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { handOverConsentOf, type Said } from '#server/referral/consent.ts';
import { describeReferral, topicOf } from '#server/referral/describeReferral.ts';
import { forJongere } from '#server/referral/openInvitation.ts';
import type { ReferralStatus } from '#server/referral/rules.ts';
import { statusOf } from '#server/referral/selectReferrals.ts';
import type { OpenedInvitation } from '#server/referral/types.ts';
import type { Topic } from '#server/roster/types.ts';
import { findProposal } from './findProposal.ts';
import type { ProposalState } from './rules.ts';

/** A proposal as its jongere reads it. */
export interface OpenedProposal {
  state: ProposalState;
  organisation: string;
  /** First name of the casemanager. */
  by: string;
  topic: Topic;
  /** What would be told; null for nothing, and once it was answered. */
  told: string | null;
  /** The name that they gave in the chat. */
  firstName: string | null;
  /** The sentence to agree to, in the language of who reads. */
  consent: Said;
  /** Epoch ms. */
  expiresAt: number;
  /** What they agreed to, and what became of it; null before and after. */
  agreed: (Omit<OpenedInvitation, 'expiresAt'> & { became: ReferralStatus }) | null;
}

const known = z.array(z.object({ firstName: z.string().nullable() }));

/** What the jongere reads who opens the link of a proposal, whatever became of it. */
export async function readProposal(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; proposal: OpenedProposal } | NotFound> {
  may(ctx, 'proposal.own');
  const result = await findProposal(ctx, token);
  if (!result.ok) return result;
  const { row, organisation, by, state, referral } = result.found;
  const roster = await ctx.roster.current();
  const [chat] = known.parse([
    ...(await ctx.sql`
      select first_name as "firstName" from chat_conversations where id = ${row.conversationId}`),
  ]);
  const isAgreed = state === 'agreed' && referral !== null;
  const described = isAgreed ? await describeReferral(ctx, referral) : null;
  return {
    ok: true,
    proposal: {
      state,
      organisation,
      by,
      topic: topicOf(roster, row.topicId),
      told: row.told,
      firstName: state === 'proposed' ? (chat?.firstName ?? null) : null,
      consent: handOverConsentOf(roster.settings, organisation, ctx.language),
      expiresAt: row.expiresAt.getTime(),
      agreed:
        isAgreed && described
          ? {
              ...forJongere(referral, described.referral),
              became: statusOf(referral, ctx.clock.now(), 'organisation'),
            }
          : null,
    },
  };
}
