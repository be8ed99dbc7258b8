import type { Levensfase } from './leeftijd.ts';
import type { Antwoorden, Diploma, Plicht, Startkwalificatie } from './words.ts';

type Gegevens = Pick<Antwoorden, 'diploma' | 'gevolgd' | 'vrijstelling'>;

/** A duty with the articles of the Leerplichtwet that decided it. */
export interface PlichtOpGrond {
  plicht: Plicht;
  artikelen: readonly string[];
  /** Exempt because of the kind of school (art. 4a), not by a vrijstelling: the way on is another one. */
  kwetsbarePositie?: true;
}

const genoeg: readonly Diploma[] = ['mbo-2', 'mbo-3', 'mbo-4', 'havo', 'vwo', 'hbo-wo'];
const teBeoordelen: readonly Diploma[] = ['ib-diploma', 'buitenlands'];
/** Stands in for twelve full school years. */
const naTwaalfJaar: readonly Diploma[] = ['havo', 'vwo', 'hbo-wo'];

/** Leerplichtwet art. 1 f. What has to be valued first counts as none in every other rule. */
export function startkwalificatieVan(diploma: Diploma): Startkwalificatie {
  if (genoeg.includes(diploma)) return 'ja';
  return teBeoordelen.includes(diploma) ? 'beoordelen' : 'nee';
}

/** What somebody is obliged to; each rule with its article. */
export function plichtVan(gegevens: Gegevens, fase: Levensfase): PlichtOpGrond {
  if (fase.volwassen) return { plicht: 'geen', artikelen: ['4a'] };
  if (!fase.leerplichtBegonnen) return { plicht: 'nog-niet', artikelen: ['3'] };
  if (!fase.leerplichtVoorbij && !naTwaalfJaar.includes(gegevens.diploma)) return leerplicht(gegevens, fase);
  return kwalificatieplicht(gegevens);
}

/** Art. 3; art. 5 exempts from it, art. 3a and 3b put another duty in its place. */
function leerplicht({ vrijstelling }: Gegevens, { vervangendKan }: Levensfase): PlichtOpGrond {
  if (vrijstelling === 'artikel-5') return { plicht: 'vrijgesteld', artikelen: ['3', '5'] };
  if (vervangendKan && vrijstelling === 'artikel-3a') return { plicht: 'vervangend', artikelen: ['3', '3a'] };
  if (vervangendKan && vrijstelling === 'artikel-3b') return { plicht: 'vervangend', artikelen: ['3', '3b'] };
  return { plicht: 'leerplichtig', artikelen: ['3'] };
}

/** Art. 4a: a startkwalificatie ends it, before any exemption is looked at; the kind of school goes before art. 5 and 15. */
function kwalificatieplicht(gegevens: Gegevens): PlichtOpGrond {
  const { diploma, vrijstelling } = gegevens;
  if (startkwalificatieVan(diploma) === 'ja') return { plicht: 'geen', artikelen: ['1 f', '4a'] };
  if (isUitgezonderd(gegevens)) return { plicht: 'vrijgesteld', artikelen: ['4a'], kwetsbarePositie: true };
  if (vrijstelling === 'artikel-5') return { plicht: 'vrijgesteld', artikelen: ['4a', '5'] };
  if (vrijstelling === 'artikel-15') return { plicht: 'vrijgesteld', artikelen: ['4a', '15'] };
  return { plicht: 'kwalificatieplichtig', artikelen: ['1 f', '4a'] };
}

/** Art. 4a: who holds the getuigschrift of praktijkonderwijs, or is or was in vso towards work or dagbesteding. */
function isUitgezonderd({ diploma, gevolgd }: Gegevens): boolean {
  return diploma === 'praktijkonderwijs' || gevolgd === 'vso-arbeidsmarkt' || gevolgd === 'vso-dagbesteding';
}
