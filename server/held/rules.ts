import type { contactParties, lookAsks, lookOutcomes } from '#db/schema/words.ts';

// What of a traject is handed over to the jongere whom it is about (AVG 15). Notes of the team are a part of their file. What is
// about others, or was told in confidence, is theirs (AVG 15 (4), UAVG 41). Pure.

type Party = (typeof contactParties)[number];

/** Whoever spoke with parents, or somebody else around a jongere, wrote down what these said: that is not handed over. */
const isInConfidence = (party: Party): boolean => party === 'parents' || party === 'other';

/** A contactpoging as it is handed over: that it was stays, with whom and how. */
export const attemptOf = <Attempt extends { party: Party; note: string | null }>(
  attempt: Attempt,
): Attempt => (isInConfidence(attempt.party) ? { ...attempt, note: null } : attempt);

const heardFrom = {
  school: 'school',
  jongere: 'jongere',
  parents: 'parents',
  work: 'other',
  care: 'other',
} as const satisfies Record<(typeof lookAsks)[number], Party>;

interface Look {
  ask: (typeof lookAsks)[number];
  outcome: (typeof lookOutcomes)[number] | null;
  note: string | null;
}

/** A look as it is handed over: what parents, an employer or somebody of care said stays out, what our own people wrote does not. */
export const lookOf = <One extends Look>(look: One): One => {
  const isHeard = look.outcome === 'placed' || look.outcome === 'dropped-out';
  return isHeard && isInConfidence(heardFrom[look.ask]) ? { ...look, note: null } : look;
};

/** Whether a note is handed over, whomever it was written for: not when somebody marked it. */
export const isTheirs = (note: { withheld: boolean }): boolean => !note.withheld;
