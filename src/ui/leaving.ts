/** Longer than the next page may take; then the network was gone, and this one stayed. */
const mostMs = 10_000;

/**
 * Watches, in a browser, whether a form is sent that leads away from this page: what comes of it is for the next page to
 * say. Answers a function that tells.
 */
export function watchLeaving(): () => boolean {
  let sentAt = Number.NEGATIVE_INFINITY;
  // At the window: after those who keep a form from being sent.
  addEventListener('submit', (event) => {
    if (!event.defaultPrevented) sentAt = performance.now();
  });
  return () => performance.now() - sentAt < mostMs;
}
