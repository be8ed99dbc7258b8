import { eq } from 'drizzle-orm';
import { referralProposals, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { endInvitation } from '#server/referral/invite.ts';
import { lockReferral } from '#server/referral/lockReferral.ts';
import { type ReferralAppointment, selectReferrals } from '#server/referral/selectReferrals.ts';
import type { ProposalOver } from './answerProposal.ts';
import { lockProposal } from './findProposal.ts';
import { tellOfProposal } from './tell.ts';

/** An afspraak that its casemanager still needs the referral for. */
const isOf = ({ status, outcome }: ReferralAppointment): boolean =>
  status === 'booked' && (outcome === null || outcome === 'geweest');

/**
 * The jongere takes back what they agreed to: the organisation has nothing of it any more, and its link opens nothing. Without an
 * afspraak all of it is wiped at once; with one that stands, or that they came to, it stays to be read by who has the afspraak. Asked again, nothing changes.
 */
export async function endProposal(ctx: Ctx, token: string): Promise<{ ok: true } | NotFound | ProposalOver> {
  may(ctx, 'proposal.own');
  return write<{ ok: true } | NotFound | ProposalOver, Ctx>(ctx, async (w) => {
    const locked = await lockProposal(w, token);
    if (!locked.ok) return locked;
    const { found } = locked;
    const { id, conversationId, referralId } = found.row;
    if (found.state === 'ended') return { ok: true };
    if (found.state !== 'agreed' || referralId === null)
      return { ok: false, error: 'over', state: found.state };
    await lockReferral(w, referralId);
    const [still] = await selectReferrals(w.ctx, eq(referrals.id, referralId), 1);
    const tx = w.ctx.db;
    await tx.update(referralProposals).set({ state: 'ended' }).where(eq(referralProposals.id, id));
    await endInvitation(w, referralId);
    const about = { kind: 'referral', id: referralId } as const;
    if (still?.appointments.some(isOf)) {
      await w.tx`
        update referrals set sharing_ended_at = ${w.now}, version = version + 1
        where id = ${referralId} and sharing_ended_at is null`;
      w.record({ about, what: 'sharing-ended' });
    } else {
      await w.tx`select wipe_referral(${referralId}, ${w.now}::timestamptz)`;
      w.record({ about, what: 'wiped' });
    }
    if (conversationId === null) return { ok: true };
    await tellOfProposal(w, conversationId, found, { author: 'jongere', answer: 'ended' });
    w.record({ about: { kind: 'conversation', id: conversationId }, what: 'referral-ended' });
    return { ok: true };
  });
}
