import type { proposalStates } from '#db/schema/words.ts';

// How long a proposal waits for an answer, and how it stands. Pure; also for the browser.

/** As long as a chat that fell silent can go on. */
export const proposalOpenMs = 24 * 3_600_000;
/** Characters of what would be told. */
export const toldLength = 500;
export type ProposalState = (typeof proposalStates)[number];

export interface ProposalFacts {
  state: ProposalState;
  /** Epoch ms. */
  expiresAt: number;
  /** Whether the organisation still refers, and the topic is still offered. */
  isOffered: boolean;
  /** Whether what was agreed to still stands; false when it was taken back elsewhere, or is forgotten. */
  isShared: boolean;
}

/** How a proposal stands now: one that was not answered in time has lapsed, and one that can lead nowhere too. */
export function proposalState(
  { state, expiresAt, isOffered, isShared }: ProposalFacts,
  now: number,
): ProposalState {
  if (state === 'proposed') return now < expiresAt && isOffered ? 'proposed' : 'lapsed';
  return state === 'agreed' && !isShared ? 'ended' : state;
}
