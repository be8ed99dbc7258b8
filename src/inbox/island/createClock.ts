import { createSignal, onCleanup, onMount } from 'solid-js';

/** The time, epoch ms, each second; until the browser has taken over it is when the page was made. */
export function createClock(start: number) {
  const [now, setNow] = createSignal(start);
  onMount(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    onCleanup(() => clearInterval(timer));
    setNow(Date.now());
  });
  return now;
}
