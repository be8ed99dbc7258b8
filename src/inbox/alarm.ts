/** While somebody waits it is said again after so long. */
export const repeatMs = 20_000;

interface AlarmParts {
  /** How many wait. */
  call(waiting: number): void;
  /** There is nothing to call for any more. */
  quiet(): void;
}

/**
 * Calls whoever is there for chats: at once when somebody begins to wait, and again and again while anybody does.
 * `update` takes how many wait; nobody who is away or pauses is called.
 */
export function makeAlarm({ call, quiet }: AlarmParts) {
  let known = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = () => {
    clearInterval(timer);
    if (known > 0) quiet();
    known = 0;
  };
  return {
    update(waiting: number, isPresent: boolean) {
      if (!isPresent || waiting === 0) return stop();
      const isMore = waiting > known;
      known = waiting;
      if (!isMore) return;
      clearInterval(timer);
      call(waiting);
      timer = setInterval(() => call(known), repeatMs);
    },
    stop,
  };
}
