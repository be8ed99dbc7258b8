import DataLoader from 'dataloader';

/**
 * Batches look-ups by key: those of one moment, and all that come while a batch is under way, become one call of `load`.
 * So thousands who connect at once cost a handful of queries. Caches nothing. A batch that fails rejects for all its keys.
 */
export function batchLoader<Key, Value>(
  load: (keys: Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let underWay: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Value | undefined>(
    (keys) => {
      // The cache of the library only serves to put each key in a batch once.
      loader.clearAll();
      const values = load([...keys]).then((found) => keys.map((key) => found.get(key)));
      underWay = values.catch(() => {});
      return values;
    },
    { batchScheduleFn: (dispatch) => underWay.then(() => setImmediate(dispatch)) },
  );
  return (key) => loader.load(key);
}
