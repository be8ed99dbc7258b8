import { isComposing } from '#ui/isComposing.ts';

/** The menu opens and closes by itself; this adds that Escape, a press elsewhere and moving on by keyboard close it. */
const menu = document.querySelector<HTMLDetailsElement>('[data-menu]');

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || isComposing(event) || !menu?.open) return;
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector('summary')?.focus();
});

document.addEventListener('pointerdown', (event) => {
  if (menu && !event.composedPath().includes(menu)) menu.open = false;
});

// It lies over the page: it would hide what has the focus.
menu?.addEventListener('focusout', ({ relatedTarget }) => {
  if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
});
