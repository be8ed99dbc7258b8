import { reachFor } from '#server/access/may.ts';
import type { Action } from '#server/access/policy.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { staffPaths } from '../agenda/paths.ts';
import { beheerPaths, type ListedKind } from './paths.ts';

/**
 * What a beheerder runs, in groups. A new part is a row here, with the action of the table of rights that shows it, and two
 * texts: `beheer.part.<name>` and `beheer.part.<name>.text`.
 */
const groups = [
  {
    group: 'people',
    parts: [
      { name: 'people', action: 'people.read', path: staffPaths.people },
      { name: 'rights', action: 'rights.read', path: staffPaths.rights() },
      { name: 'teams', action: 'configuration.read', path: beheerPaths.list('team') },
      { name: 'organisations', action: 'configuration.read', path: beheerPaths.list('organisation') },
      { name: 'keys', action: 'organisation-key.read', path: staffPaths.keys() },
      { name: 'webhooks', action: 'webhook.read', path: staffPaths.webhooks() },
    ],
  },
  {
    group: 'booking',
    parts: [
      { name: 'locations', action: 'configuration.read', path: beheerPaths.list('location') },
      { name: 'topics', action: 'configuration.read', path: beheerPaths.list('topic') },
      { name: 'links', action: 'link.make', path: staffPaths.links },
      { name: 'screens', action: 'screen.read', path: staffPaths.screens() },
      { name: 'closures', action: 'configuration.read', path: beheerPaths.list('closure') },
    ],
  },
  { group: 'jongeren', parts: [{ name: 'held', action: 'held.find', path: staffPaths.held }] },
  {
    group: 'settings',
    parts: [
      { name: 'contact', action: 'configuration.read', path: staffPaths.settings('contact') },
      { name: 'boeken', action: 'configuration.read', path: staffPaths.settings('boeken') },
      { name: 'wachtlijst', action: 'configuration.read', path: staffPaths.settings('wachtlijst') },
      { name: 'doorverwijzen', action: 'configuration.read', path: staffPaths.settings('doorverwijzen') },
      { name: 'trajecten', action: 'configuration.read', path: staffPaths.settings('trajecten') },
      { name: 'terms', action: 'configuration.read', path: staffPaths.terms() },
      { name: 'berichten', action: 'configuration.read', path: staffPaths.settings('berichten') },
      { name: 'schoolvakanties', action: 'configuration.read', path: staffPaths.settings('schoolvakanties') },
      { name: 'chat', action: 'configuration.read', path: staffPaths.settings('chat') },
      { name: 'teksten', action: 'configuration.read', path: staffPaths.settings('teksten') },
      { name: 'mail', action: 'configuration.read', path: staffPaths.settings('mail') },
      { name: 'preview', action: 'configuration.read', path: staffPaths.preview() },
      { name: 'looks', action: 'configuration.read', path: staffPaths.looks },
      { name: 'verklaringen', action: 'configuration.read', path: staffPaths.settings('verklaringen') },
      { name: 'bewaren', action: 'configuration.read', path: staffPaths.settings('bewaren') },
      { name: 'inloggen', action: 'configuration.read', path: staffPaths.settings('inloggen') },
      { name: 'leeftijden', action: 'configuration.read', path: staffPaths.settings('leeftijden') },
      { name: 'grenzen', action: 'configuration.read', path: staffPaths.settings('grenzen') },
      { name: 'export', action: 'configuration.read', path: staffPaths.export },
    ],
  },
  {
    group: 'records',
    parts: [
      { name: 'changes', action: 'configuration.read', path: beheerPaths.changes() },
      { name: 'log', action: 'audit.read', path: staffPaths.log },
      { name: 'delivery', action: 'message.read', path: staffPaths.delivery() },
    ],
  },
] as const satisfies readonly {
  group: string;
  parts: readonly { name: string; action: Action; path: string }[];
}[];

export type Part = (typeof groups)[number]['parts'][number]['name'];

/** The part in which the list of a kind is. */
export const partOf = {
  location: 'locations',
  topic: 'topics',
  closure: 'closures',
  team: 'teams',
  organisation: 'organisations',
} as const satisfies Record<ListedKind, Part>;

/** The parts that whoever asks may see, by the table of rights; a group without any is left out. */
export const groupsFor = ({ actor }: Pick<Ctx, 'actor'>) =>
  groups
    .map(({ group, parts }) => ({
      group,
      parts: parts.filter(({ action }) => reachFor(actor, action) !== undefined),
    }))
    .filter(({ parts }) => parts.length > 0);
