/** A page that anyone may find: where it is, without the language, and whether search engines may keep it. */
export interface PublicPage {
  path: string;
  index: boolean;
}

/** Every page that says the same to everybody. Navigation, sitemap and the checks of pages read this list. */
export const publicPages = [
  { path: '/', index: true },
  { path: '/startkwalificatie', index: true },
  { path: '/wat-is-een-startkwalificatie', index: true },
  { path: '/stoppen-met-school', index: true },
  { path: '/vaak-niet-op-school', index: true },
  { path: '/tussen-twee-scholen', index: true },
  { path: '/maatwerk', index: true },
  { path: '/23-tot-27', index: true },
  { path: '/ouders', index: true },
  { path: '/professionals', index: true },
  { path: '/contact', index: true },
  { path: '/chat', index: true },
  { path: '/hulp-nu', index: true },
  { path: '/privacy', index: true },
  { path: '/toegankelijkheid', index: true },
  { path: '/cookies', index: true },
  { path: '/afspraak', index: true },
  { path: '/afspraak/27-plus', index: true },
] as const satisfies readonly PublicPage[];

export type PublicPath = (typeof publicPages)[number]['path'];
