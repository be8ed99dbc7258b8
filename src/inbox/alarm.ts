/** While somebody waits it is said again after so long. */
export const repeatMs = 20_000;

/**
 * Calls whoever is there for chats: at once when somebody begins to wait, and again and again while anybody does.
 * `update` takes how many wait; nobody who is away or pauses is called.
 */
export function makeAlarm(call: (waiting: number) => void) {
  let known = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = () => {
    clearInterval(timer);
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
