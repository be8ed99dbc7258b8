import { grenzenOp, type Leeftijdsgrenzen } from './grenzen.ts';
import type { Gegeven, Vraag } from './keuzes.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { oordeel, weeg } from './rules.ts';
import { padVan } from './vragen.ts';
import { type Antwoorden, type Uitkomst, vrijstellingen } from './words.ts';

/** What the result page says. */
export interface Uitslag {
  uitkomst: Uitkomst;
  /** Whether the duty is sure: of who lives elsewhere we did not ask all that it can depend on. */
  plichtZeker: boolean;
  /** Asked, and answered with "weet ik niet": what to bring or to look up together. */
  nietGeweten: Vraag[];
}

/** The result, or null while a question is open. */
export function uitslagVan(
  gegeven: Gegeven,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): Uitslag | null {
  const { gesteld, volgende, antwoorden } = padVan(gegeven, peildatum, grenzen);
  if (volgende !== null || antwoorden === null) return null;
  const fase = levensfase(antwoorden.geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  return {
    uitkomst: oordeel(antwoorden, fase),
    plichtZeker: isPlichtZeker(antwoorden, gesteld, fase),
    nietGeweten: gesteld.filter((vraag) => gegeven[vraag] === 'weet-niet'),
  };
}

/**
 * Whether every answer to what was not asked gives the same duty. Trying the vrijstellingen is enough: where the
 * kind of school could change the duty, article 5 could too.
 */
function isPlichtZeker(antwoorden: Antwoorden, gesteld: readonly Vraag[], fase: Levensfase): boolean {
  if (gesteld.includes('vrijstelling')) return true;
  const { plicht } = weeg(antwoorden, fase);
  return vrijstellingen.every(
    (vrijstelling) => weeg({ ...antwoorden, vrijstelling }, fase).plicht === plicht,
  );
}
