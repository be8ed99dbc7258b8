import type { handoverStates } from '#db/schema/words.ts';

// Whether a sealed page opens. Pure; instants are epoch ms.

/** So many wrong codes in a row shut the page: who gave it makes another link and code. */
export const mostWrongCodes = 5;

/** How many digits a code has. It is said over the telephone, and with so few tries nobody guesses it. */
export const codeDigits = 8;

/** `open`: it asks for the code. Of the others each says what to do next. */
const sealedStates = ['open', 'accepted', 'refused', 'withdrawn', 'lapsed', 'expired', 'shut'] as const;
export type SealedState = (typeof sealedStates)[number];

export interface SealedFacts {
  state: (typeof handoverStates)[number];
  expiresAt: number;
  wrongCodes: number;
  /** Whoever offered it owns the traject, and it is open. */
  isStillTheirs: boolean;
}

/** How a sealed page stands. */
export function sealedState(
  { state, expiresAt, wrongCodes, isStillTheirs }: SealedFacts,
  now: number,
): SealedState {
  if (state !== 'offered') return state;
  if (!isStillTheirs) return 'lapsed';
  if (expiresAt <= now) return 'expired';
  return wrongCodes >= mostWrongCodes ? 'shut' : 'open';
}

/** Who accepted can read on until the page expires, while the gemeente that gave it did not take the traject up again. */
export const isReadable = (facts: SealedFacts & { isClosed: boolean }, now: number): boolean =>
  sealedState(facts, now) === 'open' ||
  (facts.state === 'accepted' &&
    facts.isClosed &&
    facts.expiresAt > now &&
    facts.wrongCodes < mostWrongCodes);

/** A code as it was typed, with whatever stood between its digits. */
export const readCode = (typed: string): string => typed.replace(/\D/g, '');
