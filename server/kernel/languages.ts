import type { languages as codes } from '#db/schema/words.ts';

/** What the site and its answers can be read in; the first is the one that every text is written in first. */
export const languages = {
  nl: { name: 'Nederlands', locale: 'nl-NL', direction: 'ltr' },
  en: { name: 'English', locale: 'en-GB', direction: 'ltr' },
} as const satisfies Record<
  (typeof codes)[number],
  { name: string; locale: string; direction: 'ltr' | 'rtl' }
>;

export type Language = keyof typeof languages;

export const defaultLanguage = 'nl' satisfies Language;

/** Whether a word is the code of one of them. */
export const isLanguage = (word: string): word is Language => Object.hasOwn(languages, word);

/** Every language, the default first. */
export const languageList = Object.keys(languages).filter(isLanguage);

/**
 * Takes the language off the address of a page: `/en/afspraak?week=…` → `en` and `/afspraak?week=…`.
 * Without one it is the default; `/nl` is no address, because a page has one address per language.
 */
export function splitLanguage(url: string): { language: Language; url: string } {
  const [, word = '', rest = ''] = /^\/([a-z]{2,3})(?=[/?]|$)(.*)$/s.exec(url) ?? [];
  if (!isLanguage(word) || word === defaultLanguage) return { language: defaultLanguage, url };
  // One slash: two would name a host.
  return { language: word, url: rest.replace(/^\/*/, '/') };
}

/** The address of a page of ours in a language: `/afspraak` → `/en/afspraak`. */
export function inLanguage(language: Language, path: string): string {
  return language === defaultLanguage ? path : `/${language}${path}`;
}
