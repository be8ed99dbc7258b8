import { siteStorage, storageKeys } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';

// What every page of the workplace does: the sidebar folds, and a page that takes the place of another in the browser keeps
// what is scrolled and what has the focus, when it is the same page again.

const folded = 'folded';

/** The router takes over the attributes of the fresh page, which does not know of this browser's choice. */
const showFolded = () =>
  document.documentElement.toggleAttribute('data-folded', siteStorage.read(storageKeys.sidebar) === folded);

interface Place {
  scrolled: ReadonlyMap<string, number>;
  focused: string;
}

/** While the next page comes this one stays in sight, but what is typed in it would be lost. */
function waits(now: boolean) {
  document.documentElement.toggleAttribute('data-loading', now);
  for (const part of document.querySelectorAll('main, [data-panel]')) part.toggleAttribute('inert', now);
}

const places = new Map<string, Place>();
const panes = () => [...document.querySelectorAll<HTMLElement>('[data-pane]')];

document.addEventListener('astro:before-preparation', (event) => {
  const scrolled = new Map(panes().map(({ dataset, scrollTop }) => [dataset.pane ?? '', scrollTop]));
  places.set(location.pathname, { scrolled, focused: document.activeElement?.id ?? '' });
  waits(true);
  const { loader } = event;
  event.loader = async () => {
    await loader();
    // A file, or a page elsewhere: the browser goes there itself, and this one may stay.
    if (event.defaultPrevented) waits(false);
  };
});
document.addEventListener('astro:after-swap', () => {
  showFolded();
  const place = places.get(location.pathname);
  if (!place) return;
  for (const pane of panes()) pane.scrollTop = place.scrolled.get(pane.dataset.pane ?? '') ?? 0;
  if (place.focused) document.getElementById(place.focused)?.focus({ preventScroll: true });
});

onPage(() => {
  showFolded();
  document.querySelector('[data-fold]')?.addEventListener('click', () => {
    const now = document.documentElement.hasAttribute('data-folded');
    siteStorage.write(storageKeys.sidebar, now ? null : folded);
    showFolded();
  });
  // A menu closes when one presses elsewhere, and by Escape.
  const close = (event: Event) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>(
      'details:is(.own-menu, [data-menu])[open]',
    )) {
      const inside = event.target instanceof Node && menu.contains(event.target);
      const escapes = event instanceof KeyboardEvent && event.key === 'Escape';
      if (escapes) menu.querySelector('summary')?.focus();
      if (escapes || (event.type === 'click' && !inside)) menu.open = false;
    }
  };
  document.addEventListener('click', close);
  document.addEventListener('keydown', close);
  return () => {
    document.removeEventListener('click', close);
    document.removeEventListener('keydown', close);
  };
});
