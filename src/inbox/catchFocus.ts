/**
 * What had the focus is gone, and whoever works by the keyboard would be at the top of the page again: what opened it
 * takes the focus, or else the name of the conversation that keys act on.
 */
export function catchFocus(opener: Element | null = null): void {
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    const next = opener?.isConnected
      ? opener
      : document.querySelector('.conversation--active .conversation-head__name');
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  });
}
