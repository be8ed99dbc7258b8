import type { askAgainAfter, invitationAnswers } from '#db/schema/words.ts';
import type { NextStep } from '#server/trajecten/nextStep.ts';
import type { TrajectState } from '#server/trajecten/states.ts';
import { addWorkingDays } from '#server/trajecten/workingDays.ts';
import type { GesprekStand } from './rules.ts';

// What the owner of a traject does next when a jongere answers, or when a gesprek is made, moved, held or missed. Pure; dates are ISO.

/** When one looks again at who says "not now" and not when they want to be asked. */
const lookAgainDays = 20;
/** Within how many working days one asks whether what was told is so. */
const checkDays = 2;

const monthsAfter = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/**
 * What an answer asks for: to check what was told, to call, or to ask again later. An objection is looked at by a person at once; who takes it
 * back without another answer is called.
 */
export function afterAnswer(
  answer: (typeof invitationAnswers)[number] | 'objected' | 'objection-withdrawn',
  today: string,
  again: (typeof askAgainAfter)[number] | null = null,
): NextStep {
  switch (answer) {
    case 'has-school':
    case 'works':
      return { action: 'check', on: addWorkingDays(today, checkDays) };
    case 'call-me':
    case 'objection-withdrawn':
      return { action: 'call', on: addWorkingDays(today, 1) };
    case 'not-now': {
      const on = again === null ? addWorkingDays(today, lookAgainDays) : monthsAfter(today, Number(again));
      return { action: 'look-again', on };
    }
    case 'objected':
      return { action: 'decide', on: addWorkingDays(today, 1) };
  }
}

/** What follows of a gesprek; null where that stays as it is. */
export interface Afterwards {
  state: TrajectState | null;
  next: NextStep | null;
}

const before: readonly TrajectState[] = ['nieuw', 'contact-zoeken', 'uitgenodigd', 'niet-bereikt'];
const missable: readonly TrajectState[] = [
  'nieuw',
  'uitgenodigd',
  'intake',
  'lopend',
  'gepauzeerd',
  'niet-bereikt',
  'wil-niet',
];

/**
 * What follows when a gesprek stands otherwise than before: one to come is the next action on its date, a first one that was held is the
 * intake, a no-show goes back to looking for contact. `planned` is the date of the first gesprek to come, of all that there are.
 */
export function afterGesprek(
  state: TrajectState,
  stand: GesprekStand,
  { today, planned }: { today: string; planned: string | null },
): Afterwards {
  const talk: NextStep | null = planned === null ? null : { action: 'talk', on: planned };
  switch (stand) {
    case 'planned':
      return { state: talk ? invitedFrom(state) : null, next: talk };
    case 'held':
      return {
        state: before.includes(state) ? 'intake' : null,
        next: talk ?? { action: 'plan', on: addWorkingDays(today, 1) },
      };
    case 'missed':
      return {
        state: missable.includes(state) ? 'contact-zoeken' : null,
        next: talk ?? { action: 'call', on: addWorkingDays(today, 1) },
      };
    case 'off':
      return { state: null, next: talk ?? { action: 'plan', on: addWorkingDays(today, 1) } };
  }
}

/** Where one with a gesprek to come stands who was not that far; who did not want help is in contact again. */
function invitedFrom(state: TrajectState): TrajectState | null {
  if (state === 'wil-niet') return 'contact-zoeken';
  return before.includes(state) && state !== 'uitgenodigd' ? 'uitgenodigd' : null;
}
