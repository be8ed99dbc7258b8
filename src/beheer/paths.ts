import type { ConfigurationKind } from '#server/configuration/types.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';

/** In the place of an id: the form of a new one. */
export const newWord = 'nieuw';

const folders = {
  location: 'locaties',
  topic: 'onderwerpen',
  closure: 'sluitingen',
  team: 'teams',
  organisation: 'organisaties',
} as const satisfies Record<Exclude<ConfigurationKind, 'settings'>, string>;

/** Kinds that have a list and a page per one. */
export type ListedKind = keyof typeof folders;

const list = (kind: ListedKind) => `${staffPaths.beheer}/${folders[kind]}`;
const changes = `${staffPaths.beheer}/wijzigingen`;

/** The addresses of what a beheerder configures. */
export const beheerPaths = {
  list,
  new: (kind: ListedKind) => `${list(kind)}/${newWord}`,
  one: (kind: ListedKind, id: string) => `${list(kind)}/${encodeURIComponent(id)}`,
  /** What was changed: all of it, or what is older than a change. */
  changes: (until?: number) => withQuery(changes, { until: until?.toString() }),
  change: (id: number) => `${changes}/${id}`,
} as const;
