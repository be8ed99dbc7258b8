/** Runs `act` at most once per `everyMs`; calls in between are dropped. */
export function throttle(everyMs: number, act: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < everyMs) return;
    last = now;
    act();
  };
}
