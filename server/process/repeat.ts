/** Runs a job again and again with a pause in between, never twice at once. Returns what ends it. */
export function repeat(
  everyMs: number,
  job: () => Promise<void>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const run = () => {
    underWay = job()
      .catch(onError)
      .then(() => {
        if (!stopped) timer = setTimeout(run, everyMs);
      });
  };
  run();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return underWay;
  };
}
