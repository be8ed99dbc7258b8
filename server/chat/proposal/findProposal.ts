import { eq } from 'drizzle-orm';
import { organisations, referralProposals, referrals, staff } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken, type Tokens } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { type ReferralRecord, selectReferrals } from '#server/referral/selectReferrals.ts';
import { type ProposalState, proposalState } from './rules.ts';

export interface ProposalRecord {
  row: typeof referralProposals.$inferSelect;
  organisation: string;
  /** First name of the casemanager. */
  by: string;
  state: ProposalState;
  /** What was agreed to, while it is kept. */
  referral: ReferralRecord | null;
}

/** What opens a proposal for the jongere. It can be said again, and is not stored. */
export const proposalToken = ({ tokens }: { tokens: Tokens }, id: string): string =>
  tokens.make('proposal', id, 1);

/** The proposal that a link opens, whatever became of it. */
export async function findProposal(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; found: ProposalRecord } | NotFound> {
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [found] = await selectProposals(ctx, eq(referralProposals.tokenHash, hashToken(token)));
  return found ? { ok: true, found } : { ok: false, error: 'not-found' };
}

/** Proposals with how they stand now, oldest first. */
export async function selectProposals(ctx: Ctx, where: ReturnType<typeof eq>): Promise<ProposalRecord[]> {
  const rows = await ctx.db
    .select({
      row: referralProposals,
      organisation: organisations.name,
      isActive: organisations.active,
      by: staff.firstName,
    })
    .from(referralProposals)
    .innerJoin(organisations, eq(organisations.id, referralProposals.organisationId))
    .innerJoin(staff, eq(staff.id, referralProposals.madeBy))
    .where(where)
    .orderBy(referralProposals.createdAt);
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  return Promise.all(
    rows.map(async ({ row, organisation, isActive, by }) => {
      const [referral = null] =
        row.referralId === null ? [] : await selectReferrals(ctx, eq(referrals.id, row.referralId), 1);
      const state = proposalState(
        {
          state: row.state,
          expiresAt: row.expiresAt.getTime(),
          isOffered: isActive && findTopic(roster, row.topicId, 'invited') !== undefined,
          isShared: referral !== null && isShared(referral.row),
        },
        now,
      );
      return { row, organisation, by, state, referral };
    }),
  );
}

const isShared = ({ sharingEndedAt, closeReason }: ReferralRecord['row']): boolean =>
  sharingEndedAt === null && closeReason !== 'detached';

/**
 * Locks a proposal until the end of the transaction, and reads it under the lock. Its conversation is locked before, as whoever
 * proposes or withdraws does, so the order is one. A referral is locked after both.
 */
export async function lockProposal(
  w: Write<Ctx>,
  token: string,
): Promise<{ ok: true; found: ProposalRecord } | NotFound> {
  const hash = hashToken(token);
  await w.tx`
    select from chat_conversations where id = (
      select conversation_id from referral_proposals where token_hash = ${hash}) for update`;
  await w.tx`select from referral_proposals where token_hash = ${hash} for update`;
  return findProposal(w.ctx, token);
}
