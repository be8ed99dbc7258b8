import { type DatumFout, leesDatum } from '#server/startkwalificatie/datum.ts';
import { grenzenOp, type Leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { type Gegeven, isKeuze, type Keuzevraag, type Vraag } from '#server/startkwalificatie/keuzes.ts';
import { levensfase } from '#server/startkwalificatie/leeftijd.ts';
import { type Uitslag, uitslagVan } from '#server/startkwalificatie/uitslag.ts';
import { keuzesBij, padVan, volgorde } from '#server/startkwalificatie/vragen.ts';
import { diplomaOrder, writeDate } from './answers.ts';

/** What is wrong with an answer: a key of the errors in the texts. */
export type AnswerError = DatumFout | 'required';

export interface QuestionStep {
  kind: 'question';
  vraag: Vraag;
  /** 1 for the first. */
  number: number;
  /** Questions that may still come after this one, at most. */
  most: number;
  /** Answers to the questions before this one: hidden fields of its form. */
  given: Gegeven;
  /** What was typed or chosen here before. */
  value: string;
  options: readonly string[];
  error: AnswerError | null;
}

export interface ResultStep {
  kind: 'result';
  given: Gegeven;
  asked: readonly Vraag[];
  uitslag: Uitslag;
  /** Below the age at which kwalificatieplicht ends: parents are told, casemanagers are for who is older. */
  minor: boolean;
}

export type Step = QuestionStep | ResultStep;

type Values = Readonly<Record<string, unknown>>;

/** Names of fields beside those of the answers: which question the page asked, and which button was pressed. */
export const askedField = 'vraag';
export const directionField = 'naar';
export const backWord = 'terug';

/**
 * What to show after a form with these fields: the first question that has no good answer, or the result. Serves
 * the page without JavaScript and the island alike. An answer that was wrong, or none where one was asked for,
 * has an error; an answer that is just not there is asked for.
 */
export function stepAfter(values: Values, peildatum: string, grenzen: readonly Leeftijdsgrenzen[]): Step {
  const given = readGiven(values, peildatum);
  const { gesteld, volgende } = padVan(given, peildatum, grenzen);
  const asked = values[askedField];
  if (values[directionField] === backWord) {
    const place = gesteld.findIndex((vraag) => vraag === asked);
    const before = place < 0 ? gesteld.at(-1) : gesteld[Math.max(0, place - 1)];
    return question(before ?? 'geboortedatum', null);
  }
  const uitslag = volgende === null ? uitslagVan(given, peildatum, grenzen) : null;
  if (uitslag === null) {
    const open = volgende ?? 'geboortedatum';
    return question(open, wrongWith(open, values, peildatum));
  }
  const { volwassen } = levensfase(given.geboortedatum ?? '', peildatum, grenzenOp(peildatum, grenzen));
  return { kind: 'result', given: only(given, gesteld), asked: gesteld, uitslag, minor: !volwassen };

  function question(vraag: Vraag, error: AnswerError | null): QuestionStep {
    const before = gesteld.includes(vraag) ? gesteld.slice(0, gesteld.indexOf(vraag)) : gesteld;
    const known = only(given, before);
    return {
      kind: 'question',
      vraag,
      number: before.length + 1,
      most: padVan(known, peildatum, grenzen).nogHoogstens - 1,
      given: known,
      value: shownValue(vraag, values, given),
      options: vraag === 'geboortedatum' ? [] : optionsOf(vraag, known, peildatum, grenzen),
      error,
    };
  }
}

/** The good answers among what came in. */
function readGiven(values: Values, peildatum: string): Gegeven {
  const date = leesDatum(textIn(values, 'geboortedatum'), peildatum);
  const given: Gegeven = date.ok ? { geboortedatum: date.datum } : {};
  for (const vraag of volgorde) {
    const value = values[vraag];
    if (isKeuze(vraag, value)) Object.assign(given, { [vraag]: value });
  }
  return given;
}

function wrongWith(vraag: Vraag, values: Values, peildatum: string): AnswerError | null {
  const sent = values[vraag] !== undefined && values[vraag] !== '';
  if (!sent && values[askedField] !== vraag) return null;
  if (vraag !== 'geboortedatum') return 'required';
  const date = leesDatum(textIn(values, vraag), peildatum);
  return date.ok ? null : date.fout;
}

function optionsOf(
  vraag: Keuzevraag,
  given: Gegeven,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): string[] {
  const options: string[] = [...keuzesBij(vraag, given, peildatum, grenzen)];
  if (vraag !== 'diploma') return options;
  return options.sort((a, b) => diplomaOrder.indexOf(a) - diplomaOrder.indexOf(b));
}

const only = (given: Gegeven, vragen: readonly Vraag[]): Gegeven =>
  Object.fromEntries(vragen.map((vraag) => [vraag, given[vraag]]));

function shownValue(vraag: Vraag, values: Values, given: Gegeven): string {
  if (vraag === 'geboortedatum' && given.geboortedatum !== undefined) return writeDate(given.geboortedatum);
  return textIn(values, vraag);
}

function textIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}
