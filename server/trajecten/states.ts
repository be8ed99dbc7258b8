import type { trajectStates } from '#db/schema/words.ts';

// Which state of a traject may follow which. Pure.

export type TrajectState = (typeof trajectStates)[number];

/** Every state that is not closed can be closed, and every closed one opened again, so there is no dead end. */
const follow: Readonly<Record<TrajectState, readonly TrajectState[]>> = {
  nieuw: ['contact-zoeken', 'uitgenodigd', 'intake', 'niet-bereikt', 'wil-niet', 'afgesloten'],
  'contact-zoeken': ['uitgenodigd', 'intake', 'niet-bereikt', 'wil-niet', 'afgesloten'],
  // Who does not come goes back to looking for contact.
  uitgenodigd: ['contact-zoeken', 'intake', 'niet-bereikt', 'wil-niet', 'afgesloten'],
  intake: ['contact-zoeken', 'lopend', 'geplaatst', 'wil-niet', 'afgesloten'],
  lopend: ['contact-zoeken', 'gepauzeerd', 'geplaatst', 'wil-niet', 'afgesloten'],
  gepauzeerd: ['contact-zoeken', 'lopend', 'afgesloten'],
  geplaatst: ['lopend', 'nazorg', 'afgesloten'],
  nazorg: ['lopend', 'afgesloten'],
  'niet-bereikt': ['contact-zoeken', 'uitgenodigd', 'intake', 'afgesloten'],
  'wil-niet': ['contact-zoeken', 'intake', 'lopend', 'afgesloten'],
  afgesloten: ['contact-zoeken'],
};

export const mayFollow = (from: TrajectState, to: TrajectState): boolean => follow[from].includes(to);

/** The states that somebody can put it in from here; closing and opening again have their own forms. */
export const statesAfter = (from: TrajectState): TrajectState[] =>
  from === 'afgesloten' ? [] : follow[from].filter((to) => to !== 'afgesloten');

/** It stands still in these until a date, on which somebody looks again. */
export const standsStill = (state: TrajectState): boolean =>
  ['gepauzeerd', 'niet-bereikt', 'wil-niet'].includes(state);

/** Help is voluntary from 18; before that leerplicht holds, so nobody can refuse it (Leerplichtwet 4b, 4c). */
export const mayRefuse = (age: number): boolean => age >= 18;
