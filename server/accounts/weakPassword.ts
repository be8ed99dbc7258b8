import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** With a wait after each failure nobody makes so many guesses at the door; it is for a table that is stolen. */
const leastGuesses = 1e9;
/** The estimate takes longer for a longer text, and what is longer than this is not found by guessing. */
const mostJudged = 100;

let judge: ZxcvbnFactory | undefined;

/**
 * Whether a password is among those that are tried first: one of the 49,000 most used in leaks, a sequence, a row of keys, or
 * words of whoever sets it (`own`: name, e-mail address), also with digits for letters. NIST SP 800-63B 3.1.1.2.
 */
export function isWeakPassword(password: string, own: readonly string[]): boolean {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = [...own, 'doorstart', 'welkom', 'wachtwoord', 'gemeente'].flatMap((word) => [
    word.toLowerCase(),
    ...word
      .toLowerCase()
      .split(/[\s@.-]+/)
      .filter((part) => part.length > 2),
  ]);
  const text = password.normalize('NFKC').slice(0, mostJudged);
  return judge.check(text, words).guesses < leastGuesses;
}
