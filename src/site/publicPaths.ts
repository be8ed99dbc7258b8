/**
 * Every page that search engines may find, without the language. Navigation, sitemap, the cache of pages and the
 * checks of pages read this list.
 */
export const publicPaths = [
  '/',
  '/startkwalificatie',
  '/wat-is-een-startkwalificatie',
  '/stoppen-met-school',
  '/vaak-niet-op-school',
  '/tussen-twee-scholen',
  '/maatwerk',
  '/23-tot-27',
  '/ouders',
  '/professionals',
  '/verwijzen',
  '/contact',
  '/chat',
  '/hulp-nu',
  '/privacy',
  '/toegankelijkheid',
  '/cookies',
  '/afspraak',
  '/afspraak/27-plus',
] as const;

export type PublicPath = (typeof publicPaths)[number];

/** Public pages that say something about this very moment: those are rendered for everybody anew. */
const ofThisMoment: readonly PublicPath[] = ['/chat', '/contact', '/verwijzen'];

/** Whether the page at a path says the same to everybody until a setting changes. */
export const isLastingPath = (path: string): boolean => isPublicPath(path) && !ofThisMoment.includes(path);

/** Whether a path is to the letter that of a public page. */
export const isPublicPath = (path: string): path is PublicPath => publicPaths.some((known) => known === path);
