import type { meldingKinds, trajectStates } from '#db/schema/words.ts';
import { addDays, daysBetween } from '#server/kernel/time.ts';
import { settingOn } from '#server/settings/dated.ts';
import type { TrajectTerms } from '#server/settings/trajectTerms.ts';
import { addWorkingDays } from './workingDays.ts';

// By when something about a melding has to be done. No law says so for the gemeente: the terms are settings. Pure; dates are ISO.

export const termSteps = ['assign', 'contact', 'intake'] as const;
export type TermStep = (typeof termSteps)[number];

export interface TermFacts {
  state: (typeof trajectStates)[number];
  isAssigned: boolean;
  /** Somebody tried to reach the jongere, or those around them. */
  isTried: boolean;
  hadIntake: boolean;
  /** The oldest melding that is open; null when none is. */
  oldest: { kind: (typeof meldingKinds)[number]; reportedOn: string } | null;
}

export interface Term {
  step: TermStep;
  /** The last date on which it is in time. */
  by: string;
  /** How many days that is ago; 0 while it is in time. */
  daysLate: number;
  /** The date since which the setting held that it follows; null for the first one. */
  settingOf: string | null;
}

/** Where the intake was, or cannot be as long as it stands still, nothing has to be done by a term. */
const isBeforeIntake = (state: TermFacts['state']): boolean =>
  ['nieuw', 'contact-zoeken', 'uitgenodigd', 'intake'].includes(state);

/**
 * The first thing that has a term and is still to be done; null when there is none. It follows the setting that held on the day on
 * which the melding came in, whatever is decided later.
 */
export function termOf(
  { state, isAssigned, isTried, hadIntake, oldest }: TermFacts,
  terms: TrajectTerms,
  today: string,
): Term | null {
  if (oldest === null || hadIntake || !isBeforeIntake(state)) return null;
  const { value, from: settingOf } = settingOn(terms, oldest.reportedOn);
  const { contactDays, intakeDays } = value.kinds[oldest.kind];
  const within = (step: TermStep, by: string): Term => {
    return { step, by, daysLate: Math.max(0, daysBetween(by, today)), settingOf };
  };
  if (!isAssigned) return within('assign', addWorkingDays(oldest.reportedOn, value.assignDays));
  if (!isTried) return within('contact', addDays(oldest.reportedOn, contactDays));
  return within('intake', addDays(oldest.reportedOn, intakeDays));
}
