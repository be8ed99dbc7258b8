// The words of the check, for pages, island and API alike. No zod here: an island takes these lists with it.

/** Where somebody is enrolled now; a bbl is "mbo". */
export const inschrijvingen = ['geen', 'vo', 'praktijkonderwijs', 'vso', 'mbo', 'hbo-wo'] as const;
export type Inschrijving = (typeof inschrijvingen)[number];

/** Of several diplomas the one that helps most: mbo-2 before buitenlands, praktijkonderwijs before mbo-1. */
export const diplomas = [
  'geen',
  'vmbo',
  'mbo-1',
  'mbo-2',
  'mbo-3',
  'mbo-4',
  'havo',
  'vwo',
  'hbo-wo',
  'praktijkonderwijs',
  'certificaten',
  'ib-diploma',
  'ib-certificaten',
  'buitenlands',
] as const;
export type Diploma = (typeof diplomas)[number];

/** The kind of school that somebody follows or followed. */
export const schoolsoorten = [
  'regulier',
  'praktijkonderwijs',
  'vso-vervolgonderwijs',
  'vso-arbeidsmarkt',
  'vso-dagbesteding',
] as const;
export type Schoolsoort = (typeof schoolsoorten)[number];

/** By which article of the Leerplichtwet; 5a is "artikel-5". */
export const vrijstellingen = ['geen', 'artikel-3a', 'artikel-3b', 'artikel-5', 'artikel-15'] as const;
export type Vrijstelling = (typeof vrijstellingen)[number];

export const wensen = ['opleiding', 'werk-of-inkomen'] as const;
export type Wens = (typeof wensen)[number];

/** What the rules take. */
export interface Antwoorden {
  /** ISO date, not after the peildatum. */
  geboortedatum: string;
  inschrijving: Inschrijving;
  /** Often absent or about to stop; says nothing where nobody is enrolled. */
  dreigtUitval: boolean;
  diploma: Diploma;
  gevolgd: Schoolsoort;
  vrijstelling: Vrijstelling;
  woontInRegio: boolean;
  zoekt: Wens;
}

/** What holds for whoever leaves a question out. */
export const standaardAntwoorden: Omit<Antwoorden, 'geboortedatum'> = {
  inschrijving: 'geen',
  dreigtUitval: false,
  diploma: 'geen',
  gevolgd: 'regulier',
  vrijstelling: 'geen',
  woontInRegio: true,
  zoekt: 'opleiding',
};

export const startkwalificaties = ['ja', 'nee', 'beoordelen'] as const;
export type Startkwalificatie = (typeof startkwalificaties)[number];

export const plichten = [
  'nog-niet',
  'leerplichtig',
  'vervangend',
  'kwalificatieplichtig',
  'vrijgesteld',
  'geen',
] as const;
export type Plicht = (typeof plichten)[number];

export const routes = [
  'geen-actie',
  'school',
  'leerplichtambtenaar',
  'casemanager',
  'jongerenloket',
  'andere-gemeente',
  '27-plus',
] as const;
export type Route = (typeof routes)[number];

export const bronnen = {
  leerplichtwet: 'Leerplichtwet 1969',
  web: 'Wet educatie en beroepsonderwijs',
  gemeente: 'Beleid van de gemeente',
} as const;

/** Why an outcome is what it is; where the law does not reach, `artikel` says which policy of the gemeente. */
export interface Grond {
  bron: (typeof bronnen)[keyof typeof bronnen];
  artikel: string;
}

/** An indication, never a decision. */
export interface Uitkomst {
  startkwalificatie: Startkwalificatie;
  plicht: Plicht;
  route: Route;
  /** Voortijdig schoolverlater. */
  vsv: boolean;
  /** Never empty. */
  grondslag: Grond[];
}
