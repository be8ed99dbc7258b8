import { nextStatuses } from '#db/schema/words.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';

export type NextStatus = (typeof nextStatuses)[number];

const words: Readonly<Record<NextStatus, string>> = {
  aangemeld: 'aangemeld aanmelding signedup applied',
  overeenkomst:
    'overeenkomst overeenkomstaangeboden aangeboden onderwijsovereenkomst onderwijsovereenkomstaangeboden agreementoffered',
  'niet-ingeschreven':
    'nietingeschreven nietgeleidtotinschrijving heeftnietgeleidtotinschrijving afgewezen notenrolled didnotleadtoenrolment',
  ingetrokken: 'ingetrokken teruggetrokken aanmeldingingetrokken withdrawn',
  ingeschreven: 'ingeschreven inschrijving geplaatst enrolled',
};

const statusOfWord = new Map(
  nextStatuses.flatMap((status) => words[status].split(' ').map((word) => [word, status])),
);

/** The status that a cell names; null for what names none. */
export const readStatus = (text: string): NextStatus | null => statusOfWord.get(foldWord(text)) ?? null;
