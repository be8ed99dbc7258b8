/** Who wants the same thing waits for each other, first come first served; who wants another passes at once. */
export interface OneAtATime {
  run<Result>(thing: string, task: () => Promise<Result>): Promise<Result>;
}

/**
 * Spares the database a rush for one time: whoever comes second looks when the first is done, instead of holding a
 * connection and a lock until then. It decides nothing: other processes come in between.
 */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<void>>();
  return {
    async run(thing, task) {
      const before = last.get(thing);
      const { promise: mine, resolve: done } = Promise.withResolvers<void>();
      last.set(thing, mine);
      await before;
      try {
        return await task();
      } finally {
        if (last.get(thing) === mine) last.delete(thing);
        done();
      }
    },
  };
}
