import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addGroups, totalOf } from '#server/figures/addGroups.ts';
import { ratingOrder, waitingOrder } from '#server/figures/categories.ts';
import { type Cell, type Group, groupSmall, leastShown } from '#server/figures/groupSmall.ts';

/** The counts of one subject in one month: those of each breakdown have the same sum. */
type Month = readonly (readonly number[])[];
type Rule = (cells: readonly Cell[]) => Group[];
/** Whether there can be such a month, by what anybody may know of it. */
type Possible = (month: Month) => boolean;

const sumOf = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const cellsOf = (counts: readonly number[]): Cell[] =>
  counts.map((count, index) => ({ category: 'abcdef'[index] ?? '', count }));

/** All lists of so many counts with this sum. */
function withSum(size: number, sum: number): number[][] {
  if (size === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) =>
    withSum(size - 1, sum - first).map((rest) => [first, ...rest]),
  ).flat();
}

/** All possible months that are published in exactly the same words, as far as `most` people. */
function monthsLike(rule: Rule, month: Month, most: number, isPossible: Possible): Month[] {
  const said = (counts: readonly number[]) => JSON.stringify(rule(cellsOf(counts)));
  const published = month.map(said);
  return Array.from({ length: most + 1 }, (_, sum) => {
    const each = month.map((counts, index) =>
      withSum(counts.length, sum).filter((other) => said(other) === published[index]),
    );
    return each.reduce<number[][][]>(
      (worlds, lists) => worlds.flatMap((world) => lists.map((list) => [...world, list])),
      [[]],
    );
  })
    .flat()
    .filter(isPossible);
}

/** The parts of a breakdown of which whoever knows the rule and all that it published finds out a count below five. */
function foundOut(rule: Rule, month: Month, isPossible: Possible = () => true): string[] {
  const worlds = monthsLike(rule, month, Math.max(leastShown, sumOf(month[0] ?? []) + 1), isPossible);
  return month.flatMap((counts, breakdown) => {
    const parts = Array.from({ length: 2 ** counts.length - 1 }, (_, mask) => mask + 1);
    return parts.flatMap((mask) => {
      const countIn = (world: Month) =>
        sumOf((world[breakdown] ?? []).filter((_, index) => mask & (1 << index)));
      if (countIn(month) >= leastShown) return [];
      return new Set(worlds.map(countIn)).size >= 2 ? [] : [`${breakdown}: ${mask}`];
    });
  });
}

const month = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .chain(([sum, ...sizes]) => fc.tuple(...sizes.map((size) => fc.constantFrom(...withSum(size, sum)))));

test('nobody who knows the rule and all that it published finds out a count below five, of one category or of several', () => {
  fc.assert(
    fc.property(month, (counts) => {
      assert.deepEqual(foundOut(groupSmall, counts), []);
    }),
  );
});

/** Who is in the last of the first breakdown, so many categories, is in this one of the second. */
const goWith =
  (last: number, category: number): Possible =>
  ([waiting = [], rating = []]) =>
    sumOf(waiting.slice(-last)) <= (rating[category] ?? 0);

test('whoever knows that nobody rates a chat without an answer finds out nothing either: these stand last, and unrated first', () => {
  assert.deepEqual(waitingOrder.slice(-3), ['unanswered', 'left', 'opened']);
  assert.equal(ratingOrder[0], 'unrated');
  const chats = fc
    .tuple(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 3, max: 4 }), fc.integer({ min: 2, max: 3 }))
    .chain(([sum, ...sizes]) => fc.tuple(...sizes.map((size) => fc.constantFrom(...withSum(size, sum)))));
  fc.assert(
    fc.property(chats, fc.integer({ min: 1, max: 2 }), (month, last) => {
      fc.pre(goWith(last, 0)(month));
      assert.deepEqual(foundOut(groupSmall, month, goWith(last, 0)), []);
    }),
  );
  // With unrated last it follows that five were rated, so that it was those of one group, and nobody of the other.
  assert.notDeepEqual(
    foundOut(
      groupSmall,
      [
        [0, 5, 5],
        [5, 0, 5],
      ],
      goWith(1, 2),
    ),
    [],
  );
});

test('that attack finds out what simpler rules give away', () => {
  const hide: Rule = (cells) =>
    cells
      .filter(({ count }) => count >= leastShown)
      .map(({ category, count }) => ({ categories: [category], count }));
  // Hidden in one breakdown, and the other one tells the sum.
  assert.notDeepEqual(foundOut(hide, [[7, 3], [10]]), []);

  /** Puts the small ones together, and the next smallest with them where that is too few: sizes give it away. */
  const nextSmallest: Rule = (cells) => {
    const sorted = cells.toSorted((a, b) => a.count - b.count);
    const small = sorted.filter(({ count }) => count < leastShown);
    const large = sorted.slice(small.length);
    while (small.length === 1 || (small.length > 0 && sumOf(small.map(({ count }) => count)) < leastShown)) {
      const next = large.shift();
      if (!next) return [];
      small.push(next);
    }
    const together = {
      categories: small.map(({ category }) => category).sort(),
      count: sumOf(small.map(({ count }) => count)),
    };
    return [
      ...large.map(({ category, count }) => ({ categories: [category], count })),
      ...(small.length > 0 ? [together] : []),
    ];
  };
  assert.notDeepEqual(foundOut(nextSmallest, [[5, 4, 4]]), []);
});

test('each group has at least five, all are in one, and breakdowns of one month have one sum', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 6 }), (counts) => {
      const groups = groupSmall(cellsOf(counts));
      for (const { count } of groups) assert.ok(count >= leastShown);
      if (sumOf(counts) < leastShown) return assert.deepEqual(groups, []);
      assert.deepEqual(
        groups.flatMap(({ categories }) => categories),
        cellsOf(counts).map(({ category }) => category),
      );
      assert.equal(totalOf(groups), sumOf(counts));
    }),
  );
});

test('a school year is the sum of what was published of its months, and what stood together once stands together', () => {
  const counts = fc.array(fc.nat({ max: 12 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 4 }), (months) => {
      const published = months.map((one) => groupSmall(cellsOf(one)));
      const year = addGroups(published);
      assert.equal(totalOf(year) ?? 0, sumOf(published.map((one) => totalOf(one) ?? 0)));
      const together = (groups: readonly Group[], a: string, b: string) =>
        groups.some(({ categories }) => categories.includes(a) && categories.includes(b));
      for (const a of 'abcd')
        for (const b of 'abcd')
          if (published.some((one) => together(one, a, b))) assert.ok(together(year, a, b));
      const everywhere = year.flatMap(({ categories }) => categories);
      assert.equal(new Set(everywhere).size, everywhere.length);
    }),
  );
});
