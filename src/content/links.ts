import { publicPages } from '../site/publicPages.ts';

/** Sites of others that our texts may lead to: each kept by a public body, free and without an account. */
export const otherSites: readonly string[] = [
  'https://www.idw.nl/',
  'https://www.duo.nl/',
  'https://geldfit.nl/',
];

const paths = new Set<string>(publicPages.map(({ path }) => path));

/** Whether a text may lead there: a public page, `/afspraak?onderwerp=<id>`, or one of the other sites. */
export function isKnownLink(href: string): boolean {
  if (paths.has(href) || otherSites.includes(href)) return true;
  return /^\/afspraak\?onderwerp=[a-z0-9-]+$/.test(href);
}
