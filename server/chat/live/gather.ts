import DataLoader from 'dataloader';

/**
 * Answers many questions that come at about the same time with one look: a rush of thousands who connect costs a
 * handful of queries. While one look is under way the next questions wait together for theirs. Keeps no answers.
 */
export function gather<Key, Value>(
  look: (keys: Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let underWay: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Value | undefined>(
    (keys) => {
      // From here on the same key is a new question; its cache serves to ask for each key once.
      loader.clearAll();
      const answers = look([...keys]).then((found) => keys.map((key) => found.get(key)));
      underWay = answers.catch(() => {});
      return answers;
    },
    { batchScheduleFn: (dispatch) => underWay.then(() => setImmediate(dispatch)) },
  );
  return (key) => loader.load(key);
}

/**
 * Does something soon, and once for many who ask: at most one at a time, with at least so long in between. What
 * fails is told, and done again.
 */
export function soon(
  everyMs: number,
  act: () => Promise<void>,
  onError: (error: unknown) => void,
): { ask(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let asked = false;
  let busy = false;
  let stopped = false;

  const run = async () => {
    timer = undefined;
    asked = false;
    busy = true;
    await act().catch((error: unknown) => {
      asked = true;
      onError(error);
    });
    busy = false;
    if (asked && !stopped) timer = setTimeout(run, everyMs);
  };

  return {
    ask() {
      if (stopped) return;
      asked = true;
      if (!busy) timer ??= setTimeout(run, everyMs);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Does something at most so often; what comes in between is left out. */
export function atMost(everyMs: number, act: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < everyMs) return;
    last = now;
    act();
  };
}
