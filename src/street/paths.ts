import { withQuery } from '../agenda/paths.ts';

const start = '/jongerenwerk';
const referral = (id: string) => `${start}/${encodeURIComponent(id)}`;

/** How a jongere is brought: together at once, or with a link to choose alone. The last part of an address. */
export const referWays = ['samen', 'link'] as const;
export type ReferWay = (typeof referWays)[number];

/** The addresses of the part for who brings jongeren. */
export const streetPaths = {
  all: start,
  list: (asked: { name?: string | undefined; status?: string | undefined; mine?: string | undefined }) =>
    withQuery(start, asked),
  refer: (way: ReferWay) => `${start}/nieuw/${way}`,
  /** `done` says on the page what was just done. */
  referral: (id: string, done?: string) => withQuery(referral(id), { done }),
  /** What a browser keeps for when there is no line, and where it sends what waited. */
  offline: `${start}/zonder-verbinding`,
  known: `${start}/bekend`,
  send: `${start}/versturen`,
  worker: `${start}/worker.js`,
  change: (id: string) => `${referral(id)}/wijzigen`,
} as const;
