import { inLanguage, type Language } from '../../server/languages.ts';

/** The address of a link in a text: ours in the language of the page, another site's as it is. */
export function hrefIn(language: Language, href: string): string {
  return href.startsWith('/') ? inLanguage(language, href) : href;
}
