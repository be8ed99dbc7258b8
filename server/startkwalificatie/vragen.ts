import { isDatum } from './datum.ts';
import { grenzenOp, type Leeftijdsgrenzen } from './grenzen.ts';
import {
  type Gegeven,
  isKeuze,
  type Keuze,
  type Keuzeantwoorden,
  type Keuzevraag,
  keuzes,
  metKeuze,
  type Vraag,
} from './keuzes.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { weeg } from './rules.ts';
import { type Antwoorden, standaardAntwoorden } from './words.ts';

/** The questions in the order in which they are asked, after the date of birth. */
export const volgorde = [
  'woontInRegio',
  'diploma',
  'inschrijving',
  'dreigtUitval',
  'gevolgd',
  'vrijstelling',
  'zoekt',
] as const satisfies readonly Keuzevraag[];

/** The longest way through the questions that there is, whatever somebody answers. */
export const meesteVragen = 7;

/** Where somebody is in the questions. */
export interface Pad {
  /** Answered and of importance, in order; the last one is where "back" goes. */
  gesteld: Vraag[];
  /** Null when all is known. */
  volgende: Vraag | null;
  /** How many are still to come at most, the next one included. */
  nogHoogstens: number;
  /** For the rules: an answer to a question that is not on the way does not count. Null without a date. */
  antwoorden: Antwoorden | null;
}

/**
 * The way through the questions. One is asked where the outcome that the result page shows can still differ by
 * its answer, for some answers to those that come later; an answer that is no choice counts as not given.
 *
 * From 27 on and for who lives elsewhere only the diploma is asked: where to go is known already, and "do I have a
 * startkwalificatie" is what people come to know. What else they are obliged to is said where it is certain
 * (`uitslag.ts`). Below the age of secondary school not even the diploma is asked.
 */
export function padVan(gegeven: Gegeven, peildatum: string, grenzen: readonly Leeftijdsgrenzen[]): Pad {
  const { geboortedatum = '' } = gegeven;
  if (!isDatum(geboortedatum) || geboortedatum > peildatum)
    return { gesteld: [], volgende: 'geboortedatum', nogHoogstens: meesteVragen, antwoorden: null };
  const fase = levensfase(geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  const knopen: Knopen = new Map();
  const gesteld: Vraag[] = ['geboortedatum'];
  let antwoorden = standaardAntwoorden;
  let knoop = knoopVan(0, antwoorden, fase, knopen);
  while (knoop.vraagt !== null) {
    const vraag = knoop.vraagt;
    const keuze = gegeven[vraag];
    if (!isKeuze(vraag, keuze)) break;
    gesteld.push(vraag);
    antwoorden = metKeuze(antwoorden, vraag, keuze);
    knoop = knoopVan(volgorde.indexOf(vraag) + 1, antwoorden, fase, knopen);
  }
  const { vraagt: volgende, diepte: nogHoogstens } = knoop;
  return { gesteld, volgende, nogHoogstens, antwoorden: { geboortedatum, ...antwoorden } };
}

/** The choices to show at a question: of the vrijstellingen only those that can hold at this age. */
export function keuzesBij<V extends Keuzevraag>(
  vraag: V,
  gegeven: Gegeven,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): readonly Keuze<V>[] {
  const lijst: readonly Keuze<V>[] = keuzes[vraag];
  if (vraag !== 'vrijstelling') return lijst;
  const { antwoorden } = padVan(gegeven, peildatum, grenzen);
  if (antwoorden === null) return lijst;
  const fase = levensfase(antwoorden.geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  const plichtBij = (keuze: Keuze) => weeg(metKeuze(antwoorden, vraag, keuze), fase).plicht;
  const zonder = plichtBij('geen');
  return lijst.filter((keuze) => keuze === 'geen' || keuze === 'weet-niet' || plichtBij(keuze) !== zonder);
}

/** One answer of each kind that the rules tell apart. */
const proef: { [V in Keuzevraag]: readonly Keuzeantwoorden[V][] } = {
  woontInRegio: [true, false],
  diploma: ['geen', 'mbo-2', 'havo', 'praktijkonderwijs', 'buitenlands'],
  inschrijving: ['geen', 'mbo', 'vo'],
  dreigtUitval: [false, true],
  gevolgd: ['regulier', 'praktijkonderwijs', 'vso-arbeidsmarkt'],
  vrijstelling: ['geen', 'artikel-3a', 'artikel-5', 'artikel-15'],
  zoekt: ['opleiding', 'werk-of-inkomen'],
};

/** What the outcome can still depend on from a question on; the same number for the same dependence. */
interface Knoop {
  nummer: number;
  /** The first question that matters, if any. */
  vraagt: Keuzevraag | null;
  /** Questions on the longest way from here. */
  diepte: number;
}
type Knopen = Map<string, Knoop>;

/** A reduced decision diagram: a question whose answers all lead to the same knoop falls out. */
function knoopVan(plaats: number, antwoorden: Keuzeantwoorden, fase: Levensfase, knopen: Knopen): Knoop {
  const vraag = volgorde[plaats];
  if (vraag === undefined) return eenmalig(knopen, getoond(antwoorden, fase), null, 0);
  if (valtUit(vraag, antwoorden, fase)) return knoopVan(plaats + 1, antwoorden, fase, knopen);
  let eerste: Knoop | null = null;
  let maaktUit = false;
  let diepte = 0;
  let sleutel: string = vraag;
  for (const waarde of proef[vraag]) {
    const tak = knoopVan(plaats + 1, met(antwoorden, vraag, waarde), fase, knopen);
    eerste ??= tak;
    maaktUit ||= tak !== eerste;
    diepte = Math.max(diepte, tak.diepte);
    sleutel += ` ${tak.nummer}`;
  }
  return eerste === null || maaktUit ? eenmalig(knopen, sleutel, vraag, diepte + 1) : eerste;
}

/** A copy and then a change: a computed key in a literal makes it slow, and this is done a thousand times. */
function met<V extends Keuzevraag>(
  antwoorden: Keuzeantwoorden,
  vraag: V,
  waarde: Keuzeantwoorden[V],
): Keuzeantwoorden {
  const kopie = { ...antwoorden };
  kopie[vraag] = waarde;
  return kopie;
}

function eenmalig(knopen: Knopen, sleutel: string, vraagt: Keuzevraag | null, diepte: number): Knoop {
  const knoop = knopen.get(sleutel) ?? { nummer: knopen.size, vraagt, diepte };
  knopen.set(sleutel, knoop);
  return knoop;
}

/** What is not asked whatever it could change; see `padVan`. */
function valtUit(vraag: Keuzevraag, antwoorden: Keuzeantwoorden, fase: Levensfase): boolean {
  if (vraag === 'diploma') return !fase.middelbaar;
  return fase.portaalVoorbij || !antwoorden.woontInRegio;
}

function getoond(antwoorden: Keuzeantwoorden, fase: Levensfase): string {
  const { startkwalificatie, plicht, route, vsv } = weeg(antwoorden, fase);
  return `${startkwalificatie} ${plicht} ${route} ${vsv}`;
}
