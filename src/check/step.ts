import {
  type ChoiceQuestion,
  type Given,
  isChoice,
  type Question,
} from '#server/startkwalificatie/choices.ts';
import { type DateError, readDate } from '#server/startkwalificatie/date.ts';
import { grenzenOp, type Leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { levensfase } from '#server/startkwalificatie/leeftijd.ts';
import { choicesAt, pathOf, questionOrder } from '#server/startkwalificatie/questions.ts';
import { type CheckResult, resultOf } from '#server/startkwalificatie/result.ts';
import { diplomaOrder, writeDate } from './answers.ts';

/** What is wrong with an answer: a key of the errors in the texts. */
export type AnswerError = DateError | 'required';

export interface QuestionStep {
  kind: 'question';
  question: Question;
  /** 1 for the first. */
  number: number;
  /** Questions that may still come after this one, at most. */
  most: number;
  /** Answers to the questions before this one: hidden fields of its form. */
  given: Given;
  /** What was typed or chosen here before. */
  value: string;
  options: readonly string[];
  error: AnswerError | null;
}

export interface ResultStep {
  kind: 'result';
  given: Given;
  asked: readonly Question[];
  result: CheckResult;
  /** Below the age at which kwalificatieplicht ends: parents are told, casemanagers are for who is older. */
  minor: boolean;
}

export type Step = QuestionStep | ResultStep;

type Values = Readonly<Record<string, unknown>>;

/** Names of fields beside those of the answers: which question the page asked, and which button was pressed. */
export const askedField = 'question';
export const directionField = 'direction';
export const backWord = 'back';

/**
 * What to show after a form with these fields: the first question that has no good answer, or the result. Serves
 * the page without JavaScript and the island alike. An answer that was wrong, or none where one was asked for,
 * has an error; an answer that is just not there is asked for.
 */
export function stepAfter(values: Values, peildatum: string, grenzen: readonly Leeftijdsgrenzen[]): Step {
  const given = readGiven(values, peildatum);
  const { asked, next } = pathOf(given, peildatum, grenzen);
  const posted = values[askedField];
  if (values[directionField] === backWord) {
    const place = asked.findIndex((question) => question === posted);
    const before = place < 0 ? asked.at(-1) : asked[Math.max(0, place - 1)];
    return ask(before ?? 'geboortedatum', null);
  }
  const result = next === null ? resultOf(given, peildatum, grenzen) : null;
  if (result === null) {
    const open = next ?? 'geboortedatum';
    return ask(open, wrongWith(open, values, peildatum));
  }
  const { volwassen } = levensfase(given.geboortedatum ?? '', peildatum, grenzenOp(peildatum, grenzen));
  return { kind: 'result', given: only(given, asked), asked, result, minor: !volwassen };

  function ask(question: Question, error: AnswerError | null): QuestionStep {
    const before = asked.includes(question) ? asked.slice(0, asked.indexOf(question)) : asked;
    const known = only(given, before);
    return {
      kind: 'question',
      question,
      number: before.length + 1,
      most: pathOf(known, peildatum, grenzen).mostToCome - 1,
      given: known,
      value: shownValue(question, values, given),
      options: question === 'geboortedatum' ? [] : optionsOf(question, known, peildatum, grenzen),
      error,
    };
  }
}

/** The good answers among what came in. */
function readGiven(values: Values, peildatum: string): Given {
  const date = readDate(textIn(values, 'geboortedatum'), peildatum);
  const given: Given = date.ok ? { geboortedatum: date.date } : {};
  for (const question of questionOrder) {
    const value = values[question];
    if (isChoice(question, value)) Object.assign(given, { [question]: value });
  }
  return given;
}

function wrongWith(question: Question, values: Values, peildatum: string): AnswerError | null {
  const sent = values[question] !== undefined && values[question] !== '';
  if (!sent && values[askedField] !== question) return null;
  if (question !== 'geboortedatum') return 'required';
  const date = readDate(textIn(values, question), peildatum);
  return date.ok ? null : date.error;
}

function optionsOf(
  question: ChoiceQuestion,
  given: Given,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): string[] {
  const options: string[] = [...choicesAt(question, given, peildatum, grenzen)];
  if (question !== 'diploma') return options;
  return options.sort((a, b) => diplomaOrder.indexOf(a) - diplomaOrder.indexOf(b));
}

const only = (given: Given, questions: readonly Question[]): Given =>
  Object.fromEntries(questions.map((question) => [question, given[question]]));

function shownValue(question: Question, values: Values, given: Given): string {
  if (question === 'geboortedatum' && given.geboortedatum !== undefined)
    return writeDate(given.geboortedatum);
  return textIn(values, question);
}

function textIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}
