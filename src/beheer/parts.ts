import { reachFor } from '#server/access/may.ts';
import type { Action } from '#server/access/policy.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { staffPaths } from '../agenda/paths.ts';

/**
 * What a beheerder runs, in groups. A new part is a row here, with the action of the table of rights that shows it, and two
 * texts: `beheer.part.<name>` and `beheer.part.<name>.text`.
 */
const groups = [
  {
    group: 'people',
    parts: [
      { name: 'people', action: 'people.read', path: staffPaths.people },
      { name: 'log', action: 'audit.read', path: staffPaths.log },
    ],
  },
  { group: 'jongeren', parts: [{ name: 'held', action: 'held.find', path: staffPaths.held }] },
] as const satisfies readonly {
  group: string;
  parts: readonly { name: string; action: Action; path: string }[];
}[];

export type Part = (typeof groups)[number]['parts'][number]['name'];

/** The parts that whoever asks may see, by the table of rights; a group without any is left out. */
export const groupsFor = ({ actor }: Pick<Ctx, 'actor'>) =>
  groups
    .map(({ group, parts }) => ({
      group,
      parts: parts.filter(({ action }) => reachFor(actor, action) !== undefined),
    }))
    .filter(({ parts }) => parts.length > 0);
