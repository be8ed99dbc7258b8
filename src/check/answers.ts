import type { ChoiceQuestion, Question } from '#server/startkwalificatie/choices.ts';

/** An ISO date as people here write it: `2007-01-15` → `15-1-2007`. */
export function writeDate(iso: string): string {
  return iso.split('-').reverse().map(Number).join('-');
}

/** A question as it stands in the keys of texts. */
const nameOf = (question: Question) =>
  question === 'woontInRegio' ? 'woont-in-regio' : question === 'dreigtUitval' ? 'dreigt-uitval' : question;

/** The words of a question. */
export const questionText = (question: Question) => `check.${nameOf(question)}` as const;
export const questionHint = (question: Question) => `check.${nameOf(question)}.hint` as const;

type Texts = Readonly<Record<string, string>>;

/** The words of an answer; "weet niet" has the same at each question. */
export function answerText(texts: Texts, question: ChoiceQuestion, choice: string): string {
  const key = choice === 'weet-niet' ? 'check.dont-know' : `check.${nameOf(question)}.${choice}`;
  return texts[key] ?? choice;
}

/** What an answer means, with an example; not every answer needs it. */
export function answerHint(texts: Texts, question: ChoiceQuestion, choice: string): string | undefined {
  return texts[`check.${nameOf(question)}.${choice}.hint`];
}

/** Who has several diplomas takes the first that is true: the one that helps most comes first. */
export const diplomaOrder: readonly string[] = [
  'hbo-wo',
  'vwo',
  'havo',
  'mbo-4',
  'mbo-3',
  'mbo-2',
  'ib-diploma',
  'buitenlands',
  'praktijkonderwijs',
  'mbo-1',
  'vmbo',
  'ib-certificaten',
  'certificaten',
  'geen',
  'weet-niet',
];
