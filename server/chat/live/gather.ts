/**
 * Answers many questions that come at about the same time with one look: a rush of thousands who connect costs a
 * handful of queries. While one look is under way the next questions wait together for theirs.
 */
export function gather<Key, Value>(
  look: (keys: Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let waiting = new Map<Key, PromiseWithResolvers<Value | undefined>>();
  let busy = false;

  const run = async () => {
    const asked = waiting;
    waiting = new Map();
    try {
      const found = await look([...asked.keys()]);
      for (const [key, { resolve }] of asked) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
    busy = waiting.size > 0;
    if (busy) run();
  };

  return (key) => {
    const question = waiting.get(key) ?? Promise.withResolvers<Value | undefined>();
    waiting.set(key, question);
    if (!busy) {
      busy = true;
      setImmediate(run);
    }
    return question.promise;
  };
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
