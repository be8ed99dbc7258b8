import type { Cell } from './groupSmall.ts';

/** So many of one subject that are alike in each breakdown: per breakdown the category. */
export interface Fact<Breakdown extends string> {
  of: Readonly<Record<Breakdown, string>>;
  count: number;
}

/** How many there are of each category. Whoever is in none of them would be missing, so that throws. */
export function cellsOf<Breakdown extends string>(
  facts: readonly Fact<Breakdown>[],
  breakdown: Breakdown,
  categories: readonly string[],
): Cell[] {
  const counts = new Map(categories.map((category) => [category, 0]));
  for (const { of, count } of facts) {
    const before = counts.get(of[breakdown]);
    if (before === undefined) throw new Error(`expected a category of ${breakdown}`);
    counts.set(of[breakdown], before + count);
  }
  return [...counts].map(([category, count]) => ({ category, count }));
}
