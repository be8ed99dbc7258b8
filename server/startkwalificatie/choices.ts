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
export const choices = {
  woontInRegio: ['ja', 'nee', 'weet-niet'],
  diploma: [...diplomas, 'weet-niet'],
  inschrijving: [...inschrijvingen, 'weet-niet'],
  dreigtUitval: ['ja', 'nee'],
  gevolgd: [...schoolsoorten, 'weet-niet'],
  vrijstelling: [...vrijstellingen, 'weet-niet'],
  zoekt: wensen,
} as const;

export type ChoiceQuestion = keyof typeof choices;
export type Question = 'geboortedatum' | ChoiceQuestion;
export type Choice<V extends ChoiceQuestion = ChoiceQuestion> = (typeof choices)[V][number];

/** What somebody filled in so far; the date as ISO. May hold answers to questions that no longer matter. */
export type Given = { geboortedatum?: string } & { [V in ChoiceQuestion]?: Choice<V> };

/** Whether something that came in is one of the answers to a question. */
export function isChoice<V extends ChoiceQuestion>(question: V, value: unknown): value is Choice<V> {
  const list: readonly unknown[] = choices[question];
  return list.includes(value);
}

export type ChoiceAnswers = Omit<Antwoorden, 'geboortedatum'>;

/** The answers with one choice more, as the rules take it. */
export function withChoice(answers: ChoiceAnswers, question: ChoiceQuestion, choice: Choice): ChoiceAnswers {
  if (choice === 'weet-niet') return { ...answers, [question]: standaardAntwoorden[question] };
  return { ...answers, [question]: choice === 'ja' ? true : choice === 'nee' ? false : choice };
}
