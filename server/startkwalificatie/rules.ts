import { grenzenOp, type Leeftijdsgrenzen, leeftijdsgrenzen } from './grenzen.ts';
import { grondslagVan } from './grondslag.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { type PlichtOpGrond, plichtVan, startkwalificatieVan } from './plicht.ts';
import { routeVan } from './route.ts';
import type { Antwoorden, Plicht, Startkwalificatie, Uitkomst } from './words.ts';

/**
 * Where somebody stands on a date: an indication, never a decision. Pure; it does not throw.
 * @param antwoorden as `antwoordenSchema` or `pathOf` gives them
 * @param peildatum ISO date, not before the date of birth
 * @param grenzen the dated age limits, a setting; those of the law when left out
 */
export function judge(
  antwoorden: Antwoorden,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[] = leeftijdsgrenzen,
): Uitkomst {
  return judgeInFase(
    antwoorden,
    levensfase(antwoorden.geboortedatum, peildatum, grenzenOp(peildatum, grenzen)),
  );
}

/** As `judge`, for who knows already what holds at the age of these answers. */
export function judgeInFase(antwoorden: Antwoorden, fase: Levensfase): Uitkomst {
  const { opGrond, ...uitkomst } = weigh(antwoorden, fase);
  const grondslag = grondslagVan(uitkomst.startkwalificatie, opGrond, uitkomst.route, fase);
  return { ...uitkomst, grondslag };
}

/** An outcome of which the reasons are not written out yet. */
export interface Weighed extends Omit<Uitkomst, 'grondslag'> {
  opGrond: PlichtOpGrond;
}

/** As `judge`, without the reasons: `questions.ts` asks it a thousand times. */
export function weigh(antwoorden: Omit<Antwoorden, 'geboortedatum'>, fase: Levensfase): Weighed {
  const startkwalificatie = startkwalificatieVan(antwoorden.diploma);
  const opGrond = plichtVan(antwoorden, fase);
  const { plicht } = opGrond;
  return {
    startkwalificatie,
    plicht,
    route: routeVan(antwoorden, fase, startkwalificatie, opGrond),
    vsv: isVsv(antwoorden, fase, startkwalificatie, plicht),
    opGrond,
  };
}

/** WEB art. 8.3.1: left school without a startkwalificatie, and not from praktijkonderwijs or vso. */
function isVsv(
  { inschrijving, diploma, gevolgd }: Pick<Antwoorden, 'inschrijving' | 'diploma' | 'gevolgd'>,
  { vsvKan }: Levensfase,
  startkwalificatie: Startkwalificatie,
  plicht: Plicht,
): boolean {
  const hasLeft = inschrijving === 'geen' && startkwalificatie !== 'ja';
  const isRegular = diploma !== 'praktijkonderwijs' && gevolgd === 'regulier';
  return vsvKan && hasLeft && isRegular && plicht !== 'vrijgesteld' && plicht !== 'vervangend';
}
