/** Of fewer people nothing is published: somebody could be known by it. */
export const leastShown = 5;

/** How many there were of one category. */
export interface Cell {
  category: string;
  count: number;
}

/** How many there were of some categories together; alone, or at least two of which none is told apart. */
export interface Group {
  categories: string[];
  count: number;
}

/**
 * Puts categories together until each group has at least five, or answers nothing where all together have fewer. Whoever
 * knows this rule and all that it answers cannot tell a count below five: see decision 0060 for why, and
 * `tests/unit/figures/groupSmall.test.ts` for the attack.
 *
 * It goes through the categories in their own order, which must not follow from the counts, and closes a group as soon as it
 * has enough. What is left at the end joins the last group. So the first of a group that was closed with more than one had
 * 0 to 4, each of which is possible, and the others are what that leaves. To choose by size instead, the next smallest for
 * instance, would tell of sizes.
 */
export function groupSmall(cells: readonly Cell[]): Group[] {
  const groups: Group[] = [];
  let open: Group = { categories: [], count: 0 };
  for (const { category, count } of cells) {
    open.categories.push(category);
    open.count += count;
    if (open.count < leastShown) continue;
    groups.push(open);
    open = { categories: [], count: 0 };
  }
  const last = groups.at(-1);
  if (last) {
    last.categories.push(...open.categories);
    last.count += open.count;
  }
  return groups;
}
