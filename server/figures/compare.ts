import type { Group } from './groupSmall.ts';

/** A group of this period beside the same categories of the period before; null where these do not stand by themselves there. */
export interface Compared extends Group {
  before: number | null;
}

/** Puts the groups of two periods beside each other, as far as the earlier one tells the same categories apart. */
export function compare(now: readonly Group[], before: readonly Group[]): Compared[] {
  return now.map(({ categories, count }) => {
    const same = before.filter((group) => group.categories.some((one) => categories.includes(one)));
    const isWhole =
      same.length > 0 && same.every((group) => group.categories.every((one) => categories.includes(one)));
    return {
      categories: [...categories],
      count,
      before: isWhole ? same.reduce((sum, group) => sum + group.count, 0) : null,
    };
  });
}

/**
 * Of those who came or did not come, the part that did not, from 0 to 1. Null where either is not told apart from others, so
 * that it follows from what is shown.
 */
export function noShowShare(outcomes: readonly Group[]): number | null {
  const alone = (category: string) =>
    outcomes.find(({ categories }) => categories.length === 1 && categories[0] === category)?.count;
  const came = alone('geweest');
  const missed = alone('niet-verschenen');
  return came === undefined || missed === undefined ? null : missed / (came + missed);
}
