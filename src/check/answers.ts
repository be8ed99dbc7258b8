import type { ChoiceQuestion, Question } from '#server/startkwalificatie/choices.ts';

/** An ISO date as people here write it: `2007-01-15` → `15-1-2007`. */
export function writeDate(iso: string): string {
  return iso.split('-').reverse().map(Number).join('-');
}

/** A question as it stands in the keys of texts. */
const nameOf = (vraag: Question) =>
  vraag === 'woontInRegio' ? 'woont-in-regio' : vraag === 'dreigtUitval' ? 'dreigt-uitval' : vraag;

/** The words of a question. */
export const questionText = (vraag: Question) => `check.${nameOf(vraag)}` as const;
export const questionHint = (vraag: Question) => `check.${nameOf(vraag)}.hint` as const;

type Texts = Readonly<Record<string, string>>;

/** The words of an answer; "weet niet" has the same at each question. */
export function answerText(texts: Texts, vraag: ChoiceQuestion, keuze: string): string {
  const key = keuze === 'weet-niet' ? 'check.dont-know' : `check.${nameOf(vraag)}.${keuze}`;
  return texts[key] ?? keuze;
}

/** What an answer means, with an example; not every answer needs it. */
export function answerHint(texts: Texts, vraag: ChoiceQuestion, keuze: string): string | undefined {
  return texts[`check.${nameOf(vraag)}.${keuze}.hint`];
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
