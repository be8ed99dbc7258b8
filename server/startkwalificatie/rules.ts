import { grenzenOp, type Leeftijdsgrenzen, leeftijdsgrenzen } from './grenzen.ts';
import { grondslagVan } from './grondslag.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { type PlichtOpGrond, plichtVan, startkwalificatieVan } from './plicht.ts';
import { routeVan } from './route.ts';
import type { Antwoorden, Plicht, Startkwalificatie, Uitkomst } from './words.ts';

/**
 * Where somebody stands on a date: an indication, never a decision. Pure; it does not throw.
 * @param antwoorden as `antwoordenSchema` or `naarAntwoorden` gives them
 * @param peildatum ISO date, not before the date of birth
 * @param grenzen the dated age limits, a setting; those of the law when left out
 */
export function beoordeel(
  antwoorden: Antwoorden,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[] = leeftijdsgrenzen,
): Uitkomst {
  return oordeel(antwoorden, levensfase(antwoorden.geboortedatum, peildatum, grenzenOp(peildatum, grenzen)));
}

/** As `beoordeel`, for who knows already what holds at the age of these answers. */
export function oordeel(antwoorden: Antwoorden, fase: Levensfase): Uitkomst {
  const { opGrond, ...uitkomst } = weeg(antwoorden, fase);
  const grondslag = grondslagVan(uitkomst.startkwalificatie, opGrond, uitkomst.route, fase);
  return { ...uitkomst, grondslag };
}

/** An outcome of which the reasons are not written out yet. */
export interface Weging extends Omit<Uitkomst, 'grondslag'> {
  opGrond: PlichtOpGrond;
}

/** As `beoordeel`, without the reasons: `vragen.ts` asks it a thousand times. */
export function weeg(antwoorden: Omit<Antwoorden, 'geboortedatum'>, fase: Levensfase): Weging {
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
  const weg = inschrijving === 'geen' && startkwalificatie !== 'ja';
  const regulier = diploma !== 'praktijkonderwijs' && gevolgd === 'regulier';
  return vsvKan && weg && regulier && plicht !== 'vrijgesteld' && plicht !== 'vervangend';
}
