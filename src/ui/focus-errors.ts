import { onPage } from './work/onPage.ts';

onPage(() => {
  const summary = document.querySelector<HTMLElement>('[data-error-summary]');

  /** Brings who sent the form to what went wrong, also in browsers that ignore `autofocus` on an element like this. */
  summary?.focus();

  /** A link there leads into its field; by itself Firefox only scrolls to one for a date or a time. */
  summary?.addEventListener('click', (event) => {
    const { target } = event;
    const field = target instanceof HTMLAnchorElement && document.getElementById(target.hash.slice(1));
    if (!field) return;
    field.scrollIntoView();
    field.focus({ preventScroll: true });
    if (document.activeElement === field) event.preventDefault();
  });
});
