/** Numbers that look random and are the same every time: the demo of today looks like that of tomorrow. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number;
  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of a list that is not empty; an item of weight 2 comes twice as often as one of weight 1. */
  weigh<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
}

/** A linear congruential generator, with the constants of Numerical Recipes: enough for a demo, for nothing else. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const weigh = <Item>(items: readonly Item[], weightOf: (item: Item) => number): Item => {
    let rest = next() * items.reduce((sum, item) => sum + weightOf(item), 0);
    const found = items.find((item) => {
      rest -= weightOf(item);
      return rest < 0;
    });
    const item = found ?? items.at(-1);
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  return {
    next,
    below: (end) => Math.floor(next() * end),
    pick: (items) => weigh(items, () => 1),
    weigh,
  };
}
