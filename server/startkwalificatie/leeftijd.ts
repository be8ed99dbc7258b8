import type { Leeftijdsgrenzen } from './grenzen.ts';

// Dates are ISO strings, which sort as the days do: nothing here needs a calendar or a time zone.

const iso = (jaar: number, maand: number, dag: number) =>
  `${String(jaar).padStart(4, '0')}-${String(maand).padStart(2, '0')}-${String(dag).padStart(2, '0')}`;

const isSchrikkeljaar = (jaar: number) => jaar % 4 === 0 && (jaar % 100 !== 0 || jaar % 400 === 0);

function delen(datum: string): [jaar: number, maand: number] {
  return [Number(datum.slice(0, 4)), Number(datum.slice(5, 7))];
}

/** The day on which somebody turns an age; 29 February falls on 1 March in other years. */
function verjaardag(geboortedatum: string, leeftijd: number): string {
  const jaar = delen(geboortedatum)[0] + leeftijd;
  const dag = geboortedatum.slice(5);
  return dag === '02-29' && !isSchrikkeljaar(jaar) ? iso(jaar, 3, 1) : `${jaar}-${dag}`;
}

/** Leerplichtwet art. 3: the first day of the month after the birthday. */
function beginLeerplicht(geboortedatum: string, leeftijd: number): string {
  const [jaar, maand] = delen(verjaardag(geboortedatum, leeftijd));
  return maand === 12 ? iso(jaar + 1, 1, 1) : iso(jaar, maand + 1, 1);
}

/** Leerplichtwet art. 3: the 1 August with which the school year of the birthday has ended. */
function eindeLeerplicht(geboortedatum: string, leeftijd: number): string {
  const [jaar, maand] = delen(verjaardag(geboortedatum, leeftijd));
  return iso(maand >= 8 ? jaar + 1 : jaar, 8, 1);
}

/** What the date of birth alone decides on a peildatum. */
export interface Levensfase {
  /** Old enough for leerplicht. */
  leerplichtBegonnen: boolean;
  /** The school year in which somebody turned 16 has ended. */
  leerplichtVoorbij: boolean;
  /** Old enough for secondary school, before which nobody has a diploma. */
  middelbaar: boolean;
  vervangendKan: boolean;
  /** Past the age of kwalificatieplicht. */
  volwassen: boolean;
  vsvKan: boolean;
  /** In the statutory band of the Doorstroompunt. */
  inDoorstroompunt: boolean;
  /** Too old for the portal. */
  portaalVoorbij: boolean;
}

export function levensfase(geboortedatum: string, peildatum: string, grenzen: Leeftijdsgrenzen): Levensfase {
  const is = (leeftijd: number) => verjaardag(geboortedatum, leeftijd) <= peildatum;
  return {
    leerplichtBegonnen: beginLeerplicht(geboortedatum, grenzen.leerplichtVan) <= peildatum,
    leerplichtVoorbij: eindeLeerplicht(geboortedatum, grenzen.leerplichtTot) <= peildatum,
    middelbaar: is(grenzen.vsvVan),
    vervangendKan: is(grenzen.vervangendVan),
    volwassen: is(grenzen.kwalificatieplichtTot),
    vsvKan: is(grenzen.vsvVan) && !is(grenzen.doorstroompuntTot),
    inDoorstroompunt: is(grenzen.doorstroompuntVan) && !is(grenzen.doorstroompuntTot),
    portaalVoorbij: is(grenzen.portaalTot),
  };
}
