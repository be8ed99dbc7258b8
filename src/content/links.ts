import { inLanguage, type Language } from '#server/kernel/languages.ts';
import { isPublicPath } from '../site/publicPaths.ts';

/** Sites of others that our texts may lead to: few, free, and of use without an account. */
const otherSites: readonly string[] = ['https://www.idw.nl/', 'https://www.duo.nl/', 'https://geldfit.nl/'];

/** The emergency number is the same in every gemeente; others come from the settings. */
const emergency = 'tel:112';

/** A public page, an afspraak on a topic (`/afspraak?topic=<id>`), the emergency number, or one of the other sites. */
export function isKnownLink(href: string): boolean {
  if (isPublicPath(href) || otherSites.includes(href) || href === emergency) return true;
  return /^\/afspraak\?topic=[a-z0-9-]+$/.test(href);
}

/** The address of a link in a text: ours in the language of the page, another site's as it is. */
export function hrefIn(language: Language, href: string): string {
  return href.startsWith('/') ? inLanguage(language, href) : href;
}
