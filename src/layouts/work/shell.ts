import type { TransitionBeforePreparationEvent } from 'astro:transitions/client';
import { siteStorage, storageKeys } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';
import { staffPaths } from '../../agenda/paths.ts';

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

/** The afspraak that an address opens beside its page, as `openedAt` reads it on the server. */
const openedAt = (href: string) => new URL(href).searchParams.get('appointment');
const panel = () => document.querySelector<HTMLElement>('aside[data-panel]');

/** What was beside the page before: whether the focus was in it, and the afspraak that it showed. */
let beside = { focused: false, opened: openedAt(location.href) };

/** A panel that comes over the page takes the focus along; once it is gone, that is back on what opened it. */
function followPanel() {
  const now = panel();
  if (now) {
    const covers = getComputedStyle(now).position === 'fixed';
    if (covers || beside.focused) now.focus({ preventScroll: true });
    return;
  }
  if (beside.opened === null) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href]')];
  const opens = (link: HTMLAnchorElement) => openedAt(link.href) === beside.opened;
  links.find((link) => opens(link) && link.getClientRects().length > 0)?.focus();
}

/** While the next page comes this one stays in sight, but what is typed in it would be lost. */
function waits(now: boolean) {
  document.documentElement.toggleAttribute('data-loading', now);
  for (const part of document.querySelectorAll('main, [data-panel]')) part.toggleAttribute('inert', now);
}

/** Whether the page that comes is the answer to a form. */
let sent = false;

/** Why what was sent in a form came to nothing: no answer, or the session is over. */
type Unsent = 'no-answer' | 'signed-out';

/** Some forms keep what is typed by themselves, and go on where the answer leads: without a line their worker answers. */
const keptBy: Record<Unsent, string> = {
  'no-answer': '[data-referral]',
  'signed-out': '[data-referral], [data-drafts]',
};

function whyUnsent({ defaultPrevented, to, sourceElement }: TransitionBeforePreparationEvent): Unsent | null {
  const asksWho = to.pathname === staffPaths.signIn && to.searchParams.has('back');
  const why = defaultPrevented ? 'no-answer' : asksWho ? 'signed-out' : null;
  // The door itself has steps that lead back to its first.
  const isDoor = location.pathname.startsWith(staffPaths.signIn);
  return why === null || isDoor || sourceElement?.closest(keptBy[why]) ? null : why;
}

/** This page stays, with all that was typed, and says so, until somebody tries again or goes elsewhere (decision 0097). */
function stay(signal: AbortSignal, why: Unsent): Promise<void> {
  const said = document.querySelector<HTMLTemplateElement>(`[data-unsent="${why}"]`);
  if (said) document.body.append(said.content.cloneNode(true));
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** What came of a form: a notice, or something to agree to first. It stands above what was filled in, out of sight. */
const answer = () =>
  [...document.querySelectorAll('main :is(.utrecht-alert[role], [data-answer])')].find((one) =>
    one.checkVisibility(),
  );

const places = new Map<string, Place>();
const panes = () => [...document.querySelectorAll<HTMLElement>('[data-pane]')];

document.addEventListener('astro:before-preparation', (event) => {
  const scrolled = new Map(panes().map(({ dataset, scrollTop }) => [dataset.pane ?? '', scrollTop]));
  places.set(location.pathname, { scrolled, focused: document.activeElement?.id ?? '' });
  beside = {
    focused: panel()?.contains(document.activeElement) ?? false,
    opened: openedAt(location.href),
  };
  waits(true);
  document.querySelector('[data-unsent-said]')?.remove();
  sent = event.formData !== undefined;
  const { loader } = event;
  event.loader = async () => {
    await loader();
    const why = sent && !event.signal.aborted ? whyUnsent(event) : null;
    // A file, or a page elsewhere: the browser goes there itself, and this one may stay.
    if (event.defaultPrevented || why) waits(false);
    if (why === null) return;
    event.preventDefault();
    await stay(event.signal, why);
  };
});
document.addEventListener('astro:after-swap', () => {
  showFolded();
  const place = places.get(location.pathname);
  for (const pane of place ? panes() : []) pane.scrollTop = place?.scrolled.get(pane.dataset.pane ?? '') ?? 0;
  if (place?.focused) document.getElementById(place.focused)?.focus({ preventScroll: true });
  if (document.activeElement === document.body || document.activeElement === null) followPanel();
  if (sent) answer()?.scrollIntoView({ block: 'start' });
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
