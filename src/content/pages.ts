import { z } from 'zod';
import type { Language } from '#server/kernel/languages.ts';
import { pages as en } from './en/pages/index.ts';
import { pages as nl } from './nl/pages/index.ts';
import { type ContentPage, pageSchema } from './pageSchema.ts';

const read = { nl: check('nl', nl), en: check('en', en) } satisfies Record<Language, unknown>;

/** The content pages of a language by their slug, the Dutch word in the address. */
export const contentPages = (language: Language): ReadonlyMap<string, ContentPage> => read[language];

function check(language: Language, files: Record<string, unknown>): ReadonlyMap<string, ContentPage> {
  const pages = Object.entries(files).map(([slug, file]): [string, ContentPage] => {
    const parsed = pageSchema.safeParse(file);
    if (!parsed.success)
      throw new Error(`content ${language}/pages/${slug}.json: ${z.prettifyError(parsed.error)}`);
    return [slug, parsed.data];
  });
  return new Map(pages);
}
