import type { Group } from './groupSmall.ts';

/**
 * The sum of what was published of several months: nothing but that goes into it, so it tells nothing more. Categories that
 * stand together in one of the months stand together in the sum.
 */
export function addGroups(months: readonly (readonly Group[])[]): Group[] {
  const groupOf = new Map<string, Group>();
  for (const { categories, count } of months.flat()) {
    const known = new Set(categories.flatMap((one) => groupOf.get(one) ?? []));
    const all = [...new Set([...[...known].flatMap((one) => one.categories), ...categories])];
    const sum = { categories: all, count: count + [...known].reduce((total, one) => total + one.count, 0) };
    for (const one of all) groupOf.set(one, sum);
  }
  return [...new Set(groupOf.values())];
}

/** How many there were of all; null where nothing was published, which means fewer than five in each month. */
export const totalOf = (groups: readonly Group[]): number | null =>
  groups.length === 0 ? null : groups.reduce((total, { count }) => total + count, 0);
