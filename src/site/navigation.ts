import type { PublicPath } from './publicPaths.ts';

/** A page in the menu and at the foot of every page; its words are the text `site.nav.<name>`. */
interface NavLink<Name extends string = string> {
  name: Name;
  path: PublicPath;
}

/** What most come for. On a wide screen it stands beside the menu. */
export const mainLinks = [
  { name: 'check', path: '/startkwalificatie' },
  { name: 'book', path: '/afspraak' },
  { name: 'chat', path: '/chat' },
  { name: 'help', path: '/hulp-nu' },
] as const satisfies NavLink[];

/** All other pages, each group under a heading: the text `site.nav.<name>`. */
export const linkGroups = [
  {
    name: 'situations',
    links: [
      { name: 'stopped', path: '/stoppen-met-school' },
      { name: 'absent', path: '/vaak-niet-op-school' },
      { name: 'between', path: '/tussen-twee-scholen' },
      { name: 'other-way', path: '/maatwerk' },
      { name: 'older', path: '/23-tot-27' },
    ],
  },
  {
    name: 'more',
    links: [
      { name: 'diploma', path: '/wat-is-een-startkwalificatie' },
      { name: 'parents', path: '/ouders' },
      { name: 'professionals', path: '/professionals' },
      { name: 'contact', path: '/contact' },
    ],
  },
] as const satisfies { name: string; links: NavLink[] }[];

/** What the law asks for, at the very end. */
export const legalLinks = [
  { name: 'privacy', path: '/privacy' },
  { name: 'accessibility', path: '/toegankelijkheid' },
  { name: 'cookies', path: '/cookies' },
] as const satisfies NavLink[];
