import {
  type Antwoorden,
  diplomas,
  inschrijvingen,
  schoolsoorten,
  standaardAntwoorden,
  vrijstellingen,
  wensen,
} from './words.ts';

/** What can be chosen at a question, as a form posts it. With "weet-niet" the rules take their default. */
export const keuzes = {
  woontInRegio: ['ja', 'nee', 'weet-niet'],
  diploma: [...diplomas, 'weet-niet'],
  inschrijving: [...inschrijvingen, 'weet-niet'],
  dreigtUitval: ['ja', 'nee'],
  gevolgd: [...schoolsoorten, 'weet-niet'],
  vrijstelling: [...vrijstellingen, 'weet-niet'],
  zoekt: wensen,
} as const;

export type Keuzevraag = keyof typeof keuzes;
export type Vraag = 'geboortedatum' | Keuzevraag;
export type Keuze<V extends Keuzevraag = Keuzevraag> = (typeof keuzes)[V][number];

/** What somebody filled in so far; the date as ISO. May hold answers to questions that no longer matter. */
export type Gegeven = { geboortedatum?: string } & { [V in Keuzevraag]?: Keuze<V> };

/** Whether something that came in is one of the answers to a question. */
export function isKeuze<V extends Keuzevraag>(vraag: V, waarde: unknown): waarde is Keuze<V> {
  const lijst: readonly unknown[] = keuzes[vraag];
  return lijst.includes(waarde);
}

export type Keuzeantwoorden = Omit<Antwoorden, 'geboortedatum'>;

/** The answers with one choice more, as the rules take it. */
export function metKeuze(antwoorden: Keuzeantwoorden, vraag: Keuzevraag, keuze: Keuze): Keuzeantwoorden {
  if (keuze === 'weet-niet') return { ...antwoorden, [vraag]: standaardAntwoorden[vraag] };
  return { ...antwoorden, [vraag]: keuze === 'ja' ? true : keuze === 'nee' ? false : keuze };
}
