import { type Breakdown, type Configured, categoriesOf, type Subject } from './categories.ts';
import type { Cell } from './groupSmall.ts';

/** What was counted of one subject by one breakdown. Never shown: `groupSmall` comes first. */
export interface Counted {
  subject: Subject;
  breakdown: Breakdown;
  cells: Cell[];
}

/** What there is of a month to tell categories apart. */
export interface Known {
  weeks: readonly string[];
  configured: Configured;
}

/** One subject by each of its breakdowns. */
export const countBy = <Of extends Breakdown>(
  subject: Subject,
  facts: readonly Fact<Of>[],
  { breakdowns, known }: { breakdowns: readonly Of[]; known: Known },
): Counted[] =>
  breakdowns.map((breakdown) => ({
    subject,
    breakdown,
    cells: cellsOf(facts, breakdown, categoriesOf(breakdown, known)),
  }));

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
