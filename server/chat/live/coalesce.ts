/**
 * Coalesces requests for the same work: `ask` runs it after `everyMs`, once for all who asked by then. Runs never overlap and
 * lie at least `everyMs` apart. A run that fails is told to `onError` and tried again.
 */
export function coalesce(
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
