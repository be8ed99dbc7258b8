import { defaultLanguage, inLanguage, languageList } from '#server/kernel/languages.ts';
import { isPublicPath, type PublicPath } from './publicPaths.ts';

/** The public page that an address means, with or without a slash at its end; null for any other page. */
export function publicPathOf(pathname: string): PublicPath | null {
  const path = pathname.replace(/(?<=.)\/+$/, '');
  return isPublicPath(path) ? path : null;
}

/** A page in every language, as search engines ask for it (`hreflang`); `x-default` is for anybody else. */
export function inEveryLanguage(publicUrl: string, path: string): { hreflang: string; href: string }[] {
  const href = (language: (typeof languageList)[number]) => `${publicUrl}${inLanguage(language, path)}`;
  return [
    ...languageList.map((language) => ({ hreflang: language, href: href(language) })),
    { hreflang: 'x-default', href: href(defaultLanguage) },
  ];
}
