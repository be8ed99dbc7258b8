import type { Given, Question } from './choices.ts';
import { grenzenOp, type Leeftijdsgrenzen } from './grenzen.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { pathOf } from './questions.ts';
import { judgeInFase, weigh } from './rules.ts';
import { type Antwoorden, type Uitkomst, vrijstellingen } from './words.ts';

/** What the result page says. */
export interface CheckResult {
  uitkomst: Uitkomst;
  /** Whether the duty is sure: of who lives elsewhere we did not ask all that it can depend on. */
  isPlichtSure: boolean;
  /** Asked, and answered with "weet ik niet": what to bring or to look up together. */
  notKnown: Question[];
}

/** The result, or null while a question is open. */
export function resultOf(
  given: Given,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): CheckResult | null {
  const { asked, next, answers } = pathOf(given, peildatum, grenzen);
  if (next !== null || answers === null) return null;
  const fase = levensfase(answers.geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  return {
    uitkomst: judgeInFase(answers, fase),
    isPlichtSure: knowsPlicht(answers, asked, fase),
    notKnown: asked.filter((question) => given[question] === 'weet-niet'),
  };
}

/**
 * Whether every answer to what was not asked gives the same duty. Trying the vrijstellingen is enough: where the
 * kind of school could change the duty, article 5 could too.
 */
function knowsPlicht(answers: Antwoorden, asked: readonly Question[], fase: Levensfase): boolean {
  if (asked.includes('vrijstelling')) return true;
  const { plicht } = weigh(answers, fase);
  return vrijstellingen.every((vrijstelling) => weigh({ ...answers, vrijstelling }, fase).plicht === plicht);
}
