import { endProposal } from '#server/chat/proposal/endProposal.ts';
import { readProposal } from '#server/chat/proposal/readProposal.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';

export interface StopProposalPage {
  organisation: string;
}

/** The jongere takes back what they agreed to. */
export const stopStep: TakeStep<StopProposalPage> = async ({ request, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const found = await readProposal(ctx, token);
  if (!found.ok) return notFound;
  const own = redirectTo(pathsIn(ctx.language).proposal(token));
  const { state, organisation } = found.proposal;
  if (state !== 'agreed') return own;
  if (request.method !== 'POST') return showPage({ organisation });
  const result = await endProposal(ctx, token);
  // Its own address says what became of it. What the chat of was forgotten is gone with it.
  return result.ok || result.error === 'over' ? own : notFound;
};
