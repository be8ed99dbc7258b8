import { z } from 'zod';
import { holdsMarkup, plainLine } from './wordsOfGemeente.ts';

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
export const isAddable = (name: string): name is AddableMessage =>
  addableMessages.some((message) => message === name);

/** What is filled in where it stands between braces; of nothing else there is a value. */
export const addableWords = ['day', 'time', 'casemanager', 'phone', 'email', 'municipality'] as const;
export type AddableWord = (typeof addableWords)[number];

export const longestAddition = 300;

const shown = addableWords.map((word) => `{${word}}`);

/** What a mail program makes a link of, whoever wrote it; an address of mail is none. */
const link =
  /https?:|www\.|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:nl|com|net|org|eu|info|gov|app|be|de)(?![\w@-]|\.\w)/i;

/** A sentence that is added: plain, with only words between braces that there is a value for, and without a link (decision 0077). */
export const additionLine = plainLine(longestAddition).superRefine((text, { addIssue }) => {
  const left = shown.reduce((rest, word) => rest.replaceAll(word, ''), text);
  const unknown = /\{[^{}]*\}?|\}/.exec(left)?.[0];
  if (unknown !== undefined)
    addIssue(`expected between braces only the words ${shown.join(', ')}, not ${unknown}`);
  if (!holdsMarkup(text) && link.test(text)) addIssue('expected a sentence without a link');
});

const additionSchema = additionLine.nullable().default(null);

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
