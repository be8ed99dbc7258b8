/** What has to be stopped, last started first. */
export interface Cleanup {
  add(stop: () => Promise<unknown> | unknown): void;
  /** Stops everything once, however often it is called. A failure does not keep the rest running. */
  run(): Promise<void>;
}

export function createCleanup(onError: (error: unknown) => void): Cleanup {
  const stops: (() => Promise<unknown> | unknown)[] = [];
  let running: Promise<void> | null = null;
  const runAll = async () => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop();
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    add: (stop) => stops.push(stop),
    run() {
      running ??= runAll();
      return running;
    },
  };
}
