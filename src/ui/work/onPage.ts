/**
 * Runs `start` on the page that is there, and anew on each page that takes its place without a load (Astro's router runs a
 * script once). When `start` answers a function, that runs before the page is left. Where no router is, it runs once.
 * `atSwap`: before the page is seen, for what takes room on it: shown later it moves what somebody just presses away from under them.
 */
export function onPage(start: () => unknown, { atSwap = false } = {}): void {
  let end: unknown;
  let runs = false;
  const begin = () => {
    if (runs) return;
    runs = true;
    end = start();
  };
  if (atSwap) document.addEventListener('astro:after-swap', begin);
  document.addEventListener('astro:page-load', begin);
  document.addEventListener('astro:before-swap', () => {
    if (typeof end === 'function') end();
    end = undefined;
    runs = false;
  });
  begin();
}
