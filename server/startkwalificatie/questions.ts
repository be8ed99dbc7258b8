import {
  type Choice,
  type ChoiceAnswers,
  type ChoiceQuestion,
  choices,
  type Given,
  isChoice,
  type Question,
  withChoice,
} from './choices.ts';
import { isDate } from './date.ts';
import { grenzenOp, type Leeftijdsgrenzen } from './grenzen.ts';
import { type Levensfase, levensfase } from './leeftijd.ts';
import { weigh } from './rules.ts';
import { type Antwoorden, standaardAntwoorden } from './words.ts';

/** The questions in the order in which they are asked, after the date of birth. */
export const questionOrder = [
  'woontInRegio',
  'diploma',
  'inschrijving',
  'dreigtUitval',
  'gevolgd',
  'vrijstelling',
  'zoekt',
] as const satisfies readonly ChoiceQuestion[];

/** The longest way through the questions that there is, whatever somebody answers. */
export const mostQuestions = 7;

/** Where somebody is in the questions. */
export interface Path {
  /** Answered and of importance, in order; the last one is where "back" goes. */
  asked: Question[];
  /** Null when all is known. */
  next: Question | null;
  /** How many are still to come at most, the next one included. */
  mostToCome: number;
  /** For the rules: an answer to a question that is not on the way does not count. Null without a date. */
  answers: Antwoorden | null;
}

/**
 * The way through the questions. One is asked where the outcome that the result page shows can still differ by
 * its answer, for some answers to those that come later; an answer that is no choice counts as not given.
 *
 * From 27 on and for who lives elsewhere only the diploma is asked: where to go is known already, and "do I have a
 * startkwalificatie" is what people come to know. What else they are obliged to is said where it is certain
 * (`result.ts`). Below the age of secondary school not even the diploma is asked.
 */
export function pathOf(given: Given, peildatum: string, grenzen: readonly Leeftijdsgrenzen[]): Path {
  const { geboortedatum = '' } = given;
  if (!isDate(geboortedatum) || geboortedatum > peildatum)
    return { asked: [], next: 'geboortedatum', mostToCome: mostQuestions, answers: null };
  const fase = levensfase(geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  const nodes: DiagramNodes = new Map();
  const asked: Question[] = ['geboortedatum'];
  let answers = standaardAntwoorden;
  let node = nodeAt(0, answers, fase, nodes);
  while (node.asks !== null) {
    const question = node.asks;
    const choice = given[question];
    if (!isChoice(question, choice)) break;
    asked.push(question);
    answers = withChoice(answers, question, choice);
    node = nodeAt(questionOrder.indexOf(question) + 1, answers, fase, nodes);
  }
  const { asks: next, depth: mostToCome } = node;
  return { asked, next, mostToCome, answers: { geboortedatum, ...answers } };
}

/** The choices to show at a question: of the vrijstellingen only those that can hold at this age. */
export function choicesAt<V extends ChoiceQuestion>(
  question: V,
  given: Given,
  peildatum: string,
  grenzen: readonly Leeftijdsgrenzen[],
): readonly Choice<V>[] {
  const list: readonly Choice<V>[] = choices[question];
  if (question !== 'vrijstelling') return list;
  const { answers } = pathOf(given, peildatum, grenzen);
  if (answers === null) return list;
  const fase = levensfase(answers.geboortedatum, peildatum, grenzenOp(peildatum, grenzen));
  const plichtWith = (choice: Choice) => weigh(withChoice(answers, question, choice), fase).plicht;
  const without = plichtWith('geen');
  return list.filter(
    (choice) => choice === 'geen' || choice === 'weet-niet' || plichtWith(choice) !== without,
  );
}

/** One answer of each kind that the rules tell apart. */
const samples: { [V in ChoiceQuestion]: readonly ChoiceAnswers[V][] } = {
  woontInRegio: [true, false],
  diploma: ['geen', 'mbo-2', 'havo', 'praktijkonderwijs', 'buitenlands'],
  inschrijving: ['geen', 'mbo', 'vo'],
  dreigtUitval: [false, true],
  gevolgd: ['regulier', 'praktijkonderwijs', 'vso-arbeidsmarkt'],
  vrijstelling: ['geen', 'artikel-3a', 'artikel-5', 'artikel-15'],
  zoekt: ['opleiding', 'werk-of-inkomen'],
};

/** What the outcome can still depend on from a question on; the same number for the same dependence. */
interface DiagramNode {
  number: number;
  /** The first question that matters, if any. */
  asks: ChoiceQuestion | null;
  /** Questions on the longest way from here. */
  depth: number;
}
type DiagramNodes = Map<string, DiagramNode>;

/** A reduced decision diagram: a question whose answers all lead to the same node falls out. */
function nodeAt(place: number, answers: ChoiceAnswers, fase: Levensfase, nodes: DiagramNodes): DiagramNode {
  const question = questionOrder[place];
  if (question === undefined) return unique(nodes, shown(answers, fase), null, 0);
  if (isSkipped(question, answers, fase)) return nodeAt(place + 1, answers, fase, nodes);
  let first: DiagramNode | null = null;
  let matters = false;
  let depth = 0;
  let key: string = question;
  for (const value of samples[question]) {
    const branch = nodeAt(place + 1, withAnswer(answers, question, value), fase, nodes);
    first ??= branch;
    matters ||= branch !== first;
    depth = Math.max(depth, branch.depth);
    key += ` ${branch.number}`;
  }
  return first === null || matters ? unique(nodes, key, question, depth + 1) : first;
}

/** A copy and then a change: a computed key in a literal makes it slow, and this is done a thousand times. */
function withAnswer<V extends ChoiceQuestion>(
  answers: ChoiceAnswers,
  question: V,
  value: ChoiceAnswers[V],
): ChoiceAnswers {
  const copy = { ...answers };
  copy[question] = value;
  return copy;
}

function unique(nodes: DiagramNodes, key: string, asks: ChoiceQuestion | null, depth: number): DiagramNode {
  const node = nodes.get(key) ?? { number: nodes.size, asks, depth };
  nodes.set(key, node);
  return node;
}

/** What is not asked whatever it could change; see `pathOf`. */
function isSkipped(question: ChoiceQuestion, answers: ChoiceAnswers, fase: Levensfase): boolean {
  if (question === 'diploma') return !fase.middelbaar;
  return fase.portaalVoorbij || !answers.woontInRegio;
}

function shown(answers: ChoiceAnswers, fase: Levensfase): string {
  const { startkwalificatie, plicht, route, vsv } = weigh(answers, fase);
  return `${startkwalificatie} ${plicht} ${route} ${vsv}`;
}
