import { z } from 'zod';
import type { languageList } from '#server/kernel/languages.ts';
import { daySchema, lineSchema, phoneSchema } from './fields.ts';

// What a gemeente says on its own pages, in the languages of the site. It is text and never markup: pages escape it.

/** What would be markup somewhere: it would be shown as it stands, which nobody means. */
const markup = /<[a-z!/?]|&(?:#\d+|#x[0-9a-f]+|[a-z]+);|\[[^\]]*\]\([^)]*\)/i;

export const holdsMarkup = (text: string): boolean => markup.test(text);

/** One line of text in which nothing would be markup somewhere. */
export const plainLine = (most: number) =>
  lineSchema(most).refine((text) => !holdsMarkup(text), {
    error: 'expected plain text, without HTML or Markdown',
  });

/** The words of one language; null where they are those that ship, or for a banner those of the first language. */
export const inLanguages = (most: number) =>
  z
    .strictObject({
      nl: plainLine(most).nullable().default(null),
      en: plainLine(most).nullable().default(null),
    })
    .prefault({});
export type WordsInLanguages = z.output<ReturnType<typeof inLanguages>>;

/** Something that all public pages say for some time. */
export const bannerSchema = z
  .strictObject({
    kind: z.enum(['notice', 'warning']).default('notice'),
    text: z.strictObject({ nl: plainLine(300), en: plainLine(300).nullable().default(null) }),
    /** The first and the last day on which it is shown. */
    from: daySchema,
    until: daySchema,
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'expected the day that it begins, or later',
  });
export type Banner = z.output<typeof bannerSchema>;

/** Somebody of the gemeente to call in a crisis, beside the national numbers, which stay. */
const crisisNumberSchema = z.strictObject({
  name: z.strictObject({ nl: plainLine(80), en: plainLine(80).nullable().default(null) }),
  phone: phoneSchema,
});

export const gemeenteWordsSchema = z.strictObject({
  banner: bannerSchema.nullable().default(null),
  crisisNumbers: z.array(crisisNumberSchema).max(5).default([]),
  /** Of the first page. */
  home: z.strictObject({ title: inLanguages(80), lead: inLanguages(250) }).prefault({}),
});
export type GemeenteWords = z.output<typeof gemeenteWordsSchema>;

/** The words in a language: those of the gemeente, or else what ships. */
export function wordsIn(
  words: WordsInLanguages,
  language: (typeof languageList)[number],
  ships: string,
): string {
  return words[language] ?? ships;
}
