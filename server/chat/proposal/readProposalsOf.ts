import { eq } from 'drizzle-orm';
import { referralProposals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { ProposalShown } from '#server/chat/types.ts';
import { statusOf } from '#server/referral/selectReferrals.ts';
import { selectProposals } from './findProposal.ts';

/**
 * The proposals of a conversation that whoever asks may see, oldest first: of what was agreed to the status alone, never what was
 * told or how the jongere is reached.
 */
export async function readProposalsOf(ctx: Ctx, conversation: string): Promise<ProposalShown[]> {
  may(ctx, 'chat.read');
  const found = await selectProposals(ctx, eq(referralProposals.conversationId, conversation));
  const now = ctx.clock.now();
  return found.map(({ row, organisation, state, referral }) => ({
    proposal: row.seq,
    organisation,
    state,
    became: state === 'agreed' && referral !== null ? statusOf(referral, now, 'organisation').status : null,
  }));
}
