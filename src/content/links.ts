import { publicPages } from '../site/publicPages.ts';

/** Sites of others that our texts may lead to: few, free, and of use without an account. */
export const otherSites: readonly string[] = [
  'https://www.idw.nl/',
  'https://www.duo.nl/',
  'https://geldfit.nl/',
];

/** The emergency number is the same in every gemeente; others come from the settings. */
const emergency = 'tel:112';
const paths = new Set<string>(publicPages.map(({ path }) => path));

/** A public page, an afspraak on a topic (`/afspraak?onderwerp=<id>`), the emergency number, or one of the other sites. */
export function isKnownLink(href: string): boolean {
  if (paths.has(href) || otherSites.includes(href) || href === emergency) return true;
  return /^\/afspraak\?onderwerp=[a-z0-9-]+$/.test(href);
}
