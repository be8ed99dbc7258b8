import { defaultLanguage, inLanguage, languageList } from '../../server/languages.ts';
import { type PublicPage, publicPages } from './publicPages.ts';

/** The page at this path, if it says the same to everybody; with or without a slash at the end. */
export function findPublicPage(pathname: string): PublicPage | undefined {
  const path = pathname.replace(/(?<=.)\/+$/, '');
  return publicPages.find((page) => page.path === path);
}

/** A page in every language, as search engines ask for it (`hreflang`); `x-default` is for anybody else. */
export function inEveryLanguage(publicUrl: string, path: string): { hreflang: string; href: string }[] {
  const href = (language: (typeof languageList)[number]) => `${publicUrl}${inLanguage(language, path)}`;
  return [
    ...languageList.map((language) => ({ hreflang: language, href: href(language) })),
    { hreflang: 'x-default', href: href(defaultLanguage) },
  ];
}
