import { eq } from 'drizzle-orm';
import { referralProposals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { insertReferral } from '#server/referral/insertReferral.ts';
import { prepare, type Unprepared } from '#server/referral/prepare.ts';
import { findProposal, lockProposal, type ProposalRecord } from './findProposal.ts';
import type { ProposalState } from './rules.ts';
import type { AgreeInput } from './schema.ts';
import { tellOfProposal } from './tell.ts';

/** There is nothing to answer any more; the state says why. */
export interface ProposalOver {
  ok: false;
  error: 'over';
  state: ProposalState;
}

/**
 * The jongere agrees: from now on the organisation has what they gave here. What was sent twice counts once. Of this and a
 * withdrawal at once, the first counts.
 */
export async function agreeToProposal(
  ctx: Ctx,
  token: string,
  input: AgreeInput,
): Promise<{ ok: true } | NotFound | ProposalOver | Unprepared> {
  may(ctx, 'proposal.own');
  const opened = await findProposal(ctx, token);
  if (!opened.ok) return opened;
  const { state } = opened.found;
  if (state === 'agreed') return { ok: true };
  if (state !== 'proposed') return { ok: false, error: 'over', state };
  const prepared = await prepareFor(ctx, opened.found, input);
  if (!prepared.ok) return prepared;
  return answer(ctx, token, 'agreed', async (w, found) => {
    const referral = await insertReferral(w, prepared.order);
    if (referral === null) throw new Error('expected a proposal to make one referral');
    await settle(w, found, { state: 'agreed', referralId: referral });
  });
}

/** The jongere says no, and the chat goes on. Nothing of it was ever given to the organisation. */
export async function refuseProposal(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true } | NotFound | ProposalOver> {
  may(ctx, 'proposal.own');
  return answer(ctx, token, 'refused', (w, found) => settle(w, found, { state: 'refused' }));
}

const prepareFor = (ctx: Ctx, { row }: ProposalRecord, input: AgreeInput): ReturnType<typeof prepare> =>
  prepare(
    ctx,
    {
      source: 'chat',
      organisation: row.organisationId,
      madeBy: row.madeBy,
      from: null,
      agreedAt: null,
      key: row.id,
    },
    {
      ...input,
      contactOf: 'jongere',
      topic: row.topicId,
      residence: 'here',
      stepFree: false,
      consentLanguage: ctx.language,
    },
  );

async function answer(
  ctx: Ctx,
  token: string,
  wanted: 'agreed' | 'refused',
  act: (w: Write<Ctx>, found: ProposalRecord) => Promise<void>,
): Promise<{ ok: true } | NotFound | ProposalOver> {
  return write<{ ok: true } | NotFound | ProposalOver, Ctx>(ctx, async (w) => {
    const locked = await lockProposal(w, token);
    if (!locked.ok) return locked;
    const { found } = locked;
    if (found.state === wanted) return { ok: true };
    if (found.state !== 'proposed') return { ok: false, error: 'over', state: found.state };
    await act(w, found);
    const { conversationId } = found.row;
    if (conversationId === null) throw new Error('expected a proposal that waits to be of a chat');
    await tellOfProposal(w, conversationId, found, { author: 'jongere', answer: wanted });
    w.record({ about: { kind: 'conversation', id: conversationId }, what: `referral-${wanted}` });
    return { ok: true };
  });
}

async function settle(
  w: Write<Ctx>,
  { row }: ProposalRecord,
  now:
    | { state: 'agreed'; referralId: NonNullable<ProposalRecord['row']['referralId']> }
    | { state: 'refused' },
): Promise<void> {
  const tx = w.ctx.db;
  await tx
    .update(referralProposals)
    .set({ ...now, answeredAt: new Date(w.now), told: null })
    .where(eq(referralProposals.id, row.id));
}
