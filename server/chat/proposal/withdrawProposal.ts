import { and, eq } from 'drizzle-orm';
import { organisations, referralProposals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Changed } from '#server/chat/changed.ts';
import type { Ctx } from '#server/chat/context.ts';
import { write } from '#server/kernel/write.ts';
import { tellOfProposal } from './tell.ts';

/**
 * Takes back a proposal of the casemanager's own conversation that nobody answered. Of this and an answer at once, the first counts:
 * `taken` when the jongere was.
 */
export async function withdrawProposal(
  ctx: Ctx,
  conversation: string,
  { proposal }: { proposal: number },
): Promise<Changed<'not-found' | 'taken'>> {
  const { id: me } = may(ctx, 'chat.propose').staff;
  return write<Changed<'not-found' | 'taken'>, Ctx>(ctx, async (w) => {
    const own = await w.tx`
      select from chat_conversations where id = ${conversation} and casemanager_id = ${me} for update`;
    const tx = w.ctx.db;
    const [found] = await tx
      .select({
        state: referralProposals.state,
        seq: referralProposals.seq,
        organisation: organisations.name,
      })
      .from(referralProposals)
      .innerJoin(organisations, eq(organisations.id, referralProposals.organisationId))
      .where(and(eq(referralProposals.conversationId, conversation), eq(referralProposals.seq, proposal)));
    if (own.length === 0 || !found) return { ok: false, error: 'not-found' };
    if (found.state !== 'proposed') return { ok: false, error: 'taken' };
    await w.tx`
      update referral_proposals set state = 'withdrawn', answered_at = ${w.now}, told = null
      where conversation_id = ${conversation} and seq = ${proposal}`;
    const told = { row: { seq: found.seq }, organisation: found.organisation };
    const by = { author: 'casemanager', staffId: me, answer: 'withdrawn' } as const;
    const row = await tellOfProposal(w, conversation, told, by);
    if (!row) return w.undo({ ok: false, error: 'not-found' });
    w.record({ about: { kind: 'conversation', id: conversation }, what: 'referral-proposal-withdrawn' });
    return { ok: true, row };
  });
}
