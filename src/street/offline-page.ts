import { readKnownHere } from './offline/kept.ts';
import { moveToOutbox } from './offline/moveToOutbox.ts';
import { showForm } from './offline/showForm.ts';
import { showOutbox } from './offline/showOutbox.ts';
import { type ReferWay, referWays, streetPaths } from './paths.ts';

// The page that the worker shows without a line, at whatever address was asked for: a referral, or the list of what waits.

const page = document.querySelector<HTMLElement>('[data-offline]');
const known = readKnownHere();
const way = referWays.find((one) => location.pathname.startsWith(streetPaths.refer(one)));

const show = (when: string) => page?.querySelector(`[data-when="${when}"]`)?.removeAttribute('hidden');

if (known === null) show('nothing');
else if (way !== undefined) start(known.who, way);
else list(known.who);

function start(who: string, asked: ReferWay): void {
  // The last screen was sent into nothing: it waits.
  if (moveToOutbox(who, asked)) {
    location.replace(streetPaths.all);
    return;
  }
  show('form');
  const form = page?.querySelector<HTMLFormElement>('[data-offline-form]');
  if (form && known) showForm(form, known, asked);
}

function list(who: string): void {
  for (const one of referWays) moveToOutbox(who, one);
  show('list');
  const place = page?.querySelector<HTMLElement>('[data-outbox]');
  if (place) showOutbox(place, who);
}

// With a line there is more to see. Who is typing chooses when.
addEventListener('online', () => show('online'));
page?.querySelector('[data-again]')?.addEventListener('click', (event) => {
  event.preventDefault();
  location.reload();
});
