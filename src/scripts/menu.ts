/** The menu opens and closes by itself; this adds that Escape and a press elsewhere close it. */
const menu = document.querySelector<HTMLDetailsElement>('[data-menu]');

document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !menu?.open) return;
  const inside = menu.contains(document.activeElement);
  menu.open = false;
  if (inside) menu.querySelector('summary')?.focus();
});

document.addEventListener('pointerdown', (event) => {
  if (menu && !event.composedPath().includes(menu)) menu.open = false;
});
