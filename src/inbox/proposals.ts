import type { ConversationDetails } from '#server/chat/types.ts';
import type { Received } from '../chat/client/received.ts';

/** What is known of a conversation, after a message that may be about a proposal. Pure. */
export function withProposal(known: ConversationDetails, message: Received): ConversationDetails {
  const proposals = known.proposals ?? [];
  if (message.kind === 'proposal-answered') {
    const { proposal, answer } = message;
    const answered = proposals.map((one) =>
      one.proposal === proposal
        ? { ...one, state: answer, became: answer === 'agreed' ? ('handed-over' as const) : null }
        : one,
    );
    return { ...known, proposals: answered };
  }
  if (message.kind !== 'proposal' || proposals.some((one) => one.proposal === message.seq)) return known;
  const { seq, organisation } = message;
  return {
    ...known,
    proposals: [...proposals, { proposal: seq, organisation, state: 'proposed', became: null }],
  };
}
