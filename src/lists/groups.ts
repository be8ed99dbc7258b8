import type { ListFacts, RowsAsked } from '#server/lists/readList.ts';

/** The rows of a list in groups, as the page shows them. */
export const groupNames = [
  'unexplained',
  'wrong',
  'maybe',
  'ready',
  'in-traject',
  'placed',
  'explained',
  'left-out',
] as const;
export type GroupName = (typeof groupNames)[number];

/** What a group asks for. */
export const askedFor: Readonly<Record<GroupName, Omit<RowsAsked, 'after'>>> = {
  unexplained: { states: null, standing: 'unexplained' },
  // Of who was explained nothing is asked any more.
  wrong: { states: ['wrong'], standing: 'unexplained' },
  maybe: { states: ['maybe'], standing: 'unexplained' },
  ready: { states: ['new', 'changed', 'same'], standing: null },
  'in-traject': { states: null, standing: 'in-traject' },
  placed: { states: null, standing: 'placed' },
  explained: { states: null, standing: 'explained' },
  'left-out': { states: ['left-out'], standing: null },
};

/** How many rows each group has. */
export function countGroups({
  countdown,
  counts,
}: Pick<ListFacts, 'countdown' | 'counts'>): Record<GroupName, number> {
  return {
    unexplained: countdown.unexplained,
    wrong: counts.wrong,
    maybe: counts.maybe,
    ready: counts.new + counts.changed + counts.same,
    'in-traject': countdown.inTraject,
    placed: countdown.placed,
    explained: countdown.explained,
    'left-out': counts['left-out'],
  };
}

/** Which group is looked at first: what keeps rows from going in while it is new, and then who nobody has. */
export function firstGroup({ counts }: Pick<ListFacts, 'counts'>): GroupName {
  if (counts.written > 0 || counts.unread > 0) return 'unexplained';
  if (counts.wrong > 0) return 'wrong';
  return counts.maybe > 0 ? 'maybe' : 'ready';
}
