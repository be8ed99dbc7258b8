import type { CheckMove } from '#server/figures/countCheck.ts';
import type { Step } from './step.ts';

/** The name of the field in which forms carry it on. */
export const countedField = 'counted';

/** What was counted of this round of the check: nothing yet, that somebody began, or also what came out. */
export type Counted = '' | 'begun' | 'done';

/** As a form said it. */
export const readCounted = (value: unknown): Counted => (value === 'begun' || value === 'done' ? value : '');

/**
 * What a step adds to the figures, and what is counted then: each round adds that it began and its first outcome, once.
 * Neither a step back nor another answer afterwards adds anything.
 */
export function countStep(counted: Counted, step: Step): { counted: Counted; move: CheckMove | null } {
  if (step.kind === 'result' && counted !== 'done') {
    const to = step.result.uitkomst.startkwalificatie;
    return { counted: 'done', move: counted === 'begun' ? { from: 'stopped', to } : { to } };
  }
  const hasBegun = step.kind === 'question' && step.number > 1 && step.error === null;
  return hasBegun && counted === '' ? { counted: 'begun', move: { to: 'stopped' } } : { counted, move: null };
}
