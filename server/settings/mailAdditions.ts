import { z } from 'zod';
import { plainLine } from './wordsOfGemeente.ts';

// What a gemeente adds to mail about an afspraak: a paragraph before the closing, per message and language.

/** The messages to which something can be added, by the names of their templates. */
export const addableMessages = [
  'confirmed',
  'moved',
  'handed-over',
  'link-renewed',
  'cancelled-by-jongere',
  'cancelled-by-staff',
  'choose-again',
  'not-come',
  'reminder-day',
  'reminder-hours',
] as const;
export type AddableMessage = (typeof addableMessages)[number];

/** What is filled in where it stands between braces; of nothing else there is a value. */
export const addableWords = ['day', 'time', 'casemanager', 'phone', 'email', 'municipality'] as const;
export type AddableWord = (typeof addableWords)[number];

export const longestAddition = 300;

const shown = addableWords.map((word) => `{${word}}`);

const additionSchema = plainLine(longestAddition)
  .refine((text) => !/[{}]/.test(shown.reduce((left, word) => left.replaceAll(word, ''), text)), {
    error: `expected between braces only the words ${shown.join(', ')}`,
  })
  .nullable()
  .default(null);

const addition = z.strictObject({ nl: additionSchema, en: additionSchema }).prefault({});

export const mailAdditionsSchema = z.strictObject({
  confirmed: addition,
  moved: addition,
  'handed-over': addition,
  'link-renewed': addition,
  'cancelled-by-jongere': addition,
  'cancelled-by-staff': addition,
  'choose-again': addition,
  'not-come': addition,
  'reminder-day': addition,
  'reminder-hours': addition,
} satisfies Record<AddableMessage, typeof addition>);
